import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eigenSections } from '../../../../src/engine/curvature/crossSection';
import type { Objective } from '../../../../src/engine/objective';
import {
  arranged,
  leadsPositive,
  lossAt,
  ownParabola,
  parabolaAt,
  rangeOf,
  type Section,
  samples,
  spanning,
  touchingParabola,
} from '../../../../webview/panels/curvature/sections';
import { himmelblau, quadratic, readoutAt, toy } from '../support';

function sectionsAt(objective: Objective, at: readonly number[], previous: readonly Section[] = [], reach = 0.5): readonly Section[] {
  const ascending = eigenSections(objective, readoutAt(objective, at), { reach, samples });
  return arranged({ through: Float64Array.from(at), ascending }, previous);
}

describe('the order and the names of sections', () => {
  it('are by falling eigenvalue, λ₁ the largest', () => {
    const sections = sectionsAt(quadratic(3, -1, 7), [0, 0, 0]);
    expect(sections.map(({ eigenvalue }) => eigenvalue)).toEqual([7, 3, -1]);
    expect(sections.map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  it('count from both ends when only the outermost are known', () => {
    const curvatures = Array.from({ length: 9 }, (_, i) => i + 1);
    const report = readoutAt(quadratic(...curvatures), new Array<number>(9).fill(0));
    const ascending = eigenSections(quadratic(...curvatures), report, { outermost: 2, samples });
    const sections = arranged({ through: report.at, ascending }, []);
    expect(sections.map(({ eigenvalue, index }) => [eigenvalue, index])).toEqual([
      [9, 1],
      [8, 2],
      [2, 8],
      [1, 9],
    ]);
  });
});

describe('the sign of a direction', () => {
  it('is at first that of its first large component', () => {
    expect(leadsPositive(Float64Array.of(0.1, -0.9, 0.4))).toBe(false);
    expect(leadsPositive(Float64Array.of(0.7, -0.7141))).toBe(true);
    for (const { direction } of sectionsAt(toy, [0, 0])) expect(direction[0]).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('then stays, however the point moves in small steps', () => {
    let sections = sectionsAt(himmelblau, [0, 0]);
    for (let angle = 0; angle < 2 * Math.PI; angle += 0.02) {
      const next = sectionsAt(himmelblau, [0.5 * Math.sin(angle), 0.5 * Math.cos(angle) - 0.5], sections);
      next.forEach(({ direction }, k) => {
        const turned = direction[0] * sections[k].direction[0] + direction[1] * sections[k].direction[1];
        expect(turned).toBeGreaterThan(0.9);
      });
      sections = next;
    }
  });

  it('turns the curves with it', () => {
    const at = [0.4, -1.2];
    for (const { direction, loss, taylor, t, slope } of sectionsAt(himmelblau, at)) {
      for (const i of [0, 17, 80]) {
        expect(loss[i]).toBeCloseTo(himmelblau.value(Float64Array.from(at, (x, k) => x + t[i] * direction[k])), 9);
      }
      expect((taylor[41] - taylor[39]) / (t[41] - t[39])).toBeCloseTo(slope, 6);
    }
  });
});

describe('parabolas', () => {
  it('of a section are its Taylor model', () => {
    for (const section of sectionsAt(himmelblau, [1, 2])) {
      const parabola = ownParabola(section);
      section.t.forEach((t, i) => {
        expect(parabolaAt(parabola, t)).toBeCloseTo(section.taylor[i], 8);
      });
    }
  });

  it('touch the curve wherever the point is on it', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.5, max: 0.5, noNaN: true }), fc.constantFrom(0, 1), (t, k) => {
        const section = sectionsAt(himmelblau, [1, 2])[k];
        const at = Array.from(section.through, (x, i) => x + t * section.direction[i]);
        const parabola = touchingParabola(readoutAt(himmelblau, at), section);
        if (!parabola) throw new Error('the Hessian is known');
        expect(parabola.t).toBeCloseTo(t, 12);
        for (const h of [1e-4, -1e-4]) {
          const near = himmelblau.value(Float64Array.from(section.through, (x, i) => x + (t + h) * section.direction[i]));
          // Beside the loss only by the third order.
          expect(Math.abs(parabolaAt(parabola, t + h) - near)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  it('are unknown where the Hessian is', () => {
    const { hessian: _unknown, ...report } = readoutAt(himmelblau, [1, 2]);
    expect(touchingParabola(report, sectionsAt(himmelblau, [1, 2])[0])).toBeUndefined();
  });
});

describe('the curve between its samples', () => {
  it('is straight, and ends are met', () => {
    const [section] = sectionsAt(quadratic(2, 1), [0, 0]);
    expect(lossAt(section, 0.5)).toBeCloseTo(0.25, 12);
    expect(lossAt(section, -0.5)).toBeCloseTo(0.25, 12);
    expect(lossAt(section, 0.23)).toBeCloseTo(0.23 ** 2, 3);
  });
});

describe('the range of L', () => {
  const section = (loss: readonly number[], taylor: readonly number[]): Section => ({
    index: 1,
    through: Float64Array.of(0),
    direction: Float64Array.of(1),
    eigenvalue: 1,
    slope: 0,
    t: Float64Array.of(-1, 0, 1),
    loss: Float64Array.from(loss),
    taylor: Float64Array.from(taylor),
  });

  it('holds the loss whole, and the parabola as far as it leaves room', () => {
    expect(rangeOf(section([2, 1, 2], [1.8, 1, 1.8]))).toEqual([1, 2]);
    expect(rangeOf(section([2, 1, 2], [2.2, 1, 2.2]))).toEqual([1, 2.2]);
    expect(rangeOf(section([2, 1, 2], [90, 1, -90]))).toEqual([0.5, 2.5]);
  });

  it('leaves out what has no value, and is none where nothing has', () => {
    expect(rangeOf(section([Number.NaN, 1, 3], [0.5, 1, 0.5]))).toEqual([0.5, 3]);
    expect(rangeOf(section([Number.NaN, Number.NaN, Number.NaN], [0, 1, 2]))).toBeUndefined();
  });

  it('spans all with room round them; a level line gets room too', () => {
    expect(spanning([[0, 1], undefined, [3, 4]])).toEqual([expect.closeTo(-0.24, 12), expect.closeTo(4.24, 12)]);
    expect(spanning([[5, 5]])).toEqual([4.5, 5.5]);
    expect(spanning([[0, 0]])).toEqual([-1, 1]);
    const [low, high] = spanning([[7, 7 + 1e-15]]);
    expect(high - low).toBeGreaterThan(1);
  });
});
