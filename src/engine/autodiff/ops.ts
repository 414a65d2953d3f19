/** The operations of a tape. Comparisons and logic yield 1 or 0, so that every node holds one number. */
export const LEAF_OPS = ['input', 'external'] as const;
export const UNARY_OPS = [
  ...(['neg', 'abs', 'sign', 'sqrt', 'cbrt', 'exp', 'expm1', 'log', 'log1p', 'log2', 'log10'] as const),
  ...(['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] as const),
  ...(['floor', 'ceil', 'round', 'trunc', 'fround', 'not'] as const),
] as const;
export const BINARY_OPS = [
  ...(['add', 'sub', 'mul', 'div', 'mod', 'pow', 'max', 'min', 'atan2', 'hypot'] as const),
  ...(['less', 'lessEqual', 'equal', 'and', 'or'] as const),
] as const;
export const OPS = [...LEAF_OPS, ...UNARY_OPS, ...BINARY_OPS, 'select'] as const;

export type UnaryOp = (typeof UNARY_OPS)[number];
export type BinaryOp = (typeof BINARY_OPS)[number];
export type Op = (typeof OPS)[number];

type Codes = { readonly [Name in Op]: number };
/** The number that stands for an operation on a tape: its place in `OPS`. */
export const OP: Codes = Object.fromEntries(OPS.map((op, code) => [op, code])) as Codes;

/** Comparisons and logic, by code. */
export const TRUTH: ReadonlySet<number> = new Set([OP.less, OP.lessEqual, OP.equal, OP.and, OP.or, OP.not]);

/** Number of operands by code. */
export const ARITY: Uint8Array = Uint8Array.from(OPS, (op) => {
  if (op === 'select') return 3;
  if ((BINARY_OPS as readonly string[]).includes(op)) return 2;
  return (UNARY_OPS as readonly string[]).includes(op) ? 1 : 0;
});

export const EVALUATE_UNARY: { readonly [Name in UnaryOp]: (x: number) => number } = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  trunc: Math.trunc,
  fround: Math.fround,
  not: (x) => (x ? 0 : 1),
};

export const EVALUATE_BINARY: { readonly [Name in BinaryOp]: (x: number, y: number) => number } = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  mod: (x, y) => x % y,
  pow: (x, y) => x ** y,
  max: (x, y) => Math.max(x, y),
  min: (x, y) => Math.min(x, y),
  atan2: Math.atan2,
  hypot: (x, y) => Math.hypot(x, y),
  less: (x, y) => (x < y ? 1 : 0),
  lessEqual: (x, y) => (x <= y ? 1 : 0),
  equal: (x, y) => (x === y ? 1 : 0),
  and: (x, y) => (x && y ? 1 : 0),
  or: (x, y) => (x || y ? 1 : 0),
};

type Evaluate = (x: number, y: number, z: number) => number;
const leaf: Evaluate = () => Number.NaN;

/** Evaluation by code, for interpreters; leaves have no operands to be evaluated from. */
export const EVALUATE: readonly Evaluate[] = OPS.map((op): Evaluate => {
  if (op === 'select') return (condition, x, y) => (condition ? x : y);
  if (op in EVALUATE_UNARY) return EVALUATE_UNARY[op as UnaryOp];
  if (op in EVALUATE_BINARY) return EVALUATE_BINARY[op as BinaryOp];
  return leaf;
});
