import { describe, expect, it } from 'vitest';
import type { CriticalPoints } from '../../../../src/protocol/model';
import { namePoints } from '../../../../webview/lib/points';
import {
  bendOf,
  continuumAt,
  directionWords,
  endWords,
  entry,
  inertiaWords,
  pointWords,
  verdictOf,
} from '../../../../webview/panels/curvature/words';
import { himmelblau, objectiveOf, pointsOf, quadratic, readoutAt, rescaled, toy } from '../support';

const box = [
  [-2, 2],
  [-2, 2],
] as const;
const nothing = { points: [], continua: [] };
const around = (search: CriticalPoints) => ({ points: namePoints(search), continua: search.continua });
/** x³ − 3xy²: at 0 the gradient and the whole Hessian vanish. */
const monkey = objectiveOf(2, {
  value: ([x, y]) => x ** 3 - 3 * x * y * y,
  gradient: ([x, y]) => [3 * x * x - 3 * y * y, -6 * x * y],
  hessian: ([x, y]) => [6 * x, -6 * y, -6 * y, -6 * x],
});

describe('the bend', () => {
  it('goes by the sign of λ, with rounding counted as 0', () => {
    expect([bendOf(2, 2), bendOf(-2, 2), bendOf(0, 2)]).toEqual(['up', 'down', 'flat']);
    expect([bendOf(1e-8, 100), bendOf(-1e-6, 100)]).toEqual(['flat', 'down']);
    expect(bendOf(Number.NaN, 1)).toBe('flat');
  });
});

describe('entries of the Hessian', () => {
  it('are whole where they are whole, and 0 where they are rounding', () => {
    expect(entry(-2, 2)).toBe('−2');
    expect(entry(1.9999999999999998, 2)).toBe('2');
    expect(entry(1e-16, 2)).toBe('0');
    expect(entry(0.3333333, 2)).toBe('0.333');
  });

  it('keep small values of small Hessians', () => {
    expect(entry(2e-12, 2e-12)).toBe('2.0×10⁻¹²');
  });
});

describe('directions', () => {
  it('are written as in a textbook where they are that simple', () => {
    expect(directionWords(Float64Array.of(Math.SQRT1_2, Math.SQRT1_2), ['a', 'b'])).toBe('(1, 1)/√2');
    expect(directionWords(Float64Array.of(Math.SQRT1_2, -Math.SQRT1_2), ['a', 'b'])).toBe('(1, −1)/√2');
    expect(directionWords(Float64Array.of(0.6, -0.8), ['a', 'b'])).toBe('(3, −4)/5');
    expect(directionWords(Float64Array.of(0, 1), ['a', 'b'])).toBe('(0, 1)');
    expect(directionWords(Float64Array.of(1e-12, 1), ['a', 'b'])).toBe('(0, 1)');
  });

  it('are decimals where they only come near that', () => {
    expect(directionWords(Float64Array.of(Math.sin(0.7854), Math.cos(0.7854)), ['a', 'b'])).toBe('(0.71, 0.71)');
  });

  it('of many parameters name their largest terms', () => {
    const names = ['a', 'b', 'c', 'W[0]', 'W[1]'];
    expect(directionWords(Float64Array.of(0.1, -0.8, 0, 0.5, -0.3), names)).toBe('−0.80\u00a0b + 0.50\u00a0W[0] − 0.30\u00a0W[1] + …');
  });
});

describe('points', () => {
  it('are written out up to four coordinates', () => {
    expect(pointWords([1, -0.5])).toBe('(1.00, −0.50)');
    expect(pointWords([1e13, 3e-5])).toBe('(1.0×10¹³, 3.0×10⁻⁵)');
    expect(pointWords([1, 2, 3, 4, 5])).toBe('');
  });
});

describe('the inertia', () => {
  it('says zeros only where there are some', () => {
    expect([inertiaWords([1, 0, 1]), inertiaWords([2, 3, 0])]).toEqual(['1+ 1−', '2+ 3·0 0−']);
  });
});

