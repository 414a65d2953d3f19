import { describe, expect, it } from 'vitest';
import { fieldWork } from '../../../src/engine/landscape/fields';
import { isPlateau, middleRange, negativeCurvature, overlays, plateaus } from '../../../src/engine/landscape/overlays';
import { coordinatePlane } from '../../../src/engine/landscape/plane';
import { finish } from '../../../src/engine/work';
import { objectiveOf } from '../curvature/jet';
import { losses } from '../curvature/losses';

const plane = coordinatePlane(new Float64Array(2), 0, 1);
const on = (loss: keyof typeof losses, size = 21) => finish(overlays(losses[loss], { plane, box: [-3, 3, -3, 3], size }));

describe('overlays', { timeout: 30_000 }, () => {
  it('agree with the analytic Hessian of the double well', () => {
    const { gradientNorm, smallestEigenvalue, largestEigenvalue, conditionNumber, determinantSign } = on('double_well');
    for (let j = 0; j < 21; j++) {
      for (let i = 0; i < 21; i++) {
        const [x, y, at] = [-3 + 0.3 * i, -3 + 0.3 * j, 21 * j + i];
        const [a, b] = [12 * x * x - 4, 2];
        expect(gradientNorm[at]).toBeCloseTo(Math.hypot(4 * x ** 3 - 4 * x, 2 * y), 9);
        expect([smallestEigenvalue[at], largestEigenvalue[at]]).toEqual([Math.min(a, b), Math.max(a, b)].map((v) => expect.closeTo(v, 9)));
        expect(conditionNumber[at]).toBeCloseTo(Math.max(Math.abs(a), b) / Math.min(Math.abs(a), b), 6);
        expect(determinantSign[at]).toBe(Math.sign(a * b));
      }
    }
  });

  it('show where the loss bends down', () => {
    const field = on('double_well');
    const mask = negativeCurvature(field);
    const x = (at: number): number => -3 + 0.3 * (at % 21);
    mask.forEach((value, at) => {
      expect(value).toBe(Math.abs(x(at)) < 1 / Math.sqrt(3) ? 1 : 0);
    });
  });

  it('see all of a Hessian, not only its part in the plane', () => {
    const hidden = objectiveOf(3, ([x, y, z]) => x.square().plus(y.square()).minus(z.square()));
    const { smallestEigenvalue } = finish(
      overlays(hidden, { plane: coordinatePlane(new Float64Array(3), 0, 1), box: [-1, 1, -1, 1], size: 3 }),
    );
    expect(smallestEigenvalue.every((value) => value === -2)).toBe(true);
  });

  it('are NaN where the loss is', () => {
    const half = objectiveOf(2, ([x, y]) => x.log().plus(y.square()));
    const field = finish(overlays(half, { plane, box: [-1, 1, -1, 1], size: 5 }));
    expect(Number.isNaN(field.smallestEigenvalue[0])).toBe(true);
    expect(Number.isNaN(negativeCurvature(field)[0])).toBe(true);
    expect(field.smallestEigenvalue[4]).toBeCloseTo(-1, 12);
  });

  it('come coarse first, each stage complete in itself, and can be interrupted', () => {
    const work = overlays(losses.double_well, { plane, box: [-3, 3, -3, 3], size: 65 });
    const stages: number[] = [];
    let pauses = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) {
      if (!step.value) pauses++;
      else {
        stages.push(step.value.size);
        expect(step.value.gradientNorm).toHaveLength(step.value.size ** 2);
        expect(step.value.smallestEigenvalue.some(Number.isNaN)).toBe(false);
      }
    }
    expect(stages).toEqual([17, 33]);
    expect(step.value.size).toBe(65);
    expect(pauses).toBeGreaterThan(100);
    expect(step.value).toEqual(on('double_well', 65));
  });

  it('refuse too many parameters', () => {
    const many = objectiveOf(65, (x) => x[0]);
    expect(() => finish(overlays(many, { plane: coordinatePlane(new Float64Array(65), 0, 1), box: [0, 1, 0, 1], size: 2 }))).toThrow(
      RangeError,
    );
    const square = { plane: coordinatePlane(new Float64Array(65), 0, 1), box: [0, 1, 0, 1], size: 3 } as const;
    expect(finish(fieldWork(many, square, 'gradientNorm')).values).toEqual(new Float64Array(9).fill(1));
  });
});

describe('fields', { timeout: 30_000 }, () => {
  const field = (name: Parameters<typeof fieldWork>[2], size = 21) =>
    finish(fieldWork(losses.double_well, { plane, box: [-3, 3, -3, 3], size }, name));
  const areaOf = (rings: readonly Float32Array[]): number =>
    rings.reduce((sum, ring) => {
      let twice = 0;
      for (let i = 2; i < ring.length; i += 2) twice += ring[i - 2] * ring[i + 1] - ring[i] * ring[i - 1];
      return sum + Math.abs(twice) / 2;
    }, 0);

  it('have a band below zero and one above where the sign changes', () => {
    const { levels, bands, scale } = field('determinantSign', 161);
    expect([...levels]).toEqual([0]);
    expect(scale).toBe('diverging');
    const [all, positive] = bands.map(({ polygons }) => polygons.reduce((sum, rings) => sum + areaOf(rings), 0));
    expect(all).toBeCloseTo(36, 4);
    // det = 2(12x² − 4) < 0 where |x| < 1/√3.
    expect(positive).toBeCloseTo(36 - (6 * 2) / Math.sqrt(3), 0);
  });

  it('have zero among the levels of an eigenvalue', () => {
    const { levels, bands } = field('smallestEigenvalue');
    expect(levels).toContain(0);
    expect(bands).toHaveLength(levels.length + 1);
  });

  it('outline regions at one half', () => {
    expect([...field('negativeCurvature').levels]).toEqual([0.5]);
    expect(new Set(field('plateau').values)).toEqual(new Set([0]));
  });

  it('draw what is not known nowhere', () => {
    const half = objectiveOf(2, ([x, y]) => x.log().plus(y.square()));
    const { bands } = finish(fieldWork(half, { plane, box: [-1, 1, -1, 1], size: 21 }, 'smallestEigenvalue'));
    const [lowest] = bands.flatMap(({ polygons }) => polygons.flat()).map((ring) => ring.filter((_, i) => i % 2 === 0));
    expect(Math.min(...lowest)).toBeGreaterThan(0);
  });
});

describe('plateaus', { timeout: 30_000 }, () => {
  it('are found between the hills, not at their tops', () => {
    const field = finish(overlays(losses.three_hills, { plane, box: [-9, 9, -9, 9], size: 37 }));
    const mask = plateaus(field);
    const at = (x: number, y: number): number => mask[37 * Math.round((y + 9) * 2) + Math.round((x + 9) * 2)];
    expect([at(-8, -8), at(8, 8), at(8, -8)]).toEqual([1, 1, 1]);
    expect([at(-1, -0.5), at(1, -0.5), at(0, 1)]).toEqual([0, 0, 0]);
  });

  it('are told from minima by the curvature', () => {
    expect(isPlateau(0, 1, 1, 6, 10)).toBe(false);
    expect(isPlateau(1e-5, -1e-4, 1e-4, 6, 10)).toBe(true);
    expect(isPlateau(1, 0, 0, 6, 10)).toBe(false);
  });

  it('are measured against the middle of the range', () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => i);
    values[100] = 1e9;
    values[0] = Number.NaN;
    expect(middleRange(values)).toBeCloseTo(90, -1);
    expect(middleRange(Float64Array.of(Number.NaN))).toBe(0);
  });
});
