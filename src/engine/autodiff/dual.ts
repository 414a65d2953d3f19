import { type Algebra, numbers } from './algebra';
import { type BinaryOp, EVALUATE_BINARY, EVALUATE_UNARY, type UnaryOp } from './ops';
import { BINARY_RULES, UNARY_RULES } from './rules';

/** x + x′ε with ε² = 0: carrying it through a rule yields the rule's derivative along x′. */
export interface Dual {
  readonly value: number;
  readonly tangent: number;
}

export const dual = (value: number, tangent: number): Dual => ({ value, tangent });

/** A zero tangent stays zero even where the slope is infinite: the operand does not move. */
const scaled = (slope: number, tangent: number): number => (tangent === 0 ? 0 : slope * tangent);

function unary(op: UnaryOp, x: Dual): Dual {
  const value = EVALUATE_UNARY[op](x.value);
  const rule = UNARY_RULES[op];
  return dual(value, rule === 'flat' ? 0 : scaled(rule(numbers, x.value, value), x.tangent));
}

function binary(op: BinaryOp, x: Dual, y: Dual): Dual {
  const value = EVALUATE_BINARY[op](x.value, y.value);
  const rules = BINARY_RULES[op];
  if (rules === 'flat') return dual(value, 0);
  const left = x.tangent === 0 ? 0 : rules.left(numbers, x.value, y.value, value) * x.tangent;
  const right = y.tangent === 0 ? 0 : rules.right(numbers, x.value, y.value, value) * y.tangent;
  return dual(value, left + right);
}

export const duals: Algebra<Dual> = {
  constant: (value) => dual(value, 0),
  unary,
  binary,
  select: (condition, x, y) => (condition.value ? x : y),
};
