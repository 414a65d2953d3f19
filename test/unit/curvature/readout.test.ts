import { describe, expect, it } from 'vitest';
import { conditionNumber, definiteness, inertia, isCritical, pointKind, zeroTolerance } from '../../../src/engine/curvature/classify';
import { readout } from '../../../src/engine/curvature/readout';
import type { Objective } from '../../../src/engine/objective';
import hessians from '../../reference/hessians.json';
import { objectiveOf } from './jet';
import { losses } from './losses';

describe('classify', { timeout: 30_000 }, () => {
  it('counts as zero what is below 10⁻⁹ of the largest eigenvalue or 10⁻¹²', () => {
    expect(zeroTolerance(Float64Array.of(-2000, 1))).toBeCloseTo(2e-6, 15);
    expect(zeroTolerance(Float64Array.of(1e-6))).toBe(1e-12);
    expect(inertia(Float64Array.of(-5, 4e-9, 6e-9, 5))).toEqual([2, 1, 1]);
    expect(inertia(Float64Array.of(1e-13, 2e-12))).toEqual([1, 1, 0]);
  });

  it('derives definiteness and kind from the inertia', () => {
    const cases = [
      [[2, 0, 0], 'positive definite', 'minimum'],
      [[0, 0, 2], 'negative definite', 'maximum'],
      [[1, 0, 1], 'indefinite', 'saddle'],
      [[1, 1, 0], 'positive semidefinite', 'degenerate'],
      [[0, 1, 1], 'negative semidefinite', 'degenerate'],
      [[1, 1, 1], 'indefinite', 'degenerate'],
      [[0, 2, 0], 'zero', 'degenerate'],
    ] as const;
    for (const [counts, word, kind] of cases) {
      expect(definiteness(counts)).toBe(word);
      expect(pointKind(counts)).toBe(kind);
    }
    expect(definiteness(inertia(Float64Array.of(Number.NaN)))).toBe('undefined');
  });

  it('gives an infinite condition number to a singular Hessian', () => {
    expect(conditionNumber(Float64Array.of(-8, 2))).toBe(4);
    expect(conditionNumber(Float64Array.of(1e-10, 1))).toBe(Number.POSITIVE_INFINITY);
  });

  it('scales the critical test with loss and curvature', () => {
    expect(isCritical(0.9e-9, 0, Float64Array.of(0.1))).toBe(true);
    expect(isCritical(1.1e-9, 0, Float64Array.of(0.1))).toBe(false);
    expect(isCritical(1e-5, 1e2, Float64Array.of(1e3))).toBe(true);
    expect(isCritical(5, Number.POSITIVE_INFINITY, Float64Array.of(1))).toBe(false);
  });

  for (const { name, points } of hessians.functions) {
    it(`reproduces the reference verdicts of ${name}`, () => {
      for (const point of points) {
        const values = Float64Array.from(point.eigenvalues);
        const counts = inertia(values);
        const norm = Math.hypot(...point.gradient);
        const critical = isCritical(norm, point.value, values);
        expect(counts).toEqual(point.inertia);
        expect(definiteness(counts)).toBe(point.curvature);
        expect(critical).toBe(point.critical);
        expect(critical ? pointKind(counts) : 'not critical').toBe(point.kind);
        const kappa = conditionNumber(values);
        if (point.condition === null) expect(kappa).toBe(Number.POSITIVE_INFINITY);
        else expect(kappa / point.condition).toBeCloseTo(1, 12);
      }
    });
  }
});

