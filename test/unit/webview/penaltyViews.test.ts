/** The geometry of penalties on the map, the coefficients over α, and what optimizers keep. */
import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import { surface } from '../../../src/engine/landscape/surface';
import { coefficientPath } from '../../../src/engine/penalties/coefficientPath';
import { penaltyGeometry } from '../../../src/engine/penalties/geometry';
import { finish } from '../../../src/engine/work';
import { planeProjection } from '../../../webview/lib/picture/map/project';
import { coordinateView } from '../../../webview/lib/picture/map/shownPlane';
import { nowAt } from '../../../webview/lib/picture/now';
import { plainRun } from '../../../webview/lib/picture/runSettings';
import { noSettings } from '../../../webview/lib/picture/settings';
import { noSide } from '../../../webview/lib/picture/side';
import { initialState, type State } from '../../../webview/lib/picture/state';
import { ending, verdict } from '../../../webview/lib/picture/verdict';
import { betaAt, placeOfBeta, windowOf } from '../../../webview/panels/descent/average';
import { freeSpot } from '../../../webview/panels/descent/freeSpot';
import { internalsAt } from '../../../webview/panels/descent/internals';
import { ballFor, ballName } from '../../../webview/panels/descent/penalty/ball';
import {
  coefficient,
  coefficientCount,
  namedCoefficients,
  pathAxes,
  spreadOut,
  strengthAt,
} from '../../../webview/panels/descent/penalty/path';
import { objectiveOf, quadratic, runOf } from './support';

/** ½(x − 3)² + ½(y − ½)²: with L1 of strength 1 the optimum is (2, 0). */
const lasso = objectiveOf(2, {
  value: ([x, y]) => 0.5 * (x - 3) ** 2 + 0.5 * (y - 0.5) ** 2,
  gradient: ([x, y]) => [x - 3, y - 0.5],
  hessian: () => [1, 0, 0, 1],
});
const penalties = [{ id: 'l1', options: { alpha: 1 } }];
const start = Float64Array.of(-1, 2);
const box = [-4, 4, -4, 4] as const;
const frame = { left: 0, size: 400 };
const projection = planeProjection(box, coordinateView([0, 0], [0, 1], ['x', 'y']), frame);

const state: State = {
  ...initialState,
  settings: { ...noSettings, run: { ...plainRun, penalties } },
  description: {
    revision: 1,
    summary: { name: 'f', signature: '', location: place(), extent: place(), takesData: false },
    ...{ n: 2, coordinates: ['x', 'y'], parameters: [], start, startOrigin: '@start', startDrawn: false, domain: [undefined, undefined] },
    ...{ derivatives: 'exact', warnings: [] },
  },
  surface: finish(
    surface(lasso, { plane: { origin: new Float64Array(2), first: Float64Array.of(1, 0), second: Float64Array.of(0, 1) }, box, size: 81 }),
  ),
  side: { ...noSide, geometry: finish(penaltyGeometry(lasso, { penalties, start, plane: [0, 1] })) },
};

