import type { Objective } from '../../../src/engine/objective';
import spectra from '../../reference/spectra.json';

/** The small network of test/reference/spectra.json with hand-written derivatives; H·v by Pearlmutter's R-operator. */
const { y, sizes, weight_decay: decay } = spectra.data;
const X = spectra.data.X.map((x) => Float64Array.from(x));
const [inputs, hidden, outputs] = sizes;

/** Where each parameter stands. */
const w1 = (r: number): number => r * inputs;
const b1 = hidden * inputs;
const w2 = (k: number): number => hidden * (inputs + 1) + k * hidden;
const b2 = hidden * (inputs + 1) + outputs * hidden;

interface Pass {
  readonly h: Float64Array;
  readonly p: Float64Array;
}

/** Weights of both layers applied to an input: pre-activations for `x` and outputs for `h`. */
function firstLayer(w: Float64Array, x: Float64Array): Float64Array {
  const a = new Float64Array(hidden);
  for (let r = 0; r < hidden; r++) {
    let sum = w[b1 + r];
    for (let c = 0, at = w1(r); c < inputs; c++, at++) sum += w[at] * x[c];
    a[r] = sum;
  }
  return a;
}

function secondLayer(w: Float64Array, h: Float64Array): Float64Array {
  const z = new Float64Array(outputs);
  for (let k = 0; k < outputs; k++) {
    let sum = w[b2 + k];
    for (let r = 0, at = w2(k); r < hidden; r++, at++) sum += w[at] * h[r];
    z[k] = sum;
  }
  return z;
}

/** Σₖ w₂[k][r]·d[k] */
function back(w: Float64Array, d: Float64Array): Float64Array {
  const result = new Float64Array(hidden);
  for (let k = 0; k < outputs; k++) for (let r = 0, at = w2(k); r < hidden; r++, at++) result[r] += w[at] * d[k];
  return result;
}

function forward(w: Float64Array, x: Float64Array): Pass {
  const h = firstLayer(w, x).map(Math.tanh);
  const z = secondLayer(w, h);
  const top = Math.max(...z);
  const e = z.map((zk) => Math.exp(zk - top));
  const total = e.reduce((sum, ek) => sum + ek, 0);
  return { h, p: e.map((ek) => ek / total) };
}

const residual = (p: Float64Array, i: number): Float64Array => p.map((pk, k) => (pk - (k === y[i] ? 1 : 0)) / X.length);

/** Adds what one sample contributes through δz to the second layer and through δa to the first. */
function addLayers(into: Float64Array, x: Float64Array, h: Float64Array, dz: Float64Array, da: Float64Array): void {
  for (let k = 0; k < outputs; k++) {
    into[b2 + k] += dz[k];
    for (let r = 0, at = w2(k); r < hidden; r++, at++) into[at] += dz[k] * h[r];
  }
  for (let r = 0; r < hidden; r++) {
    into[b1 + r] += da[r];
    for (let c = 0, at = w1(r); c < inputs; c++, at++) into[at] += da[r] * x[c];
  }
}

export const network: Objective = {
  n: spectra.model.parameters,
  derivatives: 'exact',
  value(w) {
    const fit = X.reduce((sum, x, i) => sum - Math.log(forward(w, x).p[y[i]]), 0) / X.length;
    return fit + (decay / 2) * w.reduce((sum, wi) => sum + wi * wi, 0);
  },
  valueAndGradient(w, gradient) {
    gradient.set(w.map((wi) => decay * wi));
    X.forEach((x, i) => {
      const { h, p } = forward(w, x);
      const dz = residual(p, i);
      const dh = back(w, dz);
      addLayers(
        gradient,
        x,
        h,
        dz,
        dh.map((d, r) => (1 - h[r] ** 2) * d),
      );
    });
    return network.value(w);
  },
  hessianVector(w, v, product) {
    product.set(v.map((vi) => decay * vi));
    X.forEach((x, i) => {
      const { h, p } = forward(w, x);
      const rh = firstLayer(v, x).map((a, r) => (1 - h[r] ** 2) * a);
      const [fromWeights, fromHidden] = [secondLayer(v, h), secondLayer(w, rh)];
      const rz = fromWeights.map((z, k) => z + fromHidden[k] - w[b2 + k]);
      const mean = rz.reduce((sum, z, k) => sum + p[k] * z, 0);
      const dz = residual(p, i);
      const rdz = p.map((pk, k) => (pk * (rz[k] - mean)) / X.length);
      const [dh, rdh, vdh] = [back(w, dz), back(w, rdz), back(v, dz)];
      addLayers(
        product,
        x,
        h,
        rdz,
        rdh.map((d, r) => (1 - h[r] ** 2) * (d + vdh[r]) - 2 * h[r] * rh[r] * dh[r]),
      );
      for (let k = 0; k < outputs; k++) for (let r = 0, at = w2(k); r < hidden; r++, at++) product[at] += dz[k] * rh[r];
    });
  },
  hessian(w) {
    const n = w.length;
    const hessian = new Float64Array(n * n);
    const unit = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      unit.fill(0)[j] = 1;
      network.hessianVector(w, unit, hessian.subarray(j * n, j * n + n));
    }
    return hessian;
  },
};

/** The second-order model of an objective at x, for tests that ask for many products at one point: its Hessian is formed once. */
export function quadraticModel(objective: Objective, x: Float64Array): Objective {
  const { n } = objective;
  const matrix = objective.hessian(x).slice();
  return {
    ...objective,
    hessian: () => matrix,
    hessianVector(_, v, product) {
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0, at = i * n; j < n; j++, at++) sum += matrix[at] * v[j];
        product[i] = sum;
      }
    },
  };
}
