import type { Algebra } from './algebra';
import type { BinaryOp, UnaryOp } from './ops';

/** ∂f/∂x of f(x), given x and f = f(x). */
type UnaryRule = <T>(algebra: Algebra<T>, x: T, f: T) => T;
/** ∂f/∂x or ∂f/∂y of f(x, y). */
type BinaryRule = <T>(algebra: Algebra<T>, x: T, y: T, f: T) => T;
interface BinaryRules {
  readonly left: BinaryRule;
  readonly right: BinaryRule;
}
/** The derivative is 0 wherever there is one: nothing flows back through the operation. */
type Flat = 'flat';

/** Chosen so that no rule loses digits that its operands have, e.g. (1 − x)(1 + x) and not 1 − x² under a root. */
export const UNARY_RULES: { readonly [Name in UnaryOp]: UnaryRule | Flat } = {
  neg: (k) => k.constant(-1),
  abs: (k, x) => k.unary('sign', x),
  sign: 'flat',
  sqrt: (k, _x, f) => k.binary('div', k.constant(0.5), f),
  cbrt: (k, _x, f) => reciprocal(k, k.binary('mul', k.constant(3), square(k, f))),
  exp: (_k, _x, f) => f,
  expm1: (k, x) => k.unary('exp', x),
  log: (k, x) => reciprocal(k, x),
  log1p: (k, x) => reciprocal(k, k.binary('add', k.constant(1), x)),
  log2: (k, x) => k.binary('div', k.constant(Math.LOG2E), x),
  log10: (k, x) => k.binary('div', k.constant(Math.LOG10E), x),
  sin: (k, x) => k.unary('cos', x),
  cos: (k, x) => k.unary('neg', k.unary('sin', x)),
  tan: (k, _x, f) => k.binary('add', k.constant(1), square(k, f)),
  asin: (k, x) => reciprocal(k, k.unary('sqrt', oneMinusSquare(k, x))),
  acos: (k, x) => k.binary('div', k.constant(-1), k.unary('sqrt', oneMinusSquare(k, x))),
  atan: (k, x) => reciprocal(k, onePlusSquare(k, x)),
  sinh: (k, x) => k.unary('cosh', x),
  cosh: (k, x) => k.unary('sinh', x),
  tanh: (k, _x, f) => oneMinusSquare(k, f),
  asinh: (k, x) => reciprocal(k, k.unary('sqrt', onePlusSquare(k, x))),
  acosh: (k, x) => reciprocal(k, k.unary('sqrt', k.unary('neg', oneMinusSquare(k, x)))),
  atanh: (k, x) => reciprocal(k, oneMinusSquare(k, x)),
  floor: 'flat',
  ceil: 'flat',
  round: 'flat',
  trunc: 'flat',
  fround: (k) => k.constant(1),
  not: 'flat',
};

export const BINARY_RULES: { readonly [Name in BinaryOp]: BinaryRules | Flat } = {
  add: { left: (k) => k.constant(1), right: (k) => k.constant(1) },
  sub: { left: (k) => k.constant(1), right: (k) => k.constant(-1) },
  mul: { left: (_k, _x, y) => y, right: (_k, x) => x },
  div: {
    left: (k, _x, y) => reciprocal(k, y),
    right: (k, _x, y, f) => k.unary('neg', k.binary('div', f, y)),
  },
  /** x % y = x − trunc(x / y)·y. */
  mod: {
    left: (k) => k.constant(1),
    right: (k, x, y) => k.unary('neg', k.unary('trunc', k.binary('div', x, y))),
  },
  /** At x = 0 the limit 0 is taken where the formula says 0·∞ (y = 0) or 0·log 0. */
  pow: {
    left: (k, x, y) => {
      const power = k.binary('pow', x, k.binary('sub', y, k.constant(1)));
      return k.select(isZero(k, y), k.constant(0), k.binary('mul', y, power));
    },
    right: (k, x, _y, f) => k.select(isZero(k, x), k.constant(0), k.binary('mul', f, k.unary('log', x))),
  },
  /** One half each at a tie: the subgradient that respects the symmetry of the operands. */
  max: { left: (k, x, y) => share(k, x, y, 0), right: (k, x, y) => share(k, x, y, 1) },
  min: { left: (k, x, y) => share(k, x, y, 1), right: (k, x, y) => share(k, x, y, 0) },
  /** The angle of (y, x): operands in the order of `Math.atan2`. */
  atan2: {
    left: (k, y, x) => k.binary('div', x, k.binary('add', square(k, y), square(k, x))),
    right: (k, y, x) => k.unary('neg', k.binary('div', y, k.binary('add', square(k, y), square(k, x)))),
  },
  /** 0 at the origin, where every vector of length up to 1 is a subgradient. */
  hypot: {
    left: (k, x, _y, f) => k.select(isZero(k, f), k.constant(0), k.binary('div', x, f)),
    right: (k, _x, y, f) => k.select(isZero(k, f), k.constant(0), k.binary('div', y, f)),
  },
  less: 'flat',
  lessEqual: 'flat',
  equal: 'flat',
  and: 'flat',
  or: 'flat',
};

const reciprocal = <T>(k: Algebra<T>, x: T): T => k.binary('div', k.constant(1), x);
const square = <T>(k: Algebra<T>, x: T): T => k.binary('mul', x, x);
const onePlusSquare = <T>(k: Algebra<T>, x: T): T => k.binary('add', k.constant(1), square(k, x));
const isZero = <T>(k: Algebra<T>, x: T): T => k.binary('equal', x, k.constant(0));

function oneMinusSquare<T>(k: Algebra<T>, x: T): T {
  return k.binary('mul', k.binary('sub', k.constant(1), x), k.binary('add', k.constant(1), x));
}

/** ½ where x = y, else `whenLess` where x < y and 1 − `whenLess` elsewhere. */
function share<T>(k: Algebra<T>, x: T, y: T, whenLess: 0 | 1): T {
  const winner = k.select(k.binary('less', x, y), k.constant(whenLess), k.constant(1 - whenLess));
  return k.select(k.binary('equal', x, y), k.constant(0.5), winner);
}
