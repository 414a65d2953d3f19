import type { Code } from '../../wasm/code';
import type { Module } from '../../wasm/module';

export const VECTOR_FUNCTIONS = ['exp', 'log', 'log1p', 'tanh'] as const;
export type VectorFunction = (typeof VECTOR_FUNCTIONS)[number];

/** What each needs besides itself, before itself. */
const NEEDS: { readonly [Name in VectorFunction]: readonly VectorFunction[] } = { exp: [], log: [], log1p: ['log'], tanh: ['exp'] };

type Indices = Partial<Record<VectorFunction, number>>;
type Writer = (code: Code, x: number, indices: Indices) => void;

/**
 * Adds functions of two doubles at once to a module, within 2 ulp of exact: the algorithms of fdlibm (Sun Microsystems, 1993)
 * without branches; tanh near 0 as in Cephes (Moshier, 1989). Returns their indices.
 */
export function defineVectorMath(module: Module, wanted: Iterable<VectorFunction>): Indices {
  const indices: Indices = {};
  const define = (name: VectorFunction): void => {
    if (indices[name] !== undefined) return;
    NEEDS[name].forEach(define);
    const { index, code } = module.define(['v128'], ['v128']);
    indices[name] = index;
    WRITERS[name](code, 0, indices);
  };
  for (const name of wanted) define(name);
  return indices;
}

/** Horner's scheme in z, highest coefficient first. */
function polynomial(code: Code, z: number, [first, ...rest]: readonly number[]): Code {
  code.vector(first);
  for (const coefficient of rest) code.get(z).v('mul').vector(coefficient).v('add');
  return code;
}

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const WRITERS: { readonly [Name in VectorFunction]: Writer } = {
  /** x = n·ln 2 + r with |r| ≤ ½ ln 2; eˣ = 2ⁿ·eʳ, with 2ⁿ in two factors so that subnormal results come out right. */
  exp: (code, x) => {
    const [n, high, low, r, t, c, y, half] = Array.from({ length: 8 }, () => code.local('v128'));
    code.get(x).vector(-1400).v('max').vector(1400).v('min').tee(r).vector(Math.LOG2E).v('mul').v('nearest').set(n);
    code.get(r).get(n).vector(LN2_HIGH).v('mul').v('sub').tee(high);
    code.get(n).vector(LN2_LOW).v('mul').tee(low).v('sub').tee(r).get(r).v('mul').set(t);
    const P = [4.1381367970572385e-8, -1.6533902205465252e-6, 6.613756321437934e-5, -0.0027777777777015593, 0.16666666666666602];
    polynomial(code.get(r).get(t), t, P).v('mul').v('sub').set(c);
    code.vector(1).get(low).get(r).get(c).v('mul').vector(2).get(c).v('sub').v('div').v('sub').get(high).v('sub').v('sub').set(y);
    code.get(n).v('truncateToI32').tee(n).i32(1).v('shiftRightI32').set(half);
    const powerOfTwo = () => code.v('extendLowI32').i64Vector(1023n).v('addI64').i32(52).v('shiftLeftI64');
    code.get(y).get(half);
    powerOfTwo().v('mul').get(n).get(half).v('subI32');
    powerOfTwo().v('mul');
  },

  /** x = 2ᵏ·(1 + f) with √½ ≤ 1 + f < √2; log(1 + f) by its series in s = f/(2 + f). Subnormal x is scaled up first. */
  log: (code, x) => {
    const [k, f, s, z, w, h, bits, m, tiny] = Array.from({ length: 9 }, () => code.local('v128'));
    code.get(x).vector(2.2250738585072014e-308).v('lt').set(tiny);
    code
      .get(x)
      .vector(2 ** 54)
      .v('mul')
      .get(x)
      .get(tiny)
      .v('bitSelect')
      .tee(m);
    code.i64Vector(0x3fe6a09e00000000n).v('subI64').i32(52).v('shiftRightI64').tee(bits).get(bits).packEvenI32().v('convertFromI32');
    code.vector(54).vector(0).get(tiny).v('bitSelect').v('sub').set(k);
    code.get(m).get(bits).i32(52).v('shiftLeftI64').v('subI64').vector(1).v('sub').tee(f);
    code.vector(2).get(f).v('add').v('div').tee(s).get(s).v('mul').tee(z).get(z).v('mul').set(w);
    code.vector(0.5).get(f).v('mul').get(f).v('mul').set(h);
    code.get(k).vector(LN2_HIGH).v('mul').get(h).get(s).get(h);
    polynomial(code.get(w), w, [0.15313837699209373, 0.22222198432149784, 0.3999999999940942]).v('mul').v('add');
    polynomial(code.get(z), w, [0.14798198605116586, 0.1818357216161805, 0.2857142874366239, 0.6666666666666735]);
    code.v('mul').v('add').v('mul').get(k).vector(LN2_LOW).v('mul').v('add').v('sub').get(f).v('sub').v('sub').set(h);
    code.vector(Number.NEGATIVE_INFINITY).get(h).get(x).vector(0).v('eq').v('bitSelect').set(h);
    code.vector(Number.NaN).get(h).get(x).vector(0).v('ge').v('not').v('bitSelect').set(h);
    code.get(x).get(h).get(x).vector(Number.POSITIVE_INFINITY).v('eq').v('bitSelect');
  },

  /** log u + (x − (u − 1))/u with u = 1 + x rounded (Goldberg, ACM Comput. Surv. 23, 1991, theorem 4). */
  log1p: (code, x, { log = 0 }) => {
    const [u, r] = [code.local('v128'), code.local('v128')];
    code.vector(1).get(x).v('add').tee(u).call(log);
    code.get(x).get(u).vector(1).v('sub').v('sub').get(u).v('div').v('add').set(r);
    code.get(u).call(log).get(r).get(u).vector(0).v('eq').get(u).vector(Number.POSITIVE_INFINITY).v('eq').v('or').v('bitSelect').set(r);
    code.get(x).get(r).get(u).vector(1).v('eq').v('bitSelect');
  },

  /** 1 − 2/(e^2|x| + 1) with the sign of x; a rational function below 0.625. */
  tanh: (code, x, { exp = 0 }) => {
    const [size, s, large] = Array.from({ length: 3 }, () => code.local('v128'));
    code.get(x).v('abs').set(size);
    code.vector(1).vector(2).get(size).get(size).v('add').call(exp).vector(1).v('add').v('div').v('sub');
    code.get(x).vector(-0).v('and').v('or').set(large);
    code.get(x).get(x).get(x).get(x).v('mul').tee(s).v('mul');
    polynomial(code, s, [-0.9643991794250523, -99.28772310019185, -1614.6876844170845]).v('mul');
    polynomial(code, s, [1, 112.81167849163293, 2235.4883906010045, 4844.063053251255]).v('div').v('add');
    code.get(large).get(size).vector(0.625).v('lt').v('bitSelect');
  },
};
