import { samples as logisticSamples } from '../cases/logistic';
import { samples as networkSamples } from '../cases/network';
import { installed, measured, type Peer, type PeerFunctions } from './peer';

/** The part of TensorFlow.js that is used here. */
interface Tensor {
  add(y: Tensor | number): Tensor;
  sub(y: Tensor | number): Tensor;
  mul(y: Tensor | number): Tensor;
  slice(begin: readonly number[], size: readonly number[]): Tensor;
  reshape(shape: readonly number[]): Tensor;
  matMul(y: Tensor, transposeThis?: boolean, transposeThat?: boolean): Tensor;
  tanh(): Tensor;
  exp(): Tensor;
  log(): Tensor;
  sum(): Tensor;
  mean(): Tensor;
  dataSync(): Float32Array;
  dispose(): void;
}
type TensorFunction = (w: Tensor) => Tensor;
interface TensorFlow {
  ready(): Promise<void>;
  setBackend(name: string): Promise<boolean>;
  tensor1d(values: Float32Array): Tensor;
  tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  scalar(value: number): Tensor;
  grad(f: TensorFunction): TensorFunction;
  tidy(f: () => Tensor): Tensor;
}
/** CommonJS modules come with their exports under `default` too. */
type Imported<T> = T & { readonly default?: T };

const LOSSES: Readonly<Record<string, (tf: TensorFlow) => TensorFunction>> = {
  'Rosenbrock, n = 2': (tf) => rosenbrock(tf, 2),
  'Rosenbrock, n = 100': (tf) => rosenbrock(tf, 100),
  'network, 193 parameters, 64 samples': (tf) => {
    const data = networkSamples(64, 4);
    const [X, y] = [tf.tensor2d(single(data.X), [64, 4]), tf.tensor1d(single(data.y))];
    return (w) => {
      const [W, b] = [w.slice([0], [128]).reshape([32, 4]), w.slice([128], [32])];
      const [v, c] = [w.slice([160], [32]).reshape([32, 1]), w.slice([192], [1])];
      const r = X.matMul(W, false, true).add(b).tanh().matMul(v).reshape([64]).add(c).sub(y);
      return r.mul(r).mean();
    };
  },
  'logistic regression, 500 × 20': (tf) => {
    const [X, y] = [tf.tensor2d(single(logisticSamples.X), [500, 20]), tf.tensor1d(single(logisticSamples.y))];
    return (w) => {
      const [v, c] = [w.slice([0], [20]), w.slice([20], [1])];
      const z = X.matMul(v.reshape([20, 1]))
        .reshape([500])
        .add(c)
        .mul(y);
      return z.mul(-1).exp().add(1).log().sum().add(v.mul(v).sum().mul(0.05));
    };
  },
};

const single = (values: Float64Array): Float32Array => Float32Array.from(values);

function rosenbrock(tf: TensorFlow, n: number): TensorFunction {
  return (w) => {
    const a = w.slice([0], [n - 1]);
    const t = w.slice([1], [n - 1]).sub(a.mul(a));
    const u = tf.scalar(1).sub(a);
    return t.mul(t).mul(100).add(u.mul(u)).sum();
  };
}

/** TensorFlow.js on its WebAssembly backend, in single precision: it has no other. */
export async function tensorflowPeer(): Promise<Peer | undefined> {
  const module = await installed<Imported<TensorFlow>>('@tensorflow/tfjs');
  const backend = module && (await installed<unknown>('@tensorflow/tfjs-backend-wasm'));
  if (module === undefined || backend === undefined) return undefined;
  const tf = module.default ?? module;
  if (!(await tf.setBackend('wasm'))) return undefined;
  await tf.ready();
  const name = 'TensorFlow.js';
  return {
    name,
    isTarget: false,
    measure: (entry, ours) => {
      const loss = LOSSES[entry.name]?.(tf);
      return loss && measured(name, derivatives(tf, loss, entry.start.length), entry, ours);
    },
  };
}

/** The Hessian row by row, as the gradient of each entry of the gradient: there is no other way in this library. */
function derivatives(tf: TensorFlow, loss: TensorFunction, n: number): PeerFunctions {
  const gradient = tf.grad(loss);
  const rows = Array.from({ length: n }, (_, i) => tf.grad((w) => gradient(w).slice([i], [1]).sum()));
  const at = (f: TensorFunction, w: Float64Array): Float32Array => {
    const result = tf.tidy(() => f(tf.tensor1d(single(w))));
    const values = result.dataSync();
    result.dispose();
    return values;
  };
  return { gradient: (w) => at(gradient, w), hessian: (w) => Float64Array.from(rows.flatMap((row) => [...at(row, w)])) };
}
