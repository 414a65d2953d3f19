import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import type { Objective } from '../../../src/engine/objective';
import type { Trajectory } from '../../../src/protocol/model';
import { nowAt } from '../../../webview/lib/picture/now';
import { ending, verdict } from '../../../webview/lib/picture/verdict';
import { type NamedPoint, namePoints, pointNear } from '../../../webview/lib/points';
import { lastRow } from '../../../webview/lib/rows';
import { himmelblau, pointsOf, quadratic, rescaled, rosenbrock, runOf, toy } from './support';

const square = [
  [-6, 6],
  [-6, 6],
] as const;
const named = namePoints(pointsOf(himmelblau, square));
const size = 12;
/** Almost on a saddle. */
const start = [-0.09, -1.94];
const gentle = runOf(himmelblau, { start, options: { learningRate: 0.012 } });

const say = (run: Trajectory, row: number, points: readonly NamedPoint[] = named, side = size) =>
  verdict({ run, now: nowAt(run, Math.min(row, lastRow(run)), undefined), points, size: side });
const headlines = (run: Trajectory, points?: readonly NamedPoint[], side?: number) =>
  Array.from({ length: lastRow(run) + 1 }, (_, row) => say(run, row, points, side).headline);

describe('names of critical points', () => {
  it('count within each kind', () => {
    expect(named.map(({ name }) => name).join(' ')).toBe('m₁ m₂ m₃ m₄ s₁ s₂ s₃ s₄ M₁');
  });

  it('have neighbourhoods that do not overlap', () => {
    for (const point of named) expect(named.filter((other) => pointNear([other], point.at))).toEqual([point]);
  });
});

describe('verdict on gradient descent from beside a saddle', () => {
  const told = headlines(gentle);
  it('leaves the saddle, comes down, and settles', () => {
    expect(told[0]).toMatch(/saddle s₄$/);
    expect(told).toContain('Leaving saddle s₄');
    expect(told.at(-1)).toMatch(/^Settled in minimum m/);
    const order = ['saddle', 'Descending', 'Settled'].map((word) => told.findIndex((headline) => headline.includes(word)));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(Math.min(...order)).toBe(0);
  });

  it('proves it with the curvature that leads out', () => {
    expect(say(gentle, 3).why).toMatch(/^The gradient .* along u₂, where the curvature is λ₂ = −\d/);
  });

  it('names the minimum on the chip', () => {
    expect(ending(gentle, named)).toMatch(/^→ m/);
    expect(ending(runOf(himmelblau, { start, steps: 3, options: { learningRate: 0.012 } }), named)).toBe('unsettled');
  });

  it.each([
    [1e6, 1],
    [1e-9, 1],
    [1, 1e4],
    [3, 1e-5],
  ])('says the same when the loss is scaled by %s and the parameters by %s', (c, s) => {
    const scaled: Objective = rescaled(himmelblau, c, s);
    const run = runOf(scaled, { start: start.map((x) => x * s), options: { learningRate: (0.012 * s * s) / c } });
    const points = namePoints({ ...pointsOf(himmelblau, square), box: square.map(([a, b]) => [a * s, b * s] as const) });
    const moved = points.map((point) => ({
      ...point,
      at: point.at.map((x) => x * s),
      eigenvalues: point.eigenvalues.map((l) => (l * c) / s ** 2),
      radius: (named.find(({ name }) => name === point.name)?.radius ?? 0) * s,
    }));
    expect(headlines(run, moved, size * s)).toEqual(told);
  });
});

