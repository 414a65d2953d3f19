import { numbers } from './algebra';
import { dual, duals } from './dual';
import type { Evaluator } from './evaluator';
import type { HessianMatrix } from './hessianMatrix';
import { ARITY, type BinaryOp, EVALUATE, OP, OPS, type UnaryOp } from './ops';
import { BINARY_RULES, UNARY_RULES } from './rules';
import type { Trace } from './trace';

const { add: ADD, sub: SUB, mul: MUL, div: DIV, select: SELECT, abs: ABS, max: MAX, min: MIN, external: EXTERNAL } = OP;

/**
 * Evaluates a trace node by node: values forward, adjoints in reverse, and H·v by the forward derivative of both
 * (Pearlmutter, Neural Computation 6, 1994). The reference for every compiled form, and what serves until there is one.
 *
 * Adjoints only ever reach the branch that a selection, a maximum or a minimum took, so that an infinite slope in the other
 * one can do no harm; everywhere else 0·∞ is NaN, as it should be.
 *
 * At a kink of |x|, max or min the Hessian is the mean of those of the two smooth pieces that meet there. So where kinks
 * cancel, as in max(z, 0) + log(1 + exp(−|z|)) at z = 0, it is the Hessian of the smooth sum.
 */
export class Interpreter implements Evaluator {
  readonly values: Float64Array;
  private readonly adjoints: Float64Array;
  private readonly reached: Uint8Array;
  /** Derivatives of values and adjoints along v; made when first needed. */
  private tangents = new Float64Array(0);
  private adjointTangents = new Float64Array(0);
  /** Which of the pieces that meet at a kink second derivatives are taken of, and whether the last sweep met one. */
  private side: 1 | -1 = 1;
  private metKink = false;

  constructor(readonly trace: Trace) {
    this.values = trace.values.slice();
    this.adjoints = new Float64Array(trace.values.length);
    this.reached = new Uint8Array(trace.values.length);
  }

