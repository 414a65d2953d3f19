/**
 * Closed intervals of real numbers with outward rounding: the result of an operation holds every value that operands from the
 * intervals can have (Moore, Kearfott & Cloud, Introduction to Interval Analysis, 2009). Ends may be infinite. An interval
 * of NaN is empty: no operand in the domain.
 */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

export const ZERO: Interval = { lo: 0, hi: 0 };
export const ONE: Interval = { lo: 1, hi: 1 };
export const ENTIRE: Interval = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
export const EMPTY: Interval = { lo: Number.NaN, hi: Number.NaN };
/** A truth value that is not settled. */
export const MAYBE: Interval = { lo: 0, hi: 1 };

/** + − × ÷ and √ round to nearest: half a unit in the last place. */
const BASIC = 2 ** -52;
/** V8's elementary functions are ports of fdlibm, with errors of one or two units in the last place; four are allowed. */
const ELEMENTARY = 2 ** -50;

export const point = (x: number): Interval => ({ lo: x, hi: x });
export const isPoint = ({ lo, hi }: Interval): boolean => lo === hi;
export const isZero = ({ lo, hi }: Interval): boolean => lo === 0 && hi === 0;
export const isEmpty = ({ lo }: Interval): boolean => Number.isNaN(lo);
export const isBounded = ({ lo, hi }: Interval): boolean => lo > Number.NEGATIVE_INFINITY && hi < Number.POSITIVE_INFINITY;
export const contains = ({ lo, hi }: Interval, x: number): boolean => lo <= x && x <= hi;
export const width = ({ lo, hi }: Interval): number => hi - lo;
/** max |x| over the interval. */
export const magnitude = ({ lo, hi }: Interval): number => Math.max(-lo, hi);

export function midpoint({ lo, hi }: Interval): number {
  const sum = lo + hi;
  return Number.isFinite(sum) ? sum / 2 : lo / 2 + hi / 2;
}

export function hull(x: Interval, y: Interval): Interval {
  if (isEmpty(x)) return y;
  return isEmpty(y) ? x : { lo: Math.min(x.lo, y.lo), hi: Math.max(x.hi, y.hi) };
}

export function intersection(x: Interval, y: Interval): Interval {
  const lo = Math.max(x.lo, y.lo);
  const hi = Math.min(x.hi, y.hi);
  return lo <= hi ? { lo, hi } : EMPTY;
}

export function isInteriorOf(inner: Interval, outer: Interval): boolean {
  return outer.lo < inner.lo && inner.hi < outer.hi;
}

export function isWithin(inner: Interval, outer: Interval): boolean {
  return outer.lo <= inner.lo && inner.hi <= outer.hi;
}

/** A number certainly below the exact result that was rounded to x. */
function below(x: number, error: number): number {
  const moved = x - Math.abs(x) * error - Number.MIN_VALUE;
  return Number.isNaN(moved) && x === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : moved;
}

function above(x: number, error: number): number {
  return -below(-x, error);
}

/** The values of a function between two rounded ones. */
export function widened(lo: number, hi: number): Interval {
  return { lo: below(lo, ELEMENTARY), hi: above(hi, ELEMENTARY) };
}

/** The error of a rounded sum is itself a float (Knuth, TAOCP 2, §4.2.2); where it is 0 the sum is exact and stays as it is. */
function isExactSum(a: number, b: number, sum: number): boolean {
  const part = sum - a;
  return a - (sum - part) + (b - part) === 0;
}

export function add(x: Interval, y: Interval): Interval {
  if (x === ZERO) return y;
  if (y === ZERO) return x;
  const lo = x.lo + y.lo;
  const hi = x.hi + y.hi;
  return { lo: isExactSum(x.lo, y.lo, lo) ? lo : below(lo, BASIC), hi: isExactSum(x.hi, y.hi, hi) ? hi : above(hi, BASIC) };
}

export function neg(x: Interval): Interval {
  return x === ZERO ? ZERO : { lo: -x.hi, hi: -x.lo };
}

export function sub(x: Interval, y: Interval): Interval {
  return add(x, neg(y));
}

export function mul(x: Interval, y: Interval): Interval {
  if (isZero(x) || isZero(y)) return ZERO;
  if (x === ONE) return y;
  if (y === ONE) return x;
  const [a, b, c, d] = [times(x.lo, y.lo), times(x.lo, y.hi), times(x.hi, y.lo), times(x.hi, y.hi)];
  return signed(Math.min(a, b, c, d), Math.max(a, b, c, d));
}

/** 0·∞ is 0: the infinite end stands for large numbers, not for ∞. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** Rounded outwards, but not across 0: a product that underflows keeps its sign. */
function signed(lo: number, hi: number): Interval {
  return { lo: lo === 0 && !Object.is(lo, -0) ? 0 : below(lo, BASIC), hi: Object.is(hi, -0) ? 0 : above(hi, BASIC) };
}

export function square(x: Interval): Interval {
  if (isZero(x)) return ZERO;
  if (x === ONE) return x;
  const [small, large] = [mignitude(x), magnitude(x)];
  return { lo: Math.max(0, below(small * small, BASIC)), hi: above(large * large, BASIC) };
}

/** min |x| over the interval. */
export function mignitude({ lo, hi }: Interval): number {
  if (lo <= 0 && hi >= 0) return 0;
  return Math.min(Math.abs(lo), Math.abs(hi));
}

/** The divisor's zero, if it has one, is left out: there is no quotient there. */
export function div(x: Interval, y: Interval): Interval {
  if (x === ZERO) return ZERO;
  if (y === ONE) return x;
  if (isEmpty(x) || isEmpty(y) || isZero(y)) return EMPTY;
  if (y.lo < 0 && y.hi > 0) return ENTIRE;
  return mul(x, reciprocal(y));
}

function reciprocal({ lo, hi }: Interval): Interval {
  return {
    lo: hi === 0 ? Number.NEGATIVE_INFINITY : below(1 / hi, BASIC),
    hi: lo === 0 ? Number.POSITIVE_INFINITY : above(1 / lo, BASIC),
  };
}
