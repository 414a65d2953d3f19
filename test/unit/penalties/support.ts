import { readFileSync } from 'node:fs';
import { symmetricEigen } from '../../../src/engine/linalg/symmetricEigen';
import type { Objective } from '../../../src/engine/objective';

export interface Solution {
  readonly alpha?: number;
  readonly lambda?: number;
  readonly l1_ratio?: number;
  readonly coef: readonly number[];
  readonly intercept: number;
  readonly objective: number;
}
interface Reference {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly y_binary: readonly number[];
  readonly solutions: Readonly<
    Record<'lasso' | 'elastic_net' | 'ridge' | 'logistic_l1' | 'logistic_elastic_net' | 'logistic_l2', readonly Solution[]>
  >;
}

export const reference: Reference = JSON.parse(readFileSync(new URL('../../reference/regularised.json', import.meta.url), 'utf8'));

const rows = reference.X.map((x) => Float64Array.from([...x, 1]));
const n = rows[0].length;
/** The intercept, which no penalty may touch. */
export const intercept = new Set([n - 1]);

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, ai, i) => sum + ai * b[i], 0);

/** Σᵢ ℓ(zᵢ, yᵢ)·scale with z = Xw + b, from ℓ, ℓ′ and ℓ″ in z. */
function overData(
  y: readonly number[],
  scale: number,
  loss: (z: number, y: number) => readonly [value: number, slope: number, bend: number],
): Objective {
  const terms = (x: Float64Array) => rows.map((row, i) => loss(dot(row, x), y[i]));
  const hessian = (x: Float64Array): Float64Array => {
    const out = new Float64Array(n * n);
    const bends = terms(x).map(([, , bend]) => scale * bend);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] = rows.reduce((s, row, k) => s + bends[k] * row[i] * row[j], 0);
    return out;
  };
  return {
    n,
    derivatives: 'exact',
    value: (x) => scale * terms(x).reduce((sum, [value]) => sum + value, 0),
    valueAndGradient(x, gradient) {
      gradient.fill(0);
      return (
        scale *
        terms(x).reduce((sum, [value, slope], k) => {
          for (let i = 0; i < n; i++) gradient[i] += scale * slope * rows[k][i];
          return sum + value;
        }, 0)
      );
    },
    hessian,
    hessianVector(x, v, product) {
      const full = hessian(x);
      for (let i = 0; i < n; i++) product[i] = dot(full.subarray(i * n, i * n + n), v);
    },
  };
}

export const leastSquares = (scale: number): Objective => overData(reference.y, scale, (z, y) => [(z - y) ** 2, 2 * (z - y), 2]);

export const logistic: Objective = overData(reference.y_binary, 1 / rows.length, (z, y) => {
  const p = 1 / (1 + Math.exp(-z));
  return [Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y * z, p - y, p * (1 - p)];
});

/** λmax of the Hessian at 0: for these losses nowhere larger. */
export function smoothness(objective: Objective): number {
  return symmetricEigen(objective.hessian(new Float64Array(n)), n).values[n - 1];
}

export const start = (): Float64Array => new Float64Array(n);