describe('readout', { timeout: 30_000 }, () => {
  for (const { name, points } of hessians.functions.filter(({ name }) => name in losses)) {
    it(`reproduces the reference values of ${name}`, () => {
      for (const point of points) {
        const report = readout(losses[name], Float64Array.from(point.x));
        const scale = Math.max(1e-9, ...point.eigenvalues.map(Math.abs));
        expect(Math.abs(report.loss - point.value)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(point.value)));
        expect(Math.abs(report.trace - point.trace)).toBeLessThanOrEqual(1e-12 * scale);
        const [a, b, , c] = point.hessian.flat();
        expect(Math.abs(report.determinant - (a * c - b * b))).toBeLessThanOrEqual(1e-12 * scale ** 2);
        report.eigenvalues.forEach((value, k) => {
          expect(Math.abs(value - point.eigenvalues[k])).toBeLessThanOrEqual(1e-11 * scale);
        });
        expect(report.inertia).toEqual(point.inertia);
        expect(report.definiteness).toBe(point.curvature);
        expect([report.critical, report.kind ?? 'not critical']).toEqual([point.critical, point.kind]);
      }
    });
  }

  it('shows the textbook numbers of (1 − w₁w₂)² at 0', () => {
    const report = readout(losses.lee_toy, new Float64Array(2));
    expect(report).toMatchObject({
      loss: 1,
      gradientNorm: 0,
      conditionNumber: 1,
      determinant: -4,
      trace: 0,
      critical: true,
      kind: 'saddle',
    });
    expect(Array.from(report.hessian ?? [])).toEqual([0, -2, -2, 0]);
    expect(Array.from(report.eigenvalues)).toEqual([-2, 2]);
    const [u1, u2] = report.eigenvectors;
    expect([u1, u2]).toEqual([Math.SQRT1_2, Math.SQRT1_2].map((value) => expect.closeTo(value, 15)));
  });

  it('gives no verdict where the Hessian is not finite', () => {
    const root = objectiveOf(2, ([x, y]) => x.square().plus(y.square()).pow(0.5));
    const report = readout(root, new Float64Array(2));
    expect(report.definiteness).toBe('undefined');
    expect(report.kind).toBeUndefined();
    expect(report.eigenvalues.every(Number.isNaN)).toBe(true);
  });

  it('copies the point', () => {
    const x = Float64Array.of(1, 2);
    const report = readout(losses.himmelblau, x);
    x[0] = 9;
    expect(report.at[0]).toBe(1);
  });

  it('is the same without Hessian and all but one eigenvector when brief', () => {
    for (const [name, x] of [
      ['lee_toy', [0.3, -0.7]],
      ['himmelblau', [3, 2]],
    ] as const) {
      const { hessian, eigenvectors, ...others } = readout(losses[name], Float64Array.from(x));
      expect(hessian).toHaveLength(4);
      expect(readout(losses[name], Float64Array.from(x), { brief: true })).toEqual({ ...others, eigenvectors: eigenvectors.slice(0, 2) });
    }
  });

  it('falls back to extreme eigenvalues above the dense limit', () => {
    const n = 60;
    const curvature = (i: number): number => i - 10.5;
    const bowl: Objective = {
      n,
      derivatives: 'exact',
      value: (x) => x.reduce((sum, xi, i) => sum + (curvature(i) * xi * xi) / 2, 0),
      valueAndGradient(x, gradient) {
        x.forEach((xi, i) => {
          gradient[i] = curvature(i) * xi;
        });
        return bowl.value(x);
      },
      hessianVector: (_, v, product) => product.set(v.map((vi, i) => curvature(i) * vi)),
      hessian: () => {
        throw new Error('too large');
      },
    };
    const report = readout(bowl, new Float64Array(n), { limit: 50 });
    expect(report.hessian).toBeUndefined();
    expect(report.eigenvalues[0]).toBeCloseTo(-10.5, 6);
    expect(report.eigenvalues[report.eigenvalues.length - 1]).toBeCloseTo(48.5, 6);
    expect(report.eigenvectors).toHaveLength(report.eigenvalues.length * n);
    expect(report).toMatchObject({ definiteness: 'indefinite', critical: true, conditionNumber: Number.NaN });
    const brief = readout(bowl, new Float64Array(n), { limit: 50, brief: true });
    expect(brief).toEqual({ ...report, eigenvectors: report.eigenvectors.slice(0, n) });
  });
});
