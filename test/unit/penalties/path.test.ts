import { describe, expect, it } from 'vitest';
import { penaltyById } from '../../../src/engine/penalties';
import { penaltyBall } from '../../../src/engine/penalties/ball';
import { coefficientPath } from '../../../src/engine/penalties/path';
import { value } from '../../../src/engine/penalties/powers';
import { intercept, leastSquares, logistic, reference, start } from './support';

const meanSquares = leastSquares(1 / (2 * reference.y.length));

describe('the path of the coefficients', () => {
  it('of the lasso goes through the reference solutions', () => {
    const solutions = reference.solutions.lasso;
    const strengths = solutions.map(({ alpha = 0 }) => alpha);
    const path = [
      ...coefficientPath(meanSquares, { penalty: { id: 'l1', options: {} }, start: start(), unpenalized: intercept, strengths }),
    ];
    expect(path.length).toBe(solutions.length);
    path.forEach(({ params, converged }, k) => {
      expect(converged).toBe(true);
      solutions[k].coef.forEach((c, i) => {
        expect(Math.abs(params[i] - c)).toBeLessThanOrEqual(1e-7);
        expect(params[i] === 0).toBe(c === 0);
      });
    });
  });

  it('of logistic regression with an elastic net does too', () => {
    const solutions = reference.solutions.logistic_elastic_net;
    const penalty = { id: 'elastic-net', options: { l1Ratio: solutions[0].l1_ratio ?? 0 } };
    const strengths = solutions.map(({ lambda = 0 }) => lambda);
    const path = [...coefficientPath(logistic, { penalty, start: start(), unpenalized: intercept, strengths })];
    path.forEach(({ params }, k) => {
      solutions[k].coef.forEach((c, i) => {
        expect(Math.abs(params[i] - c)).toBeLessThanOrEqual(1e-7);
      });
    });
  });

  it('begins by default where the last coefficient has just vanished', () => {
    const [first, second] = coefficientPath(meanSquares, { penalty: { id: 'l1', options: {} }, start: start(), unpenalized: intercept });
    // The reference states where that is.
    expect(first.strength).toBeCloseTo(6.460847258125002, 8);
    expect(Array.from(first.params.subarray(0, 8)).every((w) => Math.abs(w) < 1e-8)).toBe(true);
    expect(Array.from(second.params.subarray(0, 8)).filter((w) => w !== 0).length).toBe(1);
  });
});

describe('the outline of a penalty', () => {
  it('is a diamond for L1 and a circle for L2', () => {
    const diamond = penaltyBall(penaltyById('l1').terms({ alpha: 0.5 }), 1, 8);
    expect(Array.from(diamond.subarray(0, 4), (c) => Number(c.toFixed(12)))).toEqual([2, 0, 1, 1]);
    const circle = penaltyBall(penaltyById('l2').terms({ alpha: 2 }), 9, 12);
    for (let k = 0; k <= 12; k++) expect(Math.hypot(circle[2 * k], circle[2 * k + 1])).toBeCloseTo(3, 12);
  });

  it('is closed and lies on its level for any power', () => {
    const terms = penaltyById('lp').terms({ alpha: 0.3, p: 0.5 });
    const outline = penaltyBall(terms, 0.7, 40);
    expect(Array.from(outline.slice(-2))).toEqual(Array.from(outline.slice(0, 2)));
    for (let k = 0; k < outline.length; k += 2) expect(value(terms, outline[k]) + value(terms, outline[k + 1])).toBeCloseTo(0.7, 10);
  });

  it('is empty for a penalty without weight', () => {
    expect(penaltyBall(penaltyById('l1').terms({ alpha: 0 }), 1).length).toBe(0);
  });
});