describe('verdict on other courses', () => {
  it('sees bouncing where the rate is above the limit at the minimum', () => {
    const run = runOf(himmelblau, { start, options: { learningRate: 0.021 } });
    const last = say(run, 59);
    expect(last.headline).toBe('Bouncing across the valley');
    expect(last.why).toMatch(/At m. η must stay below 0\.0\d+\.$/);
  });

  it.each([
    [0.05, 'Jittering with the batches'],
    [0.2, 'Bouncing across the valley'],
  ])('tells the noise of batches from a valley at η = %d', (learningRate, headline) => {
    // ½(12x² + y²) on average; each batch has its minimum one to the left or to the right.
    const shifted = (by: number): Objective => {
      const bowl = quadratic(12, 1);
      const moved = (x: Float64Array) => x.map((xi) => xi + by);
      return { ...bowl, valueAndGradient: (x, gradient) => bowl.valueAndGradient(moved(x), gradient), value: (x) => bowl.value(moved(x)) };
    };
    const run = descend(quadratic(12, 1), {
      ...{ optimizer: { id: 'sgd', options: { learningRate } }, start: Float64Array.of(1, 1), steps: 60, tolerance: 0, curvature: true },
      batchAt: (step) => shifted(step % 2 === 0 ? 1 : -1),
    });
    expect(say(run, 60, []).headline).toBe(headline);
  });

  it('sees a step that is too long', () => {
    const run = runOf(quadratic(100, 1), { start: [1, 1], steps: 4, options: { learningRate: 0.021 } });
    expect(say(run, 1, [])).toMatchObject({ headline: 'Step too long for this curvature' });
    expect(say(run, 1, []).why).toContain('η = 0.021 exceeds 0.020');
  });

  it('says when a run has left every bound, and what would have been stable', () => {
    const run = runOf(quadratic(100, 1), { start: [1, 1], steps: 500, options: { learningRate: 0.1 } });
    const last = say(run, lastRow(run), []);
    expect(run.stopped).toBe('diverged');
    expect(last.tone).toBe('warning');
    expect(last.headline).toMatch(/^Diverged at step \d+$/);
    expect(last.why).toContain('below 0.020 is stable');
    expect(ending(run, [])).toBe('diverged');
  });

  it('promises no stability at a start that is no bowl, but names the limit at the nearest minimum', () => {
    const run = runOf(himmelblau, { start, steps: 100, options: { learningRate: 0.1 } });
    expect(run.stopped).toBe('diverged');
    const { why } = say(run, lastRow(run));
    expect(why).not.toContain('is stable');
    expect(why).toContain('At m₄ η must stay below 0.019.');
    expect(say(run, lastRow(run), []).why).not.toContain('η');
  });

  it('finds a run stalled exactly on a saddle', () => {
    const run = runOf(toy, { start: [0, 0], options: { learningRate: 0.1 } });
    const points = namePoints(
      pointsOf(toy, [
        [-2, 2],
        [-2, 2],
      ]),
    );
    expect(say(run, 0, points, 4).headline).toBe('Stalled at saddle s₁');
    expect(say(run, 0, [], 4).headline).toBe('Stalled at saddle');
  });

  it('tells a narrow valley from a saddle, though its curvature is negative along the floor', () => {
    const run = runOf(rosenbrock, { start: [-1.2, 1], steps: 100, options: { learningRate: 6.6e-4 } });
    const last = say(
      run,
      100,
      namePoints(
        pointsOf(rosenbrock, [
          [-2, 2],
          [-1, 3],
        ]),
      ),
      4,
    );
    expect(last.headline).toBe('Creeping along a narrow valley');
    expect(last.why).toMatch(/^λ₁ = 966 .*λ₂ = −0\.250/);
  });

  it('knows a flat floor, where a whole curve of points is as good', () => {
    const run = runOf(toy, { start: [0.1, 0.2], steps: 200, options: { learningRate: 0.2 } });
    expect(say(run, 200, [], 4).headline).toBe('Settled on a flat valley floor');
  });

  it('counts the curvatures of more and of fewer parameters', () => {
    const three = runOf(quadratic(3, 2, 1), { start: [1, 1, 1], options: { learningRate: 0.3 } });
    expect(say(three, 0, []).why).toMatch(/^All 3 curvatures are positive, κ = 3\.0, and η is 2\.2× below its limit\.$/);
    const one = runOf(quadratic(3), { start: [1], options: { learningRate: 0.3 } });
    expect(say(one, 1, []).why).toMatch(/^The curvature is positive, λ = 3\.00/);
  });

  it('still speaks where curvature is not known', () => {
    const { eigenvalues: _values, eigenvectors: _vectors, conditionNumber: _kappa, relativeSharpness: _sharpness, ...bare } = gentle;
    const none = new Float64Array();
    const run = { ...bare, eigenvalues: none, eigenvectors: none, conditionNumber: none, relativeSharpness: none };
    expect(say(run, 5).why).toMatch(/^The gradient is/);
    expect(say(run, lastRow(run)).headline).toBe('Settled');
  });
});
