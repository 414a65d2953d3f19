import type { BinaryOp, UnaryOp } from '../../autodiff/ops';
import {
  add,
  contains,
  div,
  EMPTY,
  ENTIRE,
  hull,
  type Interval,
  intersection,
  isEmpty,
  isPoint,
  isZero,
  MAYBE,
  magnitude,
  mignitude,
  mul,
  neg,
  ONE,
  point,
  square,
  sub,
  widened,
  ZERO,
} from './interval';

type Unary = (x: Interval) => Interval;
type Binary = (x: Interval, y: Interval) => Interval;

const nonNegative: Interval = { lo: 0, hi: Number.POSITIVE_INFINITY };
const unit: Interval = { lo: -1, hi: 1 };

/** Where a function is defined, if not everywhere. */
export const DOMAINS: { readonly [Name in UnaryOp]?: Interval } = {
  sqrt: nonNegative,
  log: nonNegative,
  log2: nonNegative,
  log10: nonNegative,
  log1p: { lo: -1, hi: Number.POSITIVE_INFINITY },
  asin: unit,
  acos: unit,
  atanh: unit,
  acosh: { lo: 1, hi: Number.POSITIVE_INFINITY },
};

/** Of a function that never falls; its range bounds what rounding outwards adds. */
function rising(f: (x: number) => number, domain: Interval = ENTIRE, range: Interval = ENTIRE): Unary {
  return (x) => {
    const { lo, hi } = intersection(x, domain);
    return intersection(widened(f(lo), f(hi)), range);
  };
}

/** Of a function whose values are exact steps. */
function stepped(f: (x: number) => number): Unary {
  return (x) => ({ lo: f(x.lo), hi: f(x.hi) });
}

/** Of an even function that rises with |x|. */
function even(f: (x: number) => number, range: Interval): Unary {
  return (x) => intersection(widened(f(mignitude(x)), f(magnitude(x))), range);
}

/** Far out, or where an extremum is this near, the reduction of the angle is not relied on. */
const [largestAngle, slack] = [1e6, 1e-9];

/** Whether some centre + k·period lies in the interval, or so near to it that rounding might hide it. */
function reaches({ lo, hi }: Interval, centre: number, period: number): boolean {
  return Math.floor((hi + slack - centre) / period) >= Math.ceil((lo - slack - centre) / period);
}

/** Of sin(x + shift·π/2), shift 0 or 1. */
function wave(f: (x: number) => number, top: number): Unary {
  return (x) => {
    if (isEmpty(x)) return EMPTY;
    if (!(magnitude(x) < largestAngle)) return unit;
    const ends = hull(widened(f(x.lo), f(x.lo)), widened(f(x.hi), f(x.hi)));
    const hi = reaches(x, top, 2 * Math.PI) ? 1 : ends.hi;
    const lo = reaches(x, top + Math.PI, 2 * Math.PI) ? -1 : ends.lo;
    return intersection({ lo, hi }, unit);
  };
}

function tan(x: Interval): Interval {
  if (!(magnitude(x) < largestAngle) || reaches(x, Math.PI / 2, Math.PI)) return isEmpty(x) ? EMPTY : ENTIRE;
  return widened(Math.tan(x.lo), Math.tan(x.hi));
}

function abs(x: Interval): Interval {
  return isEmpty(x) ? EMPTY : { lo: mignitude(x), hi: magnitude(x) };
}

export const INTERVAL_UNARY: { readonly [Name in UnaryOp]: Unary } = {
  neg,
  abs,
  sign: stepped(Math.sign),
  sqrt: rising(Math.sqrt, nonNegative, nonNegative),
  cbrt: rising(Math.cbrt),
  exp: rising(Math.exp, ENTIRE, nonNegative),
  expm1: rising(Math.expm1, ENTIRE, { lo: -1, hi: Number.POSITIVE_INFINITY }),
  log: rising(Math.log, nonNegative),
  log1p: rising(Math.log1p, DOMAINS.log1p),
  log2: rising(Math.log2, nonNegative),
  log10: rising(Math.log10, nonNegative),
  sin: wave(Math.sin, Math.PI / 2),
  cos: wave(Math.cos, 0),
  tan,
  asin: rising(Math.asin, unit),
  acos: (x) => neg(rising((t) => -Math.acos(t), unit)(x)),
  atan: rising(Math.atan),
  sinh: rising(Math.sinh),
  cosh: even(Math.cosh, { lo: 1, hi: Number.POSITIVE_INFINITY }),
  tanh: rising(Math.tanh, ENTIRE, unit),
  asinh: rising(Math.asinh),
  acosh: rising(Math.acosh, DOMAINS.acosh, nonNegative),
  atanh: rising(Math.atanh, unit),
  floor: stepped(Math.floor),
  ceil: stepped(Math.ceil),
  round: stepped(Math.round),
  trunc: stepped(Math.trunc),
  fround: stepped(Math.fround),
  not: (x) => (isTrue(x) ? ZERO : isFalse(x) ? ONE : MAYBE),
};

