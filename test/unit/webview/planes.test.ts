import { describe, expect, it } from 'vitest';
import { surface } from '../../../src/engine/landscape/surface';
import { finish } from '../../../src/engine/work';
import { planeProjection } from '../../../webview/lib/picture/map/project';
import { coordinateView, directionOn, distanceFrom, movedTo, type ShownPlane, uvOf } from '../../../webview/lib/picture/map/shownPlane';
import { nextSeed, sliceKinds, sliceNames, sliceOf } from '../../../webview/lib/picture/map/slice';
import { choiceOf, landmarksOf, sliceWords, threeOf } from '../../../webview/lib/picture/map/slices';
import { addChip, noSettings } from '../../../webview/lib/picture/settings';
import { initialState, type State } from '../../../webview/lib/picture/state';
import { gapAlong, gapClass } from '../../../webview/panels/descent/map/gap';
import { quadratic, runOf } from './support';

const oblique: ShownPlane = {
  plane: { origin: Float64Array.of(1, 1, 1), first: Float64Array.of(1, 0, 0), second: Float64Array.of(1, 2, 0) },
  axes: undefined,
  names: ['u', 'v'],
  words: '',
};

describe('the shown plane', () => {
  it('finds the nearest point of itself, also along directions that are not perpendicular', () => {
    expect(uvOf(oblique, [1 + 3 + 2, 1 + 4, 7])).toEqual([3, 2].map((value) => expect.closeTo(value, 12)));
    expect(distanceFrom(oblique, [6, 5, 7])).toBeCloseTo(6, 12);
    expect(directionOn(oblique, [1, 2, 9])).toEqual([0, 1].map((value) => expect.closeTo(value, 12)));
  });

  it('moves points along itself, as far beside it as they were', () => {
    const moved = movedTo(oblique, Float64Array.of(6, 5, 7), [0, 0]);
    expect([...moved]).toEqual([1, 1, 7].map((value) => expect.closeTo(value, 12)));
  });

  it('of two coordinates needs no arithmetic', () => {
    const shown = coordinateView([1, 2, 3], [2, 0], ['a', 'b', 'c']);
    expect(shown.names).toEqual(['c', 'a']);
    expect(uvOf(shown, [4, 5, 6])).toEqual([6, 4]);
    expect(distanceFrom(shown, [4, 5, 6])).toBe(3);
  });

  it('is where points are drawn', () => {
    const { place, direction } = planeProjection([0, 10, 0, 10], oblique, { left: 0, size: 100 });
    expect(place([6, 5, 1], 0)).toEqual([30, 80].map((value) => expect.closeTo(value, 9)));
    expect(direction([1, 0, 0])).toEqual([10, expect.closeTo(0, 12)]);
  });
});

const loss = quadratic(1, 9, 0.2);
const withChips = ['Gradient descent', 'Momentum'].reduce(
  (settings, name) => addChip(settings, { optimizer: 'sgd', name, options: {} }),
  noSettings,
);
const start = [3, 2, 1];
const runs: State['runs'] = new Map(
  [0.05, 0.1].map((learningRate, i) => [
    i + 1,
    { trajectory: runOf(loss, { start, options: { learningRate }, steps: 20 }), problem: undefined },
  ]),
);
const known = {
  ...{ runs, step: 5, points: [], settings: { ...withChips, start, focus: 1 } },
  description: { ...emptyDescription(), n: 3, start: Float64Array.from(start) },
};

function emptyDescription(): NonNullable<State['description']> {
  const location = { file: '/a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 };
  return {
    ...{
      revision: 1,
      n: 0,
      coordinates: [],
      parameters: [],
      start: new Float64Array(0),
      startOrigin: '',
      startDrawn: false,
      domain: [],
      warnings: [],
    },
    summary: { name: 'f', signature: '', location, extent: location, takesData: false },
    derivatives: 'exact',
  };
}

describe('slices', () => {
  it('have a name each, and what they need is taken from the paths', () => {
    expect(new Set(Object.values(sliceNames)).size).toBe(sliceKinds.length);
    for (const kind of sliceKinds.filter((one) => one !== 'coordinates')) {
      const choice = choiceOf(sliceOf(kind), known);
      expect(choice).toBeDefined();
      if (choice?.kind === 'trajectory') expect(choice.params.slice(-3)).toEqual(choice.at);
    }
    expect(choiceOf(sliceOf('path'), { ...known, runs: new Map() })).toBeUndefined();
  });

  it('know the places a plane can go through', () => {
    expect(landmarksOf(known).map(({ name }) => name)).toEqual(['start', 'end of Gradient descent', 'end of Momentum', 'current step']);
  });

  it('take the first three that differ where none are named, or those named are gone', () => {
    const names = (of: readonly [string, string, string]) => threeOf(of, landmarksOf(known)).map(({ name }) => name);
    expect(names(['', '', ''])).toEqual(['start', 'end of Gradient descent', 'end of Momentum']);
    expect(names(['step', 'start', 'm₇'])).toEqual(['current step', 'start', 'end of Gradient descent']);
    expect(threeOf(['', '', ''], landmarksOf({ ...known, runs: new Map() }))).toHaveLength(1);
  });

  it('draw other directions from the next seed', () => {
    expect(nextSeed(sliceOf('random'))).toEqual({ kind: 'random', seed: 2 });
    expect(nextSeed(sliceOf('path'))).toEqual({ kind: 'path' });
  });

  it('say what is worth knowing', () => {
    const { plane } = oblique;
    const state = { ...initialState, ...known };
    expect(sliceWords(sliceOf('path'), { plane, explained: [0.97, 0.021] }, state).words).toContain('97.0\u00a0% and 2.10\u00a0%');
    expect(sliceWords(sliceOf('eigenvectors'), { plane, eigenvalues: [9, 1] }, state).words).toContain('λ = 9.00 and 1.00');
    expect(sliceWords({ kind: 'random', seed: 4 }, { plane }, state).words).toContain('seed 4');
  });
});

describe('the gap between a path and what is drawn in its place', () => {
  const shownPlane = coordinateView([0, 0, 0], [0, 1], ['a', 'b', 'c']);
  const drawn = finish(surface(loss, { plane: shownPlane.plane, box: [-4, 4, -4, 4], size: 81 }));

  it('is the true loss against the drawn one', () => {
    const run = runs.get(1)?.trajectory;
    const gap = run && gapAlong({ surface: drawn, shownPlane }, run);
    expect(gap?.(0).drawn).toBeCloseTo(0.5 * 9 + 0.5 * 9 * 4, 1);
    expect(gap?.(0).part).toBeCloseTo((0.5 * 0.2) / (0.5 * 16 + 0.5 * 9 * 16), 3);
    expect(run && gapAlong({ surface: undefined, shownPlane }, run)).toBeUndefined();
  });

  it('is as large as can be outside of what is drawn', () => {
    const far = runOf(loss, { start: [9, 9, 9], options: { learningRate: 0.01 }, steps: 2 });
    expect(gapAlong({ surface: drawn, shownPlane }, far)?.(0)).toEqual({ drawn: undefined, part: 1 });
  });

  it('falls into classes', () => {
    expect([0, 0.02, 0.2, 0.7].map(gapClass)).toEqual([0, 1, 2, 3]);
  });
});
