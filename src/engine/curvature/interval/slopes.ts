import type { Algebra } from '../../autodiff/algebra';
import type { BinaryOp, UnaryOp } from '../../autodiff/ops';
import { BINARY_RULES, UNARY_RULES } from '../../autodiff/rules';
import { choose, constant, DOMAINS, INTERVAL_BINARY, INTERVAL_UNARY, isFalse, isTrue } from './elementary';
import { add, contains, ENTIRE, hull, type Interval, intersection, isPoint, MAYBE, mul, ONE, point, square, sub, ZERO } from './interval';

const intervals: Algebra<Interval> = {
  constant,
  unary: (op, x) => INTERVAL_UNARY[op](x),
  binary: (op, x, y) => INTERVAL_BINARY[op](x, y),
  select: choose,
};

/** x + x′ε with ε² = 0 over intervals: carries the derivative of a rule, which is the second derivative of its operation. */
interface IntervalDual {
  readonly value: Interval;
  readonly tangent: Interval;
}

/** A step function has no bounded slope across a step. */
function stepSlope(value: Interval, moves: boolean): Interval {
  return moves && !isPoint(value) ? ENTIRE : ZERO;
}

const duals: Algebra<IntervalDual> = {
  constant: (value) => ({ value: constant(value), tangent: ZERO }),
  unary(op, x) {
    const value = INTERVAL_UNARY[op](x.value);
    const rule = UNARY_RULES[op];
    const moves = x.tangent !== ZERO;
    if (rule === 'flat') return { value, tangent: stepSlope(value, moves) };
    return { value, tangent: moves ? mul(rule(intervals, x.value, value), x.tangent) : ZERO };
  },
  binary(op, x, y) {
    const value = INTERVAL_BINARY[op](x.value, y.value);
    const rules = BINARY_RULES[op];
    const [left, right] = [x.tangent !== ZERO, y.tangent !== ZERO];
    if (rules === 'flat') return { value, tangent: stepSlope(value, left || right) };
    const along = left ? mul(rules.left(intervals, x.value, y.value, value), x.tangent) : ZERO;
    return { value, tangent: right ? add(along, mul(rules.right(intervals, x.value, y.value, value), y.tangent)) : along };
  },
  select(condition, x, y) {
    if (isTrue(condition.value)) return x;
    if (isFalse(condition.value)) return y;
    const jumps = condition.tangent !== ZERO;
    const value = choose(condition.value, x.value, y.value);
    return { value, tangent: jumps ? ENTIRE : choose(condition.value, x.tangent, y.tangent) };
  },
};

/** The slopes of |x| on both sides of its kink; products of them with others are averaged for the Hessian there. */
const EITHER_SIGN: Interval = { lo: -1, hi: 1 };

/** f, f′ and f″ over an interval. */
export interface UnarySlopes {
  readonly value: Interval;
  readonly first: Interval;
  readonly second: Interval;
}

/** Where the general rules, applied to intervals, would count one operand twice and so answer too widely, or have a kink. */
const special: { readonly [Name in UnaryOp]?: (x: Interval, value: Interval) => Omit<UnarySlopes, 'value'> } = {
  abs(x) {
    const sign = INTERVAL_UNARY.sign(x);
    return { first: contains(x, 0) ? hull(sign, EITHER_SIGN) : sign, second: stepSlope(sign, true) };
  },
  tanh(_x, t) {
    const first = sub(ONE, square(t));
    return { first, second: mul(point(-2), mul(t, first)) };
  },
};

/** Over the part of x in the domain. */
export function unarySlopes(op: UnaryOp, operand: Interval): UnarySlopes {
  const domain = DOMAINS[op];
  const x = domain ? intersection(operand, domain) : operand;
  const value = INTERVAL_UNARY[op](x);
  const known = special[op]?.(x, value);
  if (known) return { value, ...known };
  const rule = UNARY_RULES[op];
  if (rule === 'flat') return { value, first: ZERO, second: stepSlope(value, true) };
  const first = rule(intervals, x, value);
  const derivative = rule(duals, { value: x, tangent: ONE }, { value, tangent: first });
  return { value, first: derivative.value, second: derivative.tangent };
}

/** Of xⁿ for a whole n. */
export function powerSlopes(x: Interval, n: number): UnarySlopes {
  const power = (k: number): Interval => INTERVAL_BINARY.pow(x, constant(k));
  return { value: power(n), first: scaled(n, power(n - 1)), second: scaled(n * (n - 1), power(n - 2)) };
}

function scaled(factor: number, x: Interval): Interval {
  return factor === 0 ? ZERO : mul(constant(factor), x);
}

/**
 * At one single point where max or min has a kink. The Hessian there is the mean over the smooth pieces that meet, in each of
 * which the slope is 0 or 1, not ½. Over wider intervals that touch, the rules yield [0, 1] by themselves.
 */
function isTie(op: BinaryOp, x: Interval, y: Interval): boolean {
  return (op === 'max' || op === 'min') && isPoint(x) && isPoint(y) && x.lo === y.lo;
}

/** f and its partial derivatives over a box, those in which neither variable is constant. */
export interface BinarySlopes {
  readonly value: Interval;
  readonly x: Interval;
  readonly y: Interval;
  readonly xx: Interval;
  readonly xy: Interval;
  readonly yy: Interval;
}

/** @param xMoves, yMoves whether the operand varies at all; derivatives in one that does not are ZERO. */
export function binarySlopes(op: BinaryOp, x: Interval, y: Interval, xMoves: boolean, yMoves: boolean): BinarySlopes {
  const value = INTERVAL_BINARY[op](x, y);
  const rules = BINARY_RULES[op];
  if (rules === 'flat') {
    const step = stepSlope(value, xMoves || yMoves);
    return { value, x: ZERO, y: ZERO, xx: step, xy: step, yy: step };
  }
  const tied = isTie(op, x, y);
  const firstX = xMoves ? (tied ? MAYBE : rules.left(intervals, x, y, value)) : ZERO;
  const firstY = yMoves ? (tied ? MAYBE : rules.right(intervals, x, y, value)) : ZERO;
  const along = (dx: Interval, dy: Interval) =>
    [
      { value: x, tangent: dx },
      { value: y, tangent: dy },
      { value, tangent: dx === ONE ? firstX : firstY },
    ] as const;
  return {
    value,
    x: firstX,
    y: firstY,
    xx: xMoves ? rules.left(duals, ...along(ONE, ZERO)).tangent : ZERO,
    xy: xMoves && yMoves ? rules.right(duals, ...along(ONE, ZERO)).tangent : ZERO,
    yy: yMoves ? rules.right(duals, ...along(ZERO, ONE)).tangent : ZERO,
  };
}
