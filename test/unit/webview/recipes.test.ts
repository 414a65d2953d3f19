import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import { optimizers } from '../../../src/engine/optimizers';
import { metadataOf } from '../../../src/engine/options';
import { penalties } from '../../../src/engine/penalties';
import { recipes } from '../../../src/engine/recipes';
import { schedules } from '../../../src/engine/schedules';
import type { Catalog } from '../../../src/protocol/model';
import { automaticRate } from '../../../webview/lib/picture/rate';
import { runWords, sharedParams } from '../../../webview/lib/picture/runSettings';
import { defaultSettings, duplicateChip, focusedChip } from '../../../webview/lib/picture/settings';
import { withRecipe } from '../../../webview/panels/descent/recipes';
import { quadratic, readoutAt } from './support';

const catalog: Catalog = {
  optimizers: optimizers.map(metadataOf),
  schedules: schedules.map(metadataOf),
  penalties: penalties.map(metadataOf),
  initialisers: [],
  strategies: [],
  recipes,
};
const settings = defaultSettings(catalog, { optimizers: ['Adam'], steps: 200 });
const recipe = (name: string) => recipes.find((one) => one.name === name) ?? expect.fail(name);
const start = [1, -1];
const bowl = quadratic(40, 1);

function runOf(name: string) {
  const applied = withRecipe(settings, recipe(name));
  const chip = focusedChip(applied) ?? expect.fail('no chip');
  const entry = catalog.optimizers.find(({ id }) => id === chip.optimizer);
  const takesRate = entry?.options.learningRate !== undefined;
  const learningRate = automaticRate(chip, readoutAt(bowl, start), 1, applied.steps);
  const { unpenalized: _none, ...shared } = sharedParams(applied.run, takesRate);
  return descend(bowl, {
    optimizer: { id: chip.optimizer, options: takesRate && chip.optimizer !== 'newton' ? { learningRate, ...chip.options } : chip.options },
    start: Float64Array.from(start),
    steps: applied.steps,
    curvature: true,
    ...shared,
  });
}

describe('recipes', () => {
  it.each(recipes.map(({ name }) => name))('%s goes down a bowl', (name) => {
    const { objective, stopped } = runOf(name);
    expect(stopped).not.toBe('diverged');
    expect(objective.at(-1)).toBeLessThan(0.5 * objective[0]);
  });

  it.each(recipes.filter(({ rateBySharpness }) => rateBySharpness).map(({ name }) => name))('%s is just below its limit', (name) => {
    const { relativeSharpness } = runOf(name);
    expect(relativeSharpness[0]).toBeGreaterThan(0.97);
    expect(relativeSharpness[0]).toBeLessThan(1);
  });

  it('have names of their own, apart from optimizers and presets', () => {
    const names = [...recipes.map(({ name }) => name), ...optimizers.map(({ name }) => name)];
    expect(new Set(names).size).toBe(names.length);
  });

  it('add an optimizer and set what all share, in one change', () => {
    const applied = withRecipe(settings, recipe('Adam, warm-up and cosine'));
    expect(applied.chips.map(({ name }) => name)).toEqual(['Adam', 'Adam, warm-up and cosine']);
    expect(applied.run.schedule).toMatchObject({ id: 'warmup', options: { steps: 20, tMax: 180 } });
    expect(runWords(applied.run, catalog)).toEqual(['Warm-up']);
    expect(settings.run.schedule).toBeUndefined();
  });

  it('leave alone what they say nothing of', () => {
    const lasso = withRecipe(withRecipe(settings, recipe('Adam, warm-up and cosine')), recipe('Lasso by proximal gradient'));
    expect(runWords(lasso.run, catalog)).toEqual(['Warm-up', 'L1 (lasso)']);
  });

  it('follow the loss in copies too', () => {
    const applied = withRecipe(settings, recipe('Heavy ball at the stability limit'));
    const copy = focusedChip(duplicateChip(applied, applied.focus));
    expect(copy?.rateBySharpness).toBe(focusedChip(applied)?.rateBySharpness);
  });
});
