import { describe, expect, it } from 'vitest';
import { meanAndError, spectralDensity } from '../../../src/engine/curvature/density';
import { type Spectrum, spectrum } from '../../../src/engine/curvature/spectrum';
import { norm } from '../../../src/engine/linalg/vector';
import type { Objective } from '../../../src/engine/objective';
import { finish } from '../../../src/engine/work';
import spectra from '../../reference/spectra.json';
import { network, quadraticModel } from './network';

const area = ({ x, y }: { x: Float64Array; y: Float64Array }): number => y.reduce((sum, value) => sum + value * (x[1] - x[0]), 0);

/** ½Σ dᵢxᵢ². */
function diagonal(entries: Float64Array): Objective {
  const n = entries.length;
  return {
    n,
    derivatives: 'exact',
    value: (x) => x.reduce((sum, xi, i) => sum + 0.5 * entries[i] * xi * xi, 0),
    valueAndGradient: (x, gradient) => {
      gradient.set(x.map((xi, i) => entries[i] * xi));
      return 0;
    },
    hessianVector: (_, v, product) => product.set(v.map((vi, i) => entries[i] * vi)),
    hessian: () => {
      throw new Error('the Hessian is not to be formed');
    },
  };
}

describe('spectrum', { timeout: 30_000 }, () => {
  it('is tested on a network that reproduces the reference products', () => {
    for (const { w, loss, gradient_norm, probes } of [spectra.initial, spectra.trained]) {
      const x = Float64Array.from(w);
      const gradient = new Float64Array(network.n);
      expect(network.valueAndGradient(x, gradient)).toBeCloseTo(loss, 12);
      expect(norm(gradient)).toBeCloseTo(gradient_norm, 12);
      const product = new Float64Array(network.n);
      network.hessianVector(
        x,
        Float64Array.from({ length: network.n }, (_, i) => Math.sin(1.7 * (i + 1))),
        product,
      );
      product.forEach((value, i) => {
        expect(value).toBeCloseTo(probes[0]?.Hv?.[i] ?? Number.NaN, 12);
      });
    }
  });

  for (const [name, state] of [
    ['initial', spectra.initial],
    ['trained', spectra.trained],
  ] as const) {
    const x = Float64Array.from(state.w);
    const model = quadraticModel(network, x);

    it(`gives all eigenvalues of the ${name} network when dense`, () => {
      const found = finish(spectrum(model, x, { top: 5 }));
      expect(found.method).toBe('dense');
      found.eigenvalues?.forEach((value, k) => {
        expect(Math.abs(value - state.eigenvalues[k])).toBeLessThan(1e-12);
      });
      expect(found.trace).toBeCloseTo(state.trace, 10);
      expect(found.traceError).toBe(0);
      expect(found.positiveRatio).toBeCloseTo(state.inertia[0] / network.n, 12);
      expect(found.density && area(found.density)).toBeCloseTo(1, 3);
    });

    it(`estimates the spectrum of the ${name} network from products alone`, () => {
      const found = finish(spectrum(model, x, { top: 5, probes: 16, depth: 50, limit: 100 }));
      expect(found.method).toBe('lanczos');
      const highest = [...state.eigenvalues].reverse();
      found.top.forEach((value, k) => {
        expect(Math.abs(value - highest[k])).toBeLessThan(1e-6 * highest[0]);
      });
      found.bottom.forEach((value, k) => {
        expect(Math.abs(value - state.eigenvalues[k])).toBeLessThan(1e-6 * highest[0]);
      });
      expect(Math.abs(found.trace - state.trace)).toBeLessThan(found.traceError);
      expect(found.traceError).toBeLessThan(6 * Math.sqrt(state.hutchinson_variance_rademacher / 16));
      expect(Math.abs(found.positiveRatio - state.inertia[0] / network.n)).toBeLessThan(found.positiveRatioError);
      const exact = finish(spectrum(model, x)).density;
      const difference = found.density?.y.map((value, i) => Math.abs(value - (exact?.y[i] ?? 0)));
      expect(difference && area({ x: found.density?.x ?? new Float64Array(2), y: difference })).toBeLessThan(0.2);
    });
  }

  it('serves 10⁵ parameters, showing progress', () => {
    const entries = Float64Array.from({ length: 100_000 }, (_, i) => (i === 7 ? 50 : i === 99 ? -30 : Math.sin(i)));
    const work = spectrum(diagonal(entries), new Float64Array(entries.length), { top: 1, probes: 4, depth: 10 });
    const progress: number[] = [];
    let first: Spectrum | undefined;
    let steps = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) {
      steps++;
      first ??= step.value;
      if (step.value) progress.push(step.value.progress);
    }
    expect(step.value.top[0]).toBeCloseTo(50, 6);
    expect(step.value.bottom[0]).toBeCloseTo(-30, 6);
    expect(Math.abs(step.value.trace - entries.reduce((sum, entry) => sum + entry, 0))).toBeLessThanOrEqual(step.value.traceError + 1e-6);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.length).toBeGreaterThanOrEqual(4);
    expect(first?.top[0]).toBeGreaterThan(10);
    expect(first?.trace).toBeNaN();
    expect(steps).toBeGreaterThan(40);
  });
});

describe('spectralDensity', { timeout: 30_000 }, () => {
  it('has area 1 and a peak at each eigenvalue', () => {
    const density = spectralDensity([{ nodes: Float64Array.of(-1, 3), weights: Float64Array.of(0.25, 0.75) }], -1, 3);
    expect(area(density)).toBeCloseTo(1, 3);
    const highest = density.x[density.y.indexOf(Math.max(...density.y))];
    expect(highest).toBeCloseTo(3, 1);
    expect(density.error.every((error) => error === 0)).toBe(true);
  });

  it('draws a spectrum of one value', () => {
    expect(area(spectralDensity([{ nodes: Float64Array.of(2), weights: Float64Array.of(1) }], 2, 2))).toBeCloseTo(1, 3);
  });

  it('takes its error from how much the probes differ', () => {
    expect(meanAndError([1, 2, 3, 4])).toEqual({ mean: 2.5, error: expect.closeTo(Math.sqrt(5 / 3 / 4), 12) });
    expect(meanAndError([7])).toEqual({ mean: 7, error: 0 });
  });
});
