/** Recipes of the catalog, put on the panel: the optimizer as a chip, what surrounds it as run settings, which all share. */
import type { OptimizerChoice, Recipe } from '../../../src/protocol/model';
import { addChip, type Settings } from '../../lib/picture/settings';

export function withRecipe(settings: Settings, recipe: Recipe): Settings {
  const { name, optimizer, rateBySharpness, penalties, clipNorm } = recipe;
  const added = addChip(settings, {
    optimizer: optimizer.id,
    name,
    options: optimizer.options,
    ...(rateBySharpness !== undefined && { rateBySharpness }),
  });
  const schedule = scheduleOf(recipe, settings.steps);
  return {
    ...added,
    run: {
      ...settings.run,
      ...(schedule && { schedule }),
      ...(penalties && { penalties, penaltyMethod: 'proximal' }),
      ...(clipNorm !== undefined && { clipNorm }),
    },
  };
}

function scheduleOf({ schedule, scheduleShares = {} }: Recipe, steps: number): OptimizerChoice | undefined {
  const shares = Object.entries(scheduleShares).map(([name, share]) => [name, Math.max(1, Math.round(share * steps))]);
  return schedule && { id: schedule.id, options: { ...schedule.options, ...Object.fromEntries(shares) } };
}
