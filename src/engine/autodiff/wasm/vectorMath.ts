import type { Code } from '../../wasm/code';
import type { Module } from '../../wasm/module';

export const VECTOR_FUNCTIONS = ['exp', 'log', 'log1p', 'tanh'] as const;
export type VectorFunction = (typeof VECTOR_FUNCTIONS)[number];

/** What each needs besides itself, before itself. */
const NEEDS: { readonly [Name in VectorFunction]: readonly VectorFunction[] } = { exp: [], log: [], log1p: ['log'], tanh: [] };

type Indices = Partial<Record<VectorFunction, number>>;
type Writer = (code: Code, x: number, indices: Indices) => void;

/**
 * Adds functions of two doubles at once to a module, within 2½ ulp of exact and without branches: logarithms by the algorithms of
 * fdlibm (Sun Microsystems, 1993), exponentials by the same reduction and a series in place of its quotient, since divisions are what
 * takes longest. Returns their indices.
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

/** Leaves n = x/ln 2, rounded, in one local variable, and r = x − n·ln 2 with |r| ≤ ½ ln 2 in another. */
function reduce(code: Code, x: number, n: number, r: number): void {
  code.get(x).vector(Math.LOG2E).v('mul').v('nearest').set(n);
  code.get(x).get(n).vector(LN2_HIGH).v('mul').v('sub').get(n).vector(LN2_LOW).v('mul').v('sub').set(r);
}

/** 1/k! for k from 13 down to 2: what comes after is below 2⁻⁵⁷ of eʳ − 1 where |r| ≤ ½ ln 2. */
const TAYLOR = Array.from({ length: 12 }, (_, k) => 1 / Array.from({ length: 13 - k }, (_, j) => j + 1).reduce((a, b) => a * b));

/** eʳ − 1 = r + z·((c₂ + c₃r) + z·((c₄ + c₅r) + …)) with z = r²: the pairs don't wait for one another. */
function exponentialLessOne(code: Code, r: number): Code {
  const z = code.local('v128');
  code.get(r).get(r).v('mul').set(z);
  for (let k = 0; k < TAYLOR.length; k += 2) {
    if (k > 0) code.get(z).v('mul');
    code
      .get(r)
      .vector(TAYLOR[k])
      .v('mul')
      .vector(TAYLOR[k + 1])
      .v('add');
    if (k > 0) code.v('add');
  }
  return code.get(z).v('mul').get(r).v('add');
}

/** 2ⁿ for two whole numbers on the stack. */
const powerOfTwo = (code: Code): Code => code.v('extendLowI32').i64Vector(1023n).v('addI64').i32(52).v('shiftLeftI64');

const WRITERS: { readonly [Name in VectorFunction]: Writer } = {
  /** 2ⁿ·eʳ, with 2ⁿ in two factors so that subnormal results come out right. */
  exp: (code, x) => {
    const [bounded, n, r, half] = Array.from({ length: 4 }, () => code.local('v128'));
    code.get(x).vector(-1400).v('max').vector(1400).v('min').set(bounded);
    reduce(code, bounded, n, r);
    exponentialLessOne(code, r).vector(1).v('add');
    code.get(n).v('truncateToI32').tee(n).i32(1).v('shiftRightI32').tee(half);
    powerOfTwo(code).v('mul').get(n).get(half).v('subI32');
    powerOfTwo(code).v('mul');
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

  /** E/(E + 2) with the sign of x, where E = e^2|x| − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1); 1 from 20 on. */
  tanh: (code, x) => {
    const [twice, n, r, scale, e] = Array.from({ length: 5 }, () => code.local('v128'));
    code.get(x).v('abs').tee(twice).get(twice).v('add').vector(40).v('min').set(twice);
    reduce(code, twice, n, r);
    code.get(n).v('truncateToI32');
    powerOfTwo(code).set(scale);
    exponentialLessOne(code, r).get(scale).v('mul').get(scale).vector(1).v('sub').v('add').tee(e);
    code.get(e).vector(2).v('add').v('div').get(x).vector(-0).v('and').v('or');
  },
};
