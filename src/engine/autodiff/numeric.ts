import { t } from '../../l10n/t';
import { affordable } from './affordable';

/**
 * Central differences, for losses that can't be traced. Steps balance truncation against rounding: for a formula of order
 * p whose rounding error grows like ε/hᵏ, h ∝ ε^(1/(p+k)) (Press et al., Numerical Recipes, §5.7). One Richardson
 * extrapolation lifts the order from 2 to 4 at twice the evaluations; the full Hessian does without it off the diagonal.
 */
export type ScalarFunction = (x: Float64Array) => number;

const GRADIENT_STEP = Number.EPSILON ** (1 / 5);
const CURVATURE_STEP = Number.EPSILON ** (1 / 6);
const MIXED_STEP = Number.EPSILON ** (1 / 4);

/** A step of about `relative`·max(|x|, 1) that x + h represents exactly. */
function step(x: number, relative: number): number {
  const h = relative * Math.max(Math.abs(x), 1);
  return x + h - x;
}

/** ∂f/∂xᵢ to O(h⁴) for every i. */
export function numericGradient(loss: ScalarFunction, x: Float64Array, gradient: Float64Array): void {
  const f = affordable(loss, 4 * x.length, t('The gradient'));
  const at = x.slice();
  const moved = (i: number, by: number): number => {
    at[i] = x[i] + by;
    return f(at);
  };
  for (let i = 0; i < x.length; i++) {
    const h = step(x[i], GRADIENT_STEP);
    gradient[i] = (8 * (moved(i, h) - moved(i, -h)) - (moved(i, 2 * h) - moved(i, -2 * h))) / (12 * h);
    at[i] = x[i];
  }
}

/** H, row-major, symmetric: the diagonal to O(h⁴), the rest to O(h²). */
export function numericHessian(loss: ScalarFunction, x: Float64Array, hessian: Float64Array): void {
  const n = x.length;
  const f = affordable(loss, 2 * n * (n + 1) + 1, 'The Hessian');
  const center = f(x);
  for (let i = 0; i < n; i++) {
    hessian[i * n + i] = secondDerivative(f, x, i, center);
    for (let j = 0; j < i; j++) hessian[i * n + j] = hessian[j * n + i] = mixedDerivative(f, x, i, j);
  }
}

function secondDerivative(f: ScalarFunction, x: Float64Array, i: number, center: number): number {
  const at = x.slice();
  const h = step(x[i], CURVATURE_STEP);
  const moved = (by: number): number => {
    at[i] = x[i] + by;
    return f(at);
  };
  return (16 * (moved(h) + moved(-h)) - (moved(2 * h) + moved(-2 * h)) - 30 * center) / (12 * h * h);
}

function mixedDerivative(f: ScalarFunction, x: Float64Array, i: number, j: number): number {
  const at = x.slice();
  const [hi, hj] = [step(x[i], MIXED_STEP), step(x[j], MIXED_STEP)];
  const moved = (p: number, q: number): number => {
    at[i] = x[i] + p * hi;
    at[j] = x[j] + q * hj;
    return f(at);
  };
  return (moved(1, 1) - moved(1, -1) - moved(-1, 1) + moved(-1, -1)) / (4 * hi * hj);
}

/** H·v, from differences of f alone: (∂/∂xᵢ) of the derivative along v. */
export function numericHessianVector(loss: ScalarFunction, x: Float64Array, v: Float64Array, product: Float64Array): void {
  const f = affordable(loss, 4 * x.length, t('A product with the Hessian'));
  const length = norm(v);
  if (length === 0) {
    product.fill(0);
    return;
  }
  const k = (MIXED_STEP * Math.max(norm(x), 1)) / length;
  const at = x.slice();
  const moved = (i: number, h: number, along: number): number => {
    for (let j = 0; j < x.length; j++) at[j] = x[j] + along * k * v[j];
    at[i] += h;
    return f(at);
  };
  for (let i = 0; i < x.length; i++) {
    const h = step(x[i], MIXED_STEP);
    product[i] = (moved(i, h, 1) - moved(i, h, -1) - moved(i, -h, 1) + moved(i, -h, -1)) / (4 * h * k);
  }
}

function norm(v: Float64Array): number {
  return Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
}
