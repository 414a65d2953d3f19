import { t } from '../../../l10n/t';
import { levelsOf, type SearchSpace } from './space';
import type { Proposal, SearchPlan, Strategy } from './strategy';

export const grid: Strategy = {
  id: 'grid',
  name: t('Grid'),
  help: t('Every combination of evenly spaced values, as many for each option as the number of trials allows.'),
  source: 'Bergstra & Bengio 2012, section 1',
  proposals,
  plannedSteps: (plan) => proposals(plan).length * plan.steps,
};

function proposals({ space, trials, steps }: SearchPlan): readonly Proposal[] {
  const sides = countsWithin(space, trials).map((count, i) => places(space[i].kind === 'list', count, levelsOf(space[i])));
  return product(sides).map((place, index) => ({ index, place, budget: steps, rung: 0 }));
}

/** Values of each option: all grow together, as long as the product is at most `most`. */
function countsWithin(space: SearchSpace, most: number): number[] {
  const counts = space.map(() => 1);
  const size = () => counts.reduce((product, count) => product * count, 1);
  const growable = (i: number) => counts[i] < levelsOf(space[i]) && (size() / counts[i]) * (counts[i] + 1) <= most;
  for (;;) {
    const [next] = counts
      .map((count, i) => ({ count, i }))
      .filter(({ i }) => growable(i))
      .sort((a, b) => a.count - b.count);
    if (!next) return counts;
    counts[next.i]++;
  }
}

/** Evenly spaced, from end to end; values of a list in the middle of their part of the side. */
function places(isList: boolean, count: number, levels: number): number[] {
  if (isList) return Array.from({ length: count }, (_, k) => (Math.floor((k * levels) / count) + 0.5) / levels);
  return Array.from({ length: count }, (_, k) => (count === 1 ? 0.5 : k / (count - 1)));
}

function product(sides: readonly (readonly number[])[]): number[][] {
  return sides.reduce<number[][]>((places, side) => places.flatMap((place) => side.map((u) => [...place, u])), [[]]);
}