export const isTrue = (x: Interval): boolean => !contains(x, 0) && !isEmpty(x);
export const isFalse = (x: Interval): boolean => isZero(x) || isEmpty(x);

function truth(certainly: boolean, certainlyNot: boolean): Interval {
  return certainly ? ONE : certainlyNot ? ZERO : MAYBE;
}

/** xⁿ for a whole n: exact monotony, no detour through logarithms. */
function wholePower(x: Interval, n: number): Interval {
  if (n === 0) return ONE;
  if (n === 1) return x;
  if (n === 2) return square(x);
  if (n < 0) return div(ONE, wholePower(x, -n));
  const power = (t: number): number => t ** n;
  return n % 2 === 0 ? even(power, nonNegative)(x) : rising(power)(x);
}

/** x^y over x ≥ 0: monotone in each, so that the extremes are at corners. */
function realPower(x: Interval, y: Interval): Interval {
  const base = intersection(x, nonNegative);
  if (isEmpty(base) || isEmpty(y)) return EMPTY;
  const corners = [base.lo ** y.lo, base.lo ** y.hi, base.hi ** y.lo, base.hi ** y.hi];
  return intersection(widened(Math.min(...corners), Math.max(...corners)), nonNegative);
}

export const isWholeNumber = (y: Interval): boolean => isPoint(y) && Number.isInteger(y.lo);

/** A negative base has powers at the whole numbers among the exponents. */
function pow(x: Interval, y: Interval): Interval {
  if (isWholeNumber(y)) return wholePower(x, y.lo);
  const positive = realPower(x, y);
  if (!(x.lo < 0 && Math.floor(y.hi) >= y.lo)) return positive;
  const size = realPower(abs(x), y);
  return hull(size, neg(size));
}

/** x − trunc(x / y)·y, tight while the quotient stays between two whole numbers. */
function mod(x: Interval, y: Interval): Interval {
  return sub(x, mul(INTERVAL_UNARY.trunc(div(x, y)), y));
}

/** The angle of (x, y): off the cut along the negative x axis the extremes are at corners. */
function atan2(y: Interval, x: Interval): Interval {
  if (isEmpty(x) || isEmpty(y)) return EMPTY;
  if (x.lo <= 0 && contains(y, 0)) return widened(-Math.PI, Math.PI);
  const corners = [Math.atan2(y.lo, x.lo), Math.atan2(y.lo, x.hi), Math.atan2(y.hi, x.lo), Math.atan2(y.hi, x.hi)];
  return widened(Math.min(...corners), Math.max(...corners));
}

export const INTERVAL_BINARY: { readonly [Name in BinaryOp]: Binary } = {
  add,
  sub,
  mul,
  div,
  mod,
  pow,
  max: (x, y) => ({ lo: Math.max(x.lo, y.lo), hi: Math.max(x.hi, y.hi) }),
  min: (x, y) => ({ lo: Math.min(x.lo, y.lo), hi: Math.min(x.hi, y.hi) }),
  atan2,
  hypot: (x, y) => INTERVAL_UNARY.sqrt(add(square(x), square(y))),
  less: (x, y) => truth(x.hi < y.lo, x.lo >= y.hi || isEmpty(x) || isEmpty(y)),
  lessEqual: (x, y) => truth(x.hi <= y.lo, x.lo > y.hi || isEmpty(x) || isEmpty(y)),
  equal: (x, y) => truth(isPoint(x) && isPoint(y) && x.lo === y.lo, isEmpty(intersection(x, y))),
  and: (x, y) => truth(isTrue(x) && isTrue(y), isFalse(x) || isFalse(y)),
  or: (x, y) => truth(isTrue(x) || isTrue(y), isFalse(x) && isFalse(y)),
};

/** `x` or `y`, or both where the condition is open. */
export function choose(condition: Interval, x: Interval, y: Interval): Interval {
  if (isTrue(condition)) return x;
  return isFalse(condition) ? y : hull(x, y);
}

export const constant = (value: number): Interval => (value === 0 ? ZERO : value === 1 ? ONE : point(value));
