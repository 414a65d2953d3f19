import { describe, expect, it } from 'vitest';
import { type CoefficientPath, coefficientPath } from '../../../src/engine/penalties/coefficientPath';
import { finish } from '../../../src/engine/work';
import { intercept, leastSquares, reference } from './support';

const n = reference.X[0].length;
const loss = leastSquares(1 / (2 * reference.X.length));

const pathFor = (id: string, options = {}): CoefficientPath =>
  finish(coefficientPath(loss, { penalty: { id, options }, unpenalized: intercept, start: new Float64Array(n + 1), count: 25 }));

/** The solution in row k, and the gradient of the loss there. */
function solution(path: CoefficientPath, k: number): { w: Float64Array; gradient: Float64Array; atIntercept: number } {
  const x = path.solutions.slice(k * (n + 1), (k + 1) * (n + 1));
  const gradient = new Float64Array(n + 1);
  loss.valueAndGradient(x, gradient);
  return { w: x.subarray(0, n), gradient: gradient.subarray(0, n), atIntercept: gradient[n] };
}

const within = (actual: number, expected: number, scale: number) => expect(Math.abs(actual - expected)).toBeLessThan(1e-6 * scale);

describe('the coefficient path', () => {
  const lasso = pathFor('l1');

  it('begins at the strength where all coefficients are exactly zero, and no higher', () => {
    within(lasso.strengths[0], 6.460847258125002, 1); // max |Xᵀ(y − ȳ)|/m, from scikit-learn
    expect([...solution(lasso, 0).w]).toEqual(Array(n).fill(0));
    expect(solution(lasso, 1).w.some((wi) => wi !== 0)).toBe(true);
  });

  it('satisfies the optimality conditions of the lasso at every strength', () => {
    expect(lasso.converged.every(Boolean)).toBe(true);
    lasso.strengths.forEach((alpha, k) => {
      const { w, gradient, atIntercept } = solution(lasso, k);
      w.forEach((wi, i) => {
        if (wi === 0) expect(Math.abs(gradient[i])).toBeLessThan(alpha + 1e-6);
        else within(gradient[i], -alpha * Math.sign(wi), 1);
      });
      within(atIntercept, 0, 1);
    });
  });

  it('lowers the loss all the way', () => {
    for (let k = 1; k < lasso.loss.length; k++) expect(lasso.loss[k]).toBeLessThan(lasso.loss[k - 1]);
  });

  it('shrinks all coefficients together under ridge, none to exactly zero', () => {
    const ridge = pathFor('l2');
    ridge.strengths.forEach((alpha, k) => {
      const { w, gradient } = solution(ridge, k);
      w.forEach((wi, i) => {
        within(gradient[i], -alpha * wi, 10);
      });
    });
    const { w } = solution(ridge, 0);
    expect(w.every((wi) => wi !== 0 && Math.abs(wi) < 0.05)).toBe(true);
  });
});
