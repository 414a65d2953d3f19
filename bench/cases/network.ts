import type { BenchCase } from './case';

/** Row-major inputs and their targets. */
export function samples(count: number, inputs: number): { readonly X: Float64Array; readonly y: Float64Array } {
  const X = Float64Array.from({ length: count * inputs }, (_, j) => Math.sin(1.3 * Math.floor(j / inputs) + 2.1 * (j % inputs)));
  const y = Float64Array.from({ length: count }, (_, s) => X[s * inputs] * X[s * inputs + 1] - X[s * inputs + 2]);
  return { X, y };
}

/** One hidden layer of tanh units, squared error; parameters W (hidden × inputs), b, v, c. */
export function network(count: number, inputs: number, hidden: number): BenchCase {
  const n = hidden * inputs + 2 * hidden + 1;
  const { X, y } = samples(count, inputs);
  return {
    name: `network, ${n} parameters, ${count} samples`,
    kind: 'data',
    source: `const S = ${count}, D = ${inputs}, H = ${hidden};
      const X = Array.from({ length: S }, (_, s) => Array.from({ length: D }, (_, k) => Math.sin(1.3 * s + 2.1 * k)));
      const y = X.map((r) => r[0] * r[1] - r[2]);
      export function loss(w: number[]): number {
        let total = 0;
        for (let s = 0; s < S; s++) {
          let out = w[H * D + 2 * H];
          for (let j = 0; j < H; j++) {
            let z = w[H * D + j];
            for (let k = 0; k < D; k++) z += w[j * D + k] * X[s][k];
            out += w[H * D + H + j] * Math.tanh(z);
          }
          total += (out - y[s]) ** 2;
        }
        return total / S;
      }`,
    start: Float64Array.from({ length: n }, (_, i) => 0.5 * Math.sin(1.7 * i)),
    byHand: byHand(X, y, count, inputs, hidden),
  };
}

function byHand(X: Float64Array, y: Float64Array, S: number, D: number, H: number): NonNullable<BenchCase['byHand']> {
  const t = new Float64Array(H);
  const residual = (w: Float64Array, s: number): number => {
    let out = w[H * D + 2 * H];
    for (let j = 0; j < H; j++) {
      let z = w[H * D + j];
      for (let k = 0; k < D; k++) z += w[j * D + k] * X[s * D + k];
      t[j] = Math.tanh(z);
      out += w[H * D + H + j] * t[j];
    }
    return out - y[s];
  };
  const n = H * D + 2 * H + 1;
  const slopes = new Float64Array(n);
  return {
    gradient: (w, g) => {
      g.fill(0);
      let total = 0;
      for (let s = 0; s < S; s++) {
        const r = residual(w, s);
        total += r * r;
        const d = (2 * r) / S;
        g[n - 1] += d;
        for (let j = 0; j < H; j++) {
          g[H * D + H + j] += d * t[j];
          const dz = d * w[H * D + H + j] * (1 - t[j] * t[j]);
          g[H * D + j] += dz;
          for (let k = 0; k < D; k++) g[j * D + k] += dz * X[s * D + k];
        }
      }
      return total / S;
    },
    hessian: (w, h) => {
      h.fill(0);
      for (let s = 0; s < S; s++) {
        const r = residual(w, s);
        outputSlopes(w, s);
        for (let a = 0; a < n; a++) for (let b = 0; b <= a; b++) h[a * n + b] += (2 / S) * slopes[a] * slopes[b];
        for (let j = 0; j < H; j++) addCurvature(w, h, s, j, (2 / S) * r);
      }
      for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) h[b * n + a] = h[a * n + b];
    },
  };

  function outputSlopes(w: Float64Array, s: number): void {
    slopes[n - 1] = 1;
    for (let j = 0; j < H; j++) {
      const dz = w[H * D + H + j] * (1 - t[j] * t[j]);
      slopes[H * D + H + j] = t[j];
      slopes[H * D + j] = dz;
      for (let k = 0; k < D; k++) slopes[j * D + k] = dz * X[s * D + k];
    }
  }

  /** Second derivatives of v·tanh(z): by z twice, and by z and v; lower triangle. */
  function addCurvature(w: Float64Array, h: Float64Array, s: number, j: number, scale: number): void {
    const e = 1 - t[j] * t[j];
    const twice = -2 * t[j] * e * w[H * D + H + j] * scale;
    const [bias, out] = [H * D + j, H * D + H + j];
    for (let k = 0; k <= D; k++) {
      const a = k === D ? bias : j * D + k;
      const xa = k === D ? 1 : X[s * D + k];
      h[out * n + a] += e * scale * xa;
      for (let l = 0; l <= k; l++) h[a * n + (l === D ? bias : j * D + l)] += twice * xa * (l === D ? 1 : X[s * D + l]);
    }
  }
}
