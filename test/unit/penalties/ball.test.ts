import { describe, expect, it } from 'vitest';
import { penaltyById } from '../../../src/engine/penalties';
import { penaltyBall } from '../../../src/engine/penalties/ball';
import { value } from '../../../src/engine/penalties/powers';

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
