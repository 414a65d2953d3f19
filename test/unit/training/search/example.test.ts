/** What the shipped example says of random search and grids, measured over seeds and over where the ranges happen to lie. */
import { expect, it } from 'vitest';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { createObjective } from '../../../../src/engine/autodiff/objective';
import { createRuntime } from '../../../../src/engine/autodiff/runtime';
import { OverlayFiles } from '../../../../src/source/files';
import { Workspace } from '../../../../src/source/prepare';
import { descends, searched, spaceOf } from './support';

const runtime = createRuntime();
const workspace = new Workspace(new OverlayFiles(), { runtime, watch: new Int32Array(4) });
const { program, start } = workspace.prepare({ file: inRoot('examples', 'hyperparameters.ts'), name: 'sensorLoss' });
const runs = descends(createObjective(program, runtime), [...start], 'adam');

const found = (strategy: string, seed: number, shift: number): number => {
  const wanted = [{ name: 'learningRate', range: [1e-5 * shift, 10 * shift] as const }, { name: 'beta2' }];
  return searched({ space: spaceOf('adam', wanted), strategy, trials: 16, steps: 60, seed }, runs).best?.loss ?? Number.POSITIVE_INFINITY;
};

const shareOf = (won: readonly boolean[]): number => won.filter(Boolean).length / won.length;
const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

it('random search finds a better rate than a grid of equal cost, most times', () => {
  const grid = found('grid', 0, 1);
  // 80 % of 400 seeds when it was measured.
  expect(shareOf(seeds(80).map((seed) => found('random', seed, 1) < grid))).toBeGreaterThan(0.65);
});

it('does so wherever the grid falls: its luck is not what decides', () => {
  // Shifts over the whole distance between two rates of the grid, a factor of 100; 81 % of 1050 when it was measured.
  const won = [0.1, 0.2, 0.4, 1, 2, 5, 9].flatMap((shift) => {
    const grid = found('grid', 0, shift);
    return seeds(12).map((seed) => found('random', 100 + seed, shift) < grid);
  });
  expect(shareOf(won)).toBeGreaterThan(0.65);
});

it('the grid tries four rates, random search sixteen', () => {
  const wanted = [{ name: 'learningRate' }, { name: 'beta2' }];
  const rates = (strategy: string) =>
    searched({ space: spaceOf('adam', wanted), strategy, trials: 16, steps: 1, seed: 0 }, runs).trials.map(
      ({ options }) => options.learningRate,
    );
  expect([new Set(rates('grid')).size, new Set(rates('random')).size]).toEqual([4, 16]);
});
