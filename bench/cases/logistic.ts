import type { BenchCase } from './case';

const SAMPLES = 500;
const FEATURES = 20;
const feature = (i: number, k: number): number => Math.sin(1.3 * i + 2.1 * k + 0.37 * i * k);
const label = (i: number): number => (feature(i, 0) + feature(i, 1) * feature(i, 2) > 0.1 * Math.sin(i) ? 1 : -1);
const X = Float64Array.from({ length: SAMPLES * FEATURES }, (_, j) => feature(Math.floor(j / FEATURES), j % FEATURES));
const y = Float64Array.from({ length: SAMPLES }, (_, i) => label(i));

/** Row-major samples and labels ±1. */
export const samples = { X, y };

export const logistic: BenchCase = {
  name: `logistic regression, ${SAMPLES} × ${FEATURES}`,
  kind: 'data',
  source: `const X = ${JSON.stringify(Array.from({ length: SAMPLES }, (_, i) => [...X.subarray(i * FEATURES, (i + 1) * FEATURES)]))};
    const y = ${JSON.stringify([...y])};
    export function loss(w: number[]): number {
      let sum = 0;
      for (let i = 0; i < X.length; i++) {
        let z = w[${FEATURES}];
        for (let k = 0; k < ${FEATURES}; k++) z += w[k] * X[i][k];
        sum += Math.log(1 + Math.exp(-y[i] * z));
      }
      for (let k = 0; k < ${FEATURES}; k++) sum += 0.05 * w[k] * w[k];
      return sum;
    }`,
  start: Float64Array.from({ length: FEATURES + 1 }, (_, i) => 0.3 * Math.cos(i)),
  byHand: {
    gradient: (w, g) => {
      let sum = 0;
      for (let k = 0; k < FEATURES; k++) {
        g[k] = 0.1 * w[k];
        sum += 0.05 * w[k] * w[k];
      }
      g[FEATURES] = 0;
      for (let i = 0; i < SAMPLES; i++) {
        const e = Math.exp(-y[i] * margin(w, i));
        sum += Math.log(1 + e);
        const d = (-y[i] * e) / (1 + e);
        for (let k = 0; k < FEATURES; k++) g[k] += d * X[i * FEATURES + k];
        g[FEATURES] += d;
      }
      return sum;
    },
    hessian: (w, h) => {
      const n = FEATURES + 1;
      h.fill(0);
      for (let i = 0; i < SAMPLES; i++) {
        const p = 1 / (1 + Math.exp(-y[i] * margin(w, i)));
        for (let a = 0; a < n; a++) {
          const scaled = p * (1 - p) * extended(i, a);
          for (let b = 0; b <= a; b++) h[a * n + b] += scaled * extended(i, b);
        }
      }
      for (let k = 0; k < FEATURES; k++) h[k * n + k] += 0.1;
      for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) h[b * n + a] = h[a * n + b];
    },
  },
};

function margin(w: Float64Array, i: number): number {
  let z = w[FEATURES];
  for (let k = 0; k < FEATURES; k++) z += w[k] * X[i * FEATURES + k];
  return z;
}

const extended = (i: number, k: number): number => (k === FEATURES ? 1 : X[i * FEATURES + k]);
