import { samples as logisticSamples } from '../cases/logistic';
import { samples as networkSamples } from '../cases/network';
import { installed, measured, type Peer } from './peer';

/** The part of jax-js that is used here. `ref` keeps an array for one more use; every use consumes one. */
interface JaxArray {
  readonly ref: JaxArray;
  add(y: JaxArray): JaxArray;
  sub(y: JaxArray): JaxArray;
  mul(y: JaxArray): JaxArray;
  slice(range: number | readonly number[]): JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  transpose(): JaxArray;
  dataSync(): ArrayLike<number>;
}
interface Numpy {
  readonly float64: unknown;
  array(values: number | Float64Array, options: { dtype: unknown }): JaxArray;
  sum(x: JaxArray): JaxArray;
  mean(x: JaxArray): JaxArray;
  log(x: JaxArray): JaxArray;
  exp(x: JaxArray): JaxArray;
  tanh(x: JaxArray): JaxArray;
  matmul(x: JaxArray, y: JaxArray): JaxArray;
}
type JaxFunction = (w: JaxArray) => JaxArray;
interface Jax {
  readonly numpy: Numpy;
  init(): Promise<unknown>;
  jit(f: JaxFunction): JaxFunction;
  grad(f: JaxFunction): JaxFunction;
  hessian(f: JaxFunction): JaxFunction;
}

type Loss = (np: Numpy, of: (values: number | Float64Array) => JaxArray) => JaxFunction;

function rosenbrock(n: number): Loss {
  return (np, of) => (w) => {
    const a = w.ref.slice([0, n - 1]);
    const t = w.slice([1, n]).sub(a.ref.mul(a.ref));
    const u = of(1).sub(a);
    return np.sum(t.ref.mul(t).mul(of(100)).add(u.ref.mul(u)));
  };
}

const LOSSES: Readonly<Record<string, Loss>> = {
  'Rosenbrock, n = 2': rosenbrock(2),
  'Rosenbrock, n = 100': rosenbrock(100),
  'network, 193 parameters, 64 samples': (np, of) => {
    const { X: inputs, y: targets } = networkSamples(64, 4);
    const [X, y] = [of(inputs).reshape([64, 4]), of(targets)];
    return (w) => {
      const [W, b] = [w.ref.slice([0, 128]).reshape([32, 4]), w.ref.slice([128, 160])];
      const [v, c] = [w.ref.slice([160, 192]), w.slice(192)];
      const r = np
        .matmul(np.tanh(np.matmul(X.ref, W.transpose()).add(b)), v)
        .add(c)
        .sub(y.ref);
      return np.mean(r.ref.mul(r));
    };
  },
  'logistic regression, 500 × 20': (np, of) => {
    const [X, y] = [of(logisticSamples.X).reshape([500, 20]), of(logisticSamples.y)];
    return (w) => {
      const v = w.ref.slice([0, 20]);
      const z = np.matmul(X.ref, v.ref).add(w.slice(20)).mul(y.ref);
      return np.sum(np.log(np.exp(z.mul(of(-1))).add(of(1)))).add(np.sum(v.ref.mul(v)).mul(of(0.05)));
    };
  },
};

/** jax-js on its WebAssembly backend in double precision; undefined where it is not installed. */
export async function jaxPeer(): Promise<Peer | undefined> {
  // jax-js reads two globals of browsers that Node 20 lacks.
  if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { hardwareConcurrency: 2, userAgent: 'node' } });
  if (!('Float16Array' in globalThis)) Object.assign(globalThis, { Float16Array: class extends Uint16Array {} });
  const jax = await installed<Jax>('@jax-js/jax');
  if (jax === undefined) return undefined;
  await jax.init();
  const of = (values: number | Float64Array) => jax.numpy.array(values, { dtype: jax.numpy.float64 });
  const name = 'jax-js';
  return {
    name,
    isTarget: true,
    measure: (entry, ours) => {
      const loss = LOSSES[entry.name]?.(jax.numpy, of);
      if (loss === undefined) return undefined;
      const [gradient, hessian] = [jax.jit(jax.grad(loss)), jax.jit(jax.hessian(loss))];
      return measured(name, { gradient: (w) => gradient(of(w)).dataSync(), hessian: (w) => hessian(of(w)).dataSync() }, entry, ours);
    },
  };
}
