import { afterEach, describe, expect, it, vi } from 'vitest';
import { numericGradient, numericHessian, numericHessianVector } from '../../../src/engine/autodiff/numeric';
import { UserCodeError } from '../../../src/engine/errors';
import { load } from './support';

/** x·x, during whose every evaluation the clock goes on by so many milliseconds. */
function lossOf(milliseconds: number): { loss(x: Float64Array): number; readonly evaluations: () => number } {
  let [now, evaluations] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  return {
    loss: (x) => {
      now += milliseconds;
      evaluations++;
      return x.reduce((sum, xi) => sum + xi * xi, 0);
    },
    evaluations: () => evaluations,
  };
}

const thrownBy = (run: () => void): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('derivatives by differences that would take hours', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const n = 200;
  const x = new Float64Array(n).fill(0.5);
  it.each([
    ['The gradient', 300, (f: (at: Float64Array) => number) => numericGradient(f, x, new Float64Array(n))],
    ['The Hessian', 30, (f: (at: Float64Array) => number) => numericHessian(f, x, new Float64Array(n * n))],
    ['A product with the Hessian', 300, (f: (at: Float64Array) => number) => numericHessianVector(f, x, x, new Float64Array(n))],
  ])('%s is refused within seconds, with what to do', (what, each, derive) => {
    const { loss, evaluations } = lossOf(each);
    const error = thrownBy(() => derive(loss));
    expect(error).toBeInstanceOf(UserCodeError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^${what} by central differences would take about \\d+ minutes: [\\d,]+ evaluations of ${each} ms`),
      ),
      hint: expect.stringContaining('fewer samples'),
    });
    expect(evaluations() * each).toBeLessThan(3000);
  });

  it('tells how long the whole would take', () => {
    const { loss } = lossOf(30);
    expect(thrownBy(() => numericHessian(loss, x, new Float64Array(n * n)))).toMatchObject({
      message: 'The Hessian by central differences would take about 41 minutes: 80,401 evaluations of 30 ms.',
    });
  });

  it('says why it is not traced, and where', () => {
    const { objective, text } = load(
      'export function loss(w: number[]): number { tick(); return Number(new Float32Array(w)[0]) ** 2; }',
      [[...x]],
      {
        tick: () => {
          time += 300;
          now.mockReturnValue(time);
        },
      },
    );
    let time = 0;
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);
    const error = thrownBy(() => objective.valueAndGradient(x, new Float64Array(n)));
    expect(error).toMatchObject({ message: expect.stringContaining('4 minutes'), hint: objective.blockedBy?.message });
    expect(text(error instanceof UserCodeError ? error.range : undefined)).toContain('Float32Array');
  });

  it('is not refused when it takes a minute at most, however slow the start', () => {
    const { loss, evaluations } = lossOf(70);
    const gradient = new Float64Array(n);
    numericGradient(loss, x, gradient);
    expect(evaluations()).toBe(4 * n);
    gradient.forEach((slope) => {
      expect(slope).toBeCloseTo(1, 8);
    });
  });
});