  value(x: Float64Array): number | undefined {
    this.evaluate(x);
    return this.holds() ? this.values[this.trace.output] : undefined;
  }

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    const value = this.value(x);
    if (value === undefined) return undefined;
    this.reverse();
    gradient.set(this.adjoints.subarray(0, this.trace.inputs));
    return value;
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    if (this.value(x) === undefined) return false;
    this.multiply(v, product);
    return true;
  }

  hessian(x: Float64Array, matrix: HessianMatrix): boolean {
    if (this.value(x) === undefined) return false;
    const hessian = matrix.overwritten();
    const n = this.trace.inputs;
    const direction = new Float64Array(n);
    const column = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      direction.fill(0)[j] = 1;
      this.multiply(direction, column);
      for (let i = j; i < n; i++) hessian[i * n + j] = hessian[j * n + i] = column[i];
    }
    return true;
  }

  /** Adjoints ∂L/∂node after a reverse sweep at x, and which nodes the sweep reached; undefined off the recorded path. */
  sweep(x: Float64Array): { readonly adjoints: Float64Array; readonly reached: Uint8Array } | undefined {
    if (this.value(x) === undefined) return undefined;
    this.reverse();
    return { adjoints: this.adjoints, reached: this.reached };
  }

  private evaluate(x: Float64Array): void {
    const { nodes, inputs, op, a, b, c } = this.trace;
    const { values } = this;
    values.set(x);
    for (let i = inputs; i < nodes; i++) {
      const code = op[i];
      if (code === ADD) values[i] = values[a[i]] + values[b[i]];
      else if (code === MUL) values[i] = values[a[i]] * values[b[i]];
      else if (code === SUB) values[i] = values[a[i]] - values[b[i]];
      else if (code !== EXTERNAL) values[i] = EVALUATE[code](values[a[i]], values[b[i]], values[c[i]]);
    }
  }

  private holds(): boolean {
    const { values } = this;
    return this.trace.guards.every(({ node, expected }) => values[node] === expected);
  }

  private reverse(): void {
    const { trace, values, adjoints, reached } = this;
    const { inputs, op, a, b, c, output } = trace;
    adjoints.fill(0);
    reached.fill(0);
    adjoints[output] = reached[output] = 1;
    for (let i = Math.min(output, trace.nodes - 1); i >= inputs; i--) {
      if (reached[i] === 0) continue;
      const w = adjoints[i];
      const x = a[i];
      const y = b[i];
      const code = op[i];
      if (code === ADD) {
        adjoints[x] += w;
        adjoints[y] += w;
        reached[x] = reached[y] = 1;
      } else if (code === MUL) {
        adjoints[x] += w * values[y];
        adjoints[y] += w * values[x];
        reached[x] = reached[y] = 1;
      } else if (code === SUB) {
        adjoints[x] += w;
        adjoints[y] -= w;
        reached[x] = reached[y] = 1;
      } else if (code === DIV) {
        this.push(x, w / values[y]);
        if (y < trace.nodes) this.push(y, -(w / values[y]) * values[i]);
      } else if (code === SELECT) this.push(values[x] ? y : c[i], w);
      else if (code !== EXTERNAL) this.pushByRule(i, w);
    }
  }

  private push(operand: number, contribution: number): void {
    this.adjoints[operand] += contribution;
    this.reached[operand] = 1;
  }

  private pushByRule(i: number, w: number): void {
    const { values, trace } = this;
    const [a, b, code] = [trace.a[i], trace.b[i], trace.op[i]];
    if (ARITY[code] === 1) {
      const rule = UNARY_RULES[OPS[code] as UnaryOp];
      if (rule !== 'flat') this.push(a, w * rule(numbers, values[a], values[i]));
      return;
    }
    const rules = BINARY_RULES[OPS[code] as BinaryOp];
    if (rules === 'flat') return;
    const choice = code === MAX || code === MIN;
    const contribute = (operand: number, rule: typeof rules.left) => {
      if (operand >= trace.nodes) return;
      const partial = rule(numbers, values[a], values[b], values[i]);
      if (partial !== 0 || !choice) this.push(operand, w * partial);
    };
    contribute(a, rules.left);
    contribute(b, rules.right);
  }

  /** H·v at the point last evaluated. */
  private multiply(v: Float64Array, product: Float64Array): void {
    this.side = 1;
    this.multiplyOnSide(v, product);
    if (!this.metKink) return;
    const first = product.slice();
    this.side = -1;
    this.multiplyOnSide(v, product);
    for (let i = 0; i < product.length; i++) product[i] = (first[i] + product[i]) / 2;
  }

  private multiplyOnSide(v: Float64Array, product: Float64Array): void {
    this.metKink = false;
    const { trace, adjoints, reached } = this;
    if (this.tangents.length === 0) {
      this.tangents = new Float64Array(trace.values.length);
      this.adjointTangents = new Float64Array(trace.values.length);
    }
    const { adjointTangents } = this;
    this.forwardTangents(v);
    adjoints.fill(0);
    adjointTangents.fill(0);
    reached.fill(0);
    adjoints[trace.output] = reached[trace.output] = 1;
    for (let i = Math.min(trace.output, trace.nodes - 1); i >= trace.inputs; i--) if (reached[i] !== 0) this.pushTwice(i);
    product.set(adjointTangents.subarray(0, trace.inputs));
  }

  private forwardTangents(v: Float64Array): void {
    const { trace, values, tangents } = this;
    const { inputs, nodes, op, a, b, c } = trace;
    tangents.set(v);
    for (let i = inputs; i < nodes; i++) {
      const code = op[i];
      const x = a[i];
      const y = b[i];
      if (code === ADD) tangents[i] = tangents[x] + tangents[y];
      else if (code === SUB) tangents[i] = tangents[x] - tangents[y];
      else if (code === MUL) tangents[i] = tangents[x] * values[y] + values[x] * tangents[y];
      else if (code === SELECT) tangents[i] = tangents[values[x] ? y : c[i]];
      else tangents[i] = code === EXTERNAL ? 0 : this.tangentByRule(i);
    }
  }

  private tangentByRule(i: number): number {
    const { trace, values, tangents } = this;
    const [a, b, code] = [trace.a[i], trace.b[i], trace.op[i]];
    const x = dual(values[a], tangents[a]);
    const piece = this.piece(i);
    if (piece !== undefined) return piece.slope * tangents[piece.operand];
    if (ARITY[code] === 1) return duals.unary(OPS[code] as UnaryOp, x).tangent;
    return duals.binary(OPS[code] as BinaryOp, x, dual(values[b], tangents[b])).tangent;
  }

  private pushTwice(i: number): void {
    const { trace, values, tangents, adjoints } = this;
    const a = trace.a[i];
    const b = trace.b[i];
    const code = trace.op[i];
    const w = adjoints[i];
    const dw = this.adjointTangents[i];
    if (code === ADD || code === SUB) {
      this.pushPair(a, w, dw);
      this.pushPair(b, code === ADD ? w : -w, code === ADD ? dw : -dw);
    } else if (code === MUL) {
      this.pushPair(a, w * values[b], dw * values[b] + w * tangents[b]);
      this.pushPair(b, w * values[a], dw * values[a] + w * tangents[a]);
    } else if (code === SELECT) this.pushPair(values[a] ? b : trace.c[i], w, dw);
    else if (code !== EXTERNAL) this.pushTwiceByRule(i, w, dw);
  }

  private pushPair(operand: number, contribution: number, tangent: number): void {
    this.adjoints[operand] += contribution;
    this.adjointTangents[operand] += tangent;
    this.reached[operand] = 1;
  }

  /** At a kink: the operand that the piece in question follows, and ±1. */
  private piece(i: number): { readonly operand: number; readonly slope: 1 | -1 } | undefined {
    const { op, a, b } = this.trace;
    const { values, side } = this;
    if (op[i] === ABS) return values[a[i]] === 0 ? { operand: a[i], slope: side } : undefined;
    if (op[i] !== MAX && op[i] !== MIN) return undefined;
    return values[a[i]] === values[b[i]] ? { operand: side === 1 ? a[i] : b[i], slope: 1 } : undefined;
  }

  private pushTwiceByRule(i: number, w: number, dw: number): void {
    const piece = this.piece(i);
    if (piece !== undefined) {
      this.metKink = true;
      this.pushPair(piece.operand, piece.slope * w, piece.slope * dw);
      return;
    }
    const { trace, values, tangents } = this;
    const [a, b, code] = [trace.a[i], trace.b[i], trace.op[i]];
    const [x, f] = [dual(values[a], tangents[a]), dual(values[i], tangents[i])];
    if (ARITY[code] === 1) {
      const rule = UNARY_RULES[OPS[code] as UnaryOp];
      if (rule === 'flat') return;
      const p = rule(duals, x, f);
      this.pushPair(a, w * p.value, dw * p.value + w * p.tangent);
      return;
    }
    const rules = BINARY_RULES[OPS[code] as BinaryOp];
    if (rules === 'flat') return;
    const y = dual(values[b], tangents[b]);
    const choice = code === MAX || code === MIN;
    const contribute = (operand: number, rule: typeof rules.left) => {
      if (operand >= trace.nodes) return;
      const p = rule(duals, x, y, f);
      if (p.value !== 0 || !choice) this.pushPair(operand, w * p.value, dw * p.value + w * p.tangent);
    };
    contribute(a, rules.left);
    contribute(b, rules.right);
  }
}