function place() {
  return { file: '/a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 };
}

describe("a penalty's ball", () => {
  const ball = ballFor(state, projection, frame);

  it('goes through the optimum, which the contour of the loss touches', () => {
    expect(ball?.optimum.map(Math.round)).toEqual([300, 200]);
    const distances = ball?.outline.map(([x, y]) => Math.hypot(x - 300, y - 200)) ?? [];
    expect(Math.min(...distances)).toBeLessThan(1e-6);
    expect(ball?.contour).toMatch(/^M/);
    expect(ball?.name).toBe('L1 diamond');
  });

  it('is named where it is farthest from the optimum', () => expect(ball?.named?.map(Math.round)).toEqual([100, 200]));

  it('is left out without penalties, and where a coordinate of the plane is not penalised', () => {
    expect(ballFor({ ...state, settings: noSettings }, projection, frame)).toBeUndefined();
    const geometry = finish(penaltyGeometry(lasso, { penalties, start, plane: [0, 1], unpenalized: new Set([1]) }));
    expect(ballFor({ ...state, side: { ...noSide, geometry } }, projection, frame)).toBeUndefined();
  });

  it('is called after its shape or its penalty', () => {
    const names = [['l2'], ['elastic-net'], ['l1', 'l2']].map((ids) =>
      ballName(
        ids.map((id) => ({ id, options: {} })),
        (id) => id,
      ),
    );
    expect(names).toEqual(['L2 disc', 'elastic-net ball', 'penalty ball']);
  });
});

describe('coefficients over α', () => {
  const path = finish(coefficientPath(lasso, { penalty: { id: 'l1', options: {} }, start }));

  it('end with exact zeros at the strong end', () => {
    expect(coefficientCount(path)).toBe(2);
    expect([coefficient(path, 0)[0], coefficient(path, 1)[0]]).toEqual([0, 0]);
    expect(coefficient(path, 0).at(-1)).toBeCloseTo(3, 2);
  });

  it('have the whole path and zero in view', () => {
    const { x, y } = pathAxes(path);
    expect(10 ** x[1]).toBeCloseTo(3, 6);
    expect(10 ** x[0]).toBeCloseTo(3e-4, 6);
    expect(y[0]).toBeLessThan(0);
    expect(y[1]).toBeGreaterThan(3);
  });

  it('name the largest, without names on top of each other', () => {
    expect(namedCoefficients(path, 1)).toEqual([0]);
    expect(spreadOut([50, 10, 12], 12)).toEqual([50, 10, 22]);
    expect(spreadOut([], 12)).toEqual([]);
  });

  it('choose a strength with three digits', () => expect(strengthAt(Math.log10(0.123456))).toBe(0.123));
});

describe('a run with penalties', () => {
  const run = descend(lasso, {
    ...{ optimizer: { id: 'sgd', options: { learningRate: 0.5 } }, start, steps: 100, tolerance: 1e-9 },
    ...{ curvature: true, internals: true, penalties },
  });
  const last = run.loss.length - 1;

  it('is said to have settled where both balance, not in a minimum of the loss, with its exact zeros', () => {
    const minimum = {
      name: 'm₁',
      kind: 'minimum',
      at: Float64Array.of(3, 0.5),
      loss: 0,
      eigenvalues: Float64Array.of(1, 1),
      radius: 5,
    } as const;
    const points = [minimum] as never;
    const { headline, why } = verdict({ run, now: nowAt(run, last, undefined), points, size: 8 });
    expect(headline).toBe('Loss and penalties balance');
    expect(why).toContain('1 of 2 parameters is exactly 0');
    expect(why).toContain('the penalties add 2.00');
    expect(ending(run, points)).toBe('settled');
    expect(verdict({ run, now: nowAt(run, 0, undefined), points, size: 8 }).headline).toBe('At the start');
  });
});

describe('what an optimizer keeps', () => {
  const request = { optimizer: { id: 'adam', options: { learningRate: 0.1 } }, start: Float64Array.of(1, 2), tolerance: 0 };
  const whole = descend(quadratic(1, 4), { ...request, steps: 9, internals: true });
  const bare = descend(quadratic(1, 4), { ...request, steps: 9 });
  const detail = descend(quadratic(1, 4), { ...request, steps: 4, every: 4, internals: true });

  it('is read from the path where that carries it', () => {
    const columns = internalsAt(whole, 4, undefined);
    expect(columns.map(({ name }) => name)).toEqual(['m', 'v', 'm̂', 'v̂', 'effective step']);
    expect(columns.every(({ values }) => values.length === 2)).toBe(true);
  });

  it('else from a run up to the step, with the same numbers, and from no other', () => {
    expect(internalsAt(bare, 4, detail)).toEqual(internalsAt(whole, 4, undefined));
    expect(internalsAt(bare, 5, detail)).toEqual([]);
    expect(internalsAt(bare, 4, undefined)).toEqual([]);
  });
});

describe('the edge of stability', () => {
  const valley = objectiveOf(2, {
    value: ([a, b]) => 0.5 * (1 - a * b) ** 2,
    gradient: ([a, b]) => [-b * (1 - a * b), -a * (1 - a * b)],
    hessian: ([a, b]) => [b * b, 2 * a * b - 1, 2 * a * b - 1, a * a],
  });
  const spoken = (rate: number, row: number) => {
    const run = runOf(valley, { start: [4, 0.3], steps: 120, options: { learningRate: rate } });
    return verdict({ run, now: nowAt(run, row, undefined), points: [], size: 8 });
  };

  it('is named while sharpness hovers at its limit and the loss still falls', () => {
    const { headline, why } = spoken(0.13, 28);
    expect(headline).toBe('At the edge of stability');
    expect(why).toContain('times its stable limit');
  });

  it('is not named below the limit, nor when the run has come to rest', () => {
    expect(spoken(0.105, 28).headline).not.toContain('edge');
    expect(spoken(0.13, 110).headline).not.toContain('edge');
  });
});

describe('the weighted average', () => {
  it('has a slider over its window', () => {
    expect([0.9, 0.99, 0].map((beta) => Math.round(windowOf(beta)))).toEqual([10, 100, 1]);
    for (const beta of [0, 0.5, 0.9, 0.999]) expect(betaAt(placeOfBeta(beta))).toBeCloseTo(beta, 3);
  });
});

describe('words among curves', () => {
  const curve = [
    [0, 10],
    [50, 10],
    [100, 30],
  ] as const;
  const at = (y: number, anchor: 'start' | 'end' = 'start') => ({ x: 50, y, anchor });

  it('go to the first place that no curve crosses', () => {
    expect(freeSpot([at(20), at(45)], 'words', [curve], 200)).toEqual(at(45));
    expect(freeSpot([at(40, 'end')], 'words', [curve], 200)).toEqual(at(40, 'end'));
  });

  it('are left out where there is none, or no room', () => {
    expect(freeSpot([at(15)], 'words', [curve], 200)).toBeUndefined();
    expect(freeSpot([at(45)], 'words', [curve], 60)).toBeUndefined();
  });

  it('do not mind gaps', () =>
    expect(
      freeSpot(
        [at(45)],
        'words',
        [
          [
            [0, Number.NaN],
            [100, Number.NaN],
          ],
        ],
        200,
      ),
    ).toEqual(at(45)));
});
