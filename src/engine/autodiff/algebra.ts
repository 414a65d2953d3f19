import { type BinaryOp, EVALUATE_BINARY, EVALUATE_UNARY, type UnaryOp } from './ops';

/**
 * What derivative rules are written in. Over numbers a rule is evaluated, over dual numbers it is differentiated once more,
 * over nodes of a graph it becomes part of a derivative program: one table of rules serves all three.
 */
export interface Algebra<T> {
  constant(value: number): T;
  unary(op: UnaryOp, x: T): T;
  binary(op: BinaryOp, x: T, y: T): T;
  /** `x` where `condition` is not 0, else `y`; the other one may be NaN without harm. */
  select(condition: T, x: T, y: T): T;
}

export const numbers: Algebra<number> = {
  constant: (value) => value,
  unary: (op, x) => EVALUATE_UNARY[op](x),
  binary: (op, x, y) => EVALUATE_BINARY[op](x, y),
  select: (condition, x, y) => (condition ? x : y),
};
