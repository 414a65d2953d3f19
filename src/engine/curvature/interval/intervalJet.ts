import type { BinaryOp, UnaryOp } from '../../autodiff/ops';
import { choose, constant, isFalse, isTrue, isWholeNumber } from './elementary';
import { add, ENTIRE, hull, type Interval, mul, neg, point, square, sub, ZERO } from './interval';
import { binarySlopes, powerSlopes, type UnarySlopes, unarySlopes } from './slopes';

/**
 * Bounds, over a whole box, of a value, its gradient and its Hessian (upper triangle by rows). Entries that are identically
 * 0 are the object ZERO, which arithmetic skips; a constant has no entries at all.
 */
export interface IntervalJet {
  readonly value: Interval;
  readonly gradient: readonly Interval[];
  readonly hessian: readonly Interval[];
}

export const constantJet = (value: number): IntervalJet => ({ value: constant(value), gradient: [], hessian: [] });

/** Variable i of n. */
export function variableJet(value: Interval, i: number, n: number): IntervalJet {
  return {
    value,
    gradient: Array.from({ length: n }, (_, j) => (i === j ? constant(1) : ZERO)),
    hessian: Array.from({ length: (n * (n + 1)) / 2 }, () => ZERO),
  };
}

const moves = ({ gradient }: IntervalJet): boolean => gradient.length > 0;

/** Σ over the operands' chain rules: `first`·∇ and `first`·∇² + `second`·∇∇ᵀ, built entry by entry. */
function mapEntries(n: number, gradient: (i: number) => Interval, hessian: (i: number, j: number, at: number) => Interval) {
  const g: Interval[] = [];
  const h: Interval[] = [];
  for (let i = 0; i < n; i++) {
    g.push(gradient(i));
    for (let j = i; j < n; j++) h.push(hessian(i, j, h.length));
  }
  return { gradient: g, hessian: h };
}

const outer = ({ gradient: g }: IntervalJet, i: number, j: number): Interval => (i === j ? square(g[i]) : mul(g[i], g[j]));

export function unaryJet(op: UnaryOp, x: IntervalJet): IntervalJet {
  return composed(unarySlopes(op, x.value), x);
}

/** f(x) by the chain rule. */
function composed({ value, first, second }: UnarySlopes, x: IntervalJet): IntervalJet {
  if (!moves(x)) return { value, gradient: [], hessian: [] };
  const entries = mapEntries(
    x.gradient.length,
    (i) => mul(first, x.gradient[i]),
    (i, j, at) => add(mul(second, outer(x, i, j)), mul(first, x.hessian[at])),
  );
  return { value, ...entries };
}

/** @param same whether both operands are one and the same node, so that x·x is a square. */
export function binaryJet(op: BinaryOp, x: IntervalJet, y: IntervalJet, same: boolean): IntervalJet {
  if (op === 'add') return sum(x, y);
  if (op === 'sub') return same ? difference(x, x, ZERO) : difference(x, y, sub(x.value, y.value));
  if (op === 'mul') return same ? squared(x) : product(x, y);
  if (op === 'pow' && !moves(y) && isWholeNumber(y.value)) return composed(powerSlopes(x.value, y.value.lo), x);
  const slopes = binarySlopes(op, x.value, y.value, moves(x), moves(y));
  const n = Math.max(x.gradient.length, y.gradient.length);
  const [xs, ys] = [padded(x, n), padded(y, n)];
  const entries = mapEntries(
    n,
    (i) => add(mul(slopes.x, xs.gradient[i]), mul(slopes.y, ys.gradient[i])),
    (i, j, at) => {
      const linear = add(mul(slopes.x, xs.hessian[at]), mul(slopes.y, ys.hessian[at]));
      const own = add(mul(slopes.xx, outer(xs, i, j)), mul(slopes.yy, outer(ys, i, j)));
      return add(add(linear, own), mul(slopes.xy, crossed(xs, ys, i, j)));
    },
  );
  return { value: slopes.value, ...entries };
}

/** A constant with as many zeros as the other operand has entries. */
function padded(x: IntervalJet, n: number): IntervalJet {
  return moves(x) ? x : { value: x.value, gradient: Array(n).fill(ZERO), hessian: Array((n * (n + 1)) / 2).fill(ZERO) };
}

/** ∂ᵢx ∂ⱼy + ∂ⱼx ∂ᵢy */
function crossed({ gradient: g }: IntervalJet, { gradient: h }: IntervalJet, i: number, j: number): Interval {
  return i === j ? mul(point(2), mul(g[i], h[i])) : add(mul(g[i], h[j]), mul(g[j], h[i]));
}

function sum(x: IntervalJet, y: IntervalJet): IntervalJet {
  const value = add(x.value, y.value);
  if (!moves(x)) return { ...y, value };
  if (!moves(y)) return { ...x, value };
  return { value, gradient: x.gradient.map((g, i) => add(g, y.gradient[i])), hessian: x.hessian.map((h, at) => add(h, y.hessian[at])) };
}

function difference(x: IntervalJet, y: IntervalJet, value: Interval): IntervalJet {
  const negative: IntervalJet = { value: neg(y.value), gradient: y.gradient.map(neg), hessian: y.hessian.map(neg) };
  return { ...sum(x, negative), value };
}

function product(x: IntervalJet, y: IntervalJet): IntervalJet {
  const value = mul(x.value, y.value);
  if (!moves(x)) return { value, gradient: y.gradient.map((g) => mul(x.value, g)), hessian: y.hessian.map((h) => mul(x.value, h)) };
  if (!moves(y)) return product(y, x);
  const entries = mapEntries(
    x.gradient.length,
    (i) => add(mul(y.value, x.gradient[i]), mul(x.value, y.gradient[i])),
    (i, j, at) => add(add(mul(y.value, x.hessian[at]), mul(x.value, y.hessian[at])), crossed(x, y, i, j)),
  );
  return { value, ...entries };
}

function squared(x: IntervalJet): IntervalJet {
  const twice = mul(point(2), x.value);
  const entries = mapEntries(
    x.gradient.length,
    (i) => mul(twice, x.gradient[i]),
    (i, j, at) => add(mul(twice, x.hessian[at]), mul(point(2), outer(x, i, j))),
  );
  return { value: square(x.value), ...entries };
}

/** Where the condition is open, bounds of both; the loss or its slope may jump, so that nothing is known of the second derivative. */
export function selectJet(condition: Interval, x: IntervalJet, y: IntervalJet, n: number): IntervalJet {
  if (isTrue(condition)) return x;
  if (isFalse(condition)) return y;
  const [xs, ys] = [padded(x, n), padded(y, n)];
  return {
    value: choose(condition, x.value, y.value),
    gradient: xs.gradient.map((g, i) => hull(g, ys.gradient[i])),
    hessian: xs.hessian.map(() => ENTIRE),
  };
}
