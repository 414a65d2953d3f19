import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import { norm, plus } from '../../../src/engine/linalg/vector';
import { objectiveOf } from './support/objective';
import { problems } from './support/problems';
import { type Loss, type Scalar, sum } from './support/scalar';

interface Point {
  readonly x: readonly number[];
  readonly value: number;
  readonly eigenvalues: readonly number[];
  readonly kind: string;
}
const { functions }: { functions: readonly { name: string; points: readonly Point[] }[] } = JSON.parse(
  readFileSync(new URL('../../reference/critical-points.json', import.meta.url), 'utf8'),
);

const hills = [
  [1, 0, 1, 0.7],
  [0.8, 1.2, -0.6, 0.6],
  [1.2, -1.1, -0.5, 0.8],
];
const wells = [
  [-200, -1, 0, -10, 1, 0],
  [-100, -1, 0, -10, 0, 0.5],
  [-170, -6.5, 11, -6.5, -0.5, 1.5],
  [15, 0.7, 0.6, 0.7, -1, 1],
];

const losses: Readonly<Record<string, Loss>> = {
  himmelblau: problems.himmelblau({}),
  beale: problems.beale({}),
  six_hump_camel: ([x, y]) => {
    const inX = x.pow(2).times(-2.1).plus(x.pow(4).over(3)).plus(4).times(x.pow(2));
    return inX.plus(x.times(y)).plus(y.pow(2).times(4).minus(4).times(y.pow(2)));
  },
  double_well: ([x, y]) => x.pow(4).minus(x.pow(2).times(2)).plus(y.pow(2)),
  lee_toy: ([x, y]) => x.times(y).minus(1).pow(2),
  three_hills: ([x, y]) =>
    sum(
      hills.map(([height, a, b, r]) =>
        x
          .minus(a)
          .pow(2)
          .plus(y.minus(b).pow(2))
          .times(-1 / (2 * r * r))
          .exp()
          .times(height),
      ),
    ),
  muller_brown: ([x, y]) =>
    sum(
      wells.map(([depth, a, b, c, x0, y0]) => {
        const [u, v] = [x.minus(x0), y.minus(y0)];
        return u.pow(2).times(a).plus(u.times(v).times(b)).plus(v.pow(2).times(c)).exp().times(depth);
      }),
    ),
};

const saddles = functions.flatMap(({ name, points }) =>
  points.filter(({ kind }) => kind === 'saddle').map((point) => ({ name, point, title: `${name} at ${point.x.join(', ')}` })),
);
const offsets = [
  [0, 0],
  [1e-9, 0],
  [1e-3, -2e-3],
  [-0.01, 0.01],
].map((d) => Float64Array.from(d));

it('there are saddles to leave', () => {
  expect(saddles.length).toBeGreaterThanOrEqual(16);
  expect(saddles.every(({ name }) => name in losses)).toBe(true);
});

describe.each(['saddle-free-newton', 'trust-region', 'bfgs', 'conjugate-gradient', 'perturbed-gd'])('%s leaves', (id) => {
  it.each(saddles.map(({ title, name, point }) => [title, name, point] as const))('%s', (_, name, { x, value, eigenvalues }) => {
    const objective = objectiveOf(losses[name], 2);
    for (const offset of offsets) {
      const run = descend(objective, { optimizer: { id, options: {} }, start: plus(Float64Array.from(x), 1, offset), steps: 400 });
      expect(run.loss[run.loss.length - 1]).toBeLessThan(value - 1e-6 * Math.abs(eigenvalues[0]));
    }
  });
});

describe('Newton ends on', () => {
  it.each(saddles.map(({ title, name, point }) => [title, name, point] as const))('%s', (_, name, { x }) => {
    const objective = objectiveOf(losses[name], 2);
    const saddle = Float64Array.from(x);
    for (const offset of offsets) {
      for (const globalisation of ['trustRegion', 'none']) {
        const { answer } = descend(objective, {
          optimizer: { id: 'newton', options: { globalisation } },
          start: plus(saddle, 1, offset),
          steps: 50,
        });
        expect(norm(plus(answer, -1, saddle))).toBeLessThanOrEqual(1e-7);
      }
    }
  });
});

it('Newton goes down where no saddle is near, unless each of its steps is to be taken in full', () => {
  const objective = objectiveOf(losses.beale, 2);
  // From here the Newton step ends on the saddle (0, 1), over a way on which the Hessian changes by more than itself.
  const from = (globalisation: string) =>
    descend(objective, { optimizer: { id: 'newton', options: { globalisation } }, start: Float64Array.of(1, 1), steps: 50 }).answer;
  expect(Array.from(from('none'))).toEqual([0, 1]);
  expect(norm(plus(from('trustRegion'), -1, Float64Array.of(3, 0.5)))).toBeLessThanOrEqual(1e-7);
});

describe('where the way out hardly shows', () => {
  it.each([
    [1.5076407318703584, 0],
    [-0.5025460365546746, -1.9899122337085497],
    [1.5076407318703584, 0.9949586376523349],
  ])('perturbed descent leaves the saddle (%d, %d) of Rastrigin’s function, though noise happens to lead back', (...saddle) => {
    const wave = <S extends Scalar<S>>(x: S): S =>
      x
        .pow(2)
        .minus(
          x
            .times(2 * Math.PI)
            .cos()
            .times(10),
        )
        .plus(10);
    const objective = objectiveOf(([x, y]) => wave(x).plus(wave(y)), 2);
    const run = descend(objective, { optimizer: { id: 'perturbed-gd', options: {} }, start: Float64Array.from(saddle), steps: 200 });
    expect(run.loss[run.loss.length - 1]).toBeLessThan(run.loss[0] - 1);
    expect(run.stopped).toBe('converged');
  });

  it('saddle-free Newton leaves a saddle that is so near that the loss can’t show what its step yields', () => {
    const objective = objectiveOf(([x, y]) => x.sin().times(y.cos()).plus(x.times(0.1)), 2);
    const [x, y] = [-Math.PI, Math.acos(0.1)];
    for (const offset of [0, 1e-9, 1e-8, 1e-7]) {
      const start = Float64Array.of(x + offset, y - offset);
      const run = descend(objective, { optimizer: { id: 'saddle-free-newton', options: {} }, start, steps: 100 });
      expect(run.loss[run.loss.length - 1]).toBeLessThan(run.loss[0] - 0.1);
    }
  });
});