describe('the verdict', () => {
  it('at the saddle of (1 − w₁w₂)² gives the numbers of the textbook', () => {
    const { headline, why } = verdictOf(readoutAt(toy, [0, 0]), around(pointsOf(toy, box)));
    expect(headline).toBe('Saddle s₁');
    for (const number of ['λ₁ = 2', 'λ₂ = −2', 'det H = −4']) expect(why).toContain(number);
  });

  it('is not critical beside it, and says by which gradient', () => {
    const { headline, why } = verdictOf(readoutAt(toy, [0.01, 0]), around(pointsOf(toy, box)));
    expect(headline).toBe('Not critical: near saddle s₁');
    expect(why).toContain('‖∇L‖ = 0.0200');
    expect(why).toContain('up along u₁ and down along u₂');
  });

  it('calls near only what is near for the spacing of the critical points', () => {
    const points = around(pointsOf(toy, box));
    expect(verdictOf(readoutAt(toy, [0.5, -0.5]), points).headline).toBe('Not critical');
    expect(verdictOf(readoutAt(toy, [0.1, -0.1]), points).headline).toBe('Not critical: near saddle s₁');
  });

  it('on a curve of minima says so, though the second-order test is silent', () => {
    expect(verdictOf(readoutAt(toy, [1, 1]), around(pointsOf(toy, box))).headline).toBe('On a curve of minima');
    expect(verdictOf(readoutAt(toy, [1, 1]), nothing).headline).toBe('Degenerate critical point');
  });

  it('never guesses where an eigenvalue is 0', () => {
    const { headline, why } = verdictOf(readoutAt(monkey, [0, 0]), nothing);
    expect(headline).toBe('Degenerate critical point');
    expect(why).toContain('cannot tell');
  });

  it('names minimum and maximum by their eigenvalues', () => {
    expect(verdictOf(readoutAt(quadratic(1, 2, 3), [0, 0, 0]), nothing)).toEqual({
      headline: 'Minimum',
      why: '‖∇L‖ is 0 and every λ is positive: the loss rises in every direction.',
    });
    expect(verdictOf(readoutAt(quadratic(-1, -2), [0, 0]), nothing).why).toContain('det H = 2.00\u00a0>\u00a00');
    expect(verdictOf(readoutAt(quadratic(-1), [0]), nothing).headline).toBe('Maximum');
  });

  it('counts the ways down of a saddle with many parameters', () => {
    const { why } = verdictOf(readoutAt(quadratic(4, 3, -1, -5, 2), [0, 0, 0, 0, 0]), nothing);
    expect(why).toContain('rises along 3 eigenvectors and falls along 2');
    expect(why).toContain('u₅, where λ = −5');
  });

  it('is the same in other units', () => {
    const [x, y] = [0.3, -0.7];
    const headlineOf = (scale: number) => verdictOf(readoutAt(rescaled(himmelblau, scale, 10), [10 * x, 10 * y]), nothing).headline;
    expect([headlineOf(1e-3), headlineOf(1e3)]).toEqual([headlineOf(1), headlineOf(1)]);
  });

  it('says when there is no curvature to judge by', () => {
    const report = { ...readoutAt(toy, [0, 0]), definiteness: 'undefined' as const };
    expect(verdictOf(report, nothing).headline).toBe('No curvature here');
  });
});

describe('the end of an escape', () => {
  const search = around(pointsOf(toy, box));
  it('is named by what is there', () => {
    const minimum = around(
      pointsOf(himmelblau, [
        [2, 4],
        [1, 3],
      ]),
    );
    expect(endWords(readoutAt(himmelblau, [3, 2]), 'converged', minimum)).toBe('minimum m₁');
    expect(endWords(readoutAt(himmelblau, [3, 2]), 'converged', nothing)).toBe('minimum');
    expect(endWords(readoutAt(toy, [0.8, 1.25]), 'converged', search)).toBe('on a curve of minima');
    expect(endWords(readoutAt(toy, [1, 1]), 'converged', nothing)).toBe('degenerate, positive semidefinite');
  });

  it('is none where the loss falls without bound or still falls', () => {
    expect(endWords(undefined, 'steps', nothing)).toBe('falls without bound');
    expect(endWords(readoutAt(toy, [0.5, 0.5]), 'diverged', search)).toBe('falls without bound');
    expect(endWords(readoutAt(toy, [0.5, 0.5]), 'steps', search)).toBe('still falling');
    expect(endWords(readoutAt(toy, [0.5, 0.5]), 'converged', search)).toContain('nearly level');
  });

  it('is on a continuum only beside it and at its level', () => {
    expect(continuumAt({ at: Float64Array.of(1, 1), loss: 0 }, search.continua)?.kind).toBe('minimum');
    expect(continuumAt({ at: Float64Array.of(1, 1.5), loss: 0 }, search.continua)).toBeUndefined();
    expect(continuumAt({ at: Float64Array.of(1, 1), loss: 0.1 }, search.continua)).toBeUndefined();
  });
});
