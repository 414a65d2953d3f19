import { ARITY, OP } from '../ops';
import type { Trace } from '../trace';
import { type Component, isLeaf } from './components';

/**
 * What a component computes, written so that two components that do the same on different parameters and constants read the
 * same: operations in order of first use, operands by number. Leaves and constants are numbered apart and listed beside it.
 */
export interface CanonicalForm {
  readonly code: readonly number[];
  readonly leaves: readonly number[];
  readonly constants: readonly number[];
}

/** Kinds of operand in the code, in its two lowest bits. */
export const OPERAND = { parameter: 0, constant: 1, operation: 2, external: 3 } as const;
/** Marks in the code, apart from operation codes. */
export const MARK = { term: -1, falseGuard: -2, trueGuard: -3 } as const;

/** Numbers nodes of one component at a time; keeps its marks in arrays as long as the trace. */
export class Canonizer {
  private readonly stamp: Int32Array;
  private readonly number: Int32Array;
  private current = 0;
  private code: number[] = [];
  private leaves: number[] = [];
  private constants: number[] = [];
  private operations = 0;
  private readonly pending: number[] = [];

  constructor(private readonly trace: Trace) {
    this.stamp = new Int32Array(trace.nodes);
    this.number = new Int32Array(trace.nodes);
  }

  /** Undefined if the code would have more words than that. */
  form({ terms, guards }: Component, words: number): CanonicalForm | undefined {
    this.current++;
    this.code = [];
    this.leaves = [];
    this.constants = [];
    this.operations = 0;
    for (const { node, coefficient } of terms) {
      if (!this.visit(node, words)) return undefined;
      this.code.push(MARK.term, this.reference(node));
      this.constants.push(coefficient);
    }
    for (const { node, expected } of guards) {
      if (!this.visit(node, words)) return undefined;
      this.code.push(expected ? MARK.trueGuard : MARK.falseGuard, this.reference(node));
    }
    return { code: this.code, leaves: this.leaves, constants: this.constants };
  }

  /** Writes the operations below a node, operands first: a walk with a stack of its own, since chains can be long. False where it gave up. */
  private visit(root: number, words: number): boolean {
    const { trace, pending } = this;
    pending.push(root);
    while (pending.length > 0) {
      if (this.code.length > words) return false;
      const node = pending[pending.length - 1];
      if (this.isSettled(node)) pending.pop();
      else if (isLeaf(trace, node)) this.settle(node, this.leaves.push(node) - 1);
      else if (!this.pushUnsettledOperands(node)) {
        const arity = ARITY[trace.op[node]];
        this.code.push(trace.op[node]);
        if (arity > 0) this.code.push(this.reference(trace.a[node]));
        if (arity > 1) this.code.push(this.reference(trace.b[node]));
        if (arity > 2) this.code.push(this.reference(trace.c[node]));
        this.settle(node, this.operations++);
      }
    }
    return true;
  }

  /** The first operand ends on top. */
  private pushUnsettledOperands(node: number): boolean {
    const { trace, pending } = this;
    const before = pending.length;
    const arity = ARITY[trace.op[node]];
    if (arity > 2 && !this.isSettled(trace.c[node])) pending.push(trace.c[node]);
    if (arity > 1 && !this.isSettled(trace.b[node])) pending.push(trace.b[node]);
    if (arity > 0 && !this.isSettled(trace.a[node])) pending.push(trace.a[node]);
    return pending.length > before;
  }

  private isSettled(node: number): boolean {
    return node >= this.trace.nodes || this.stamp[node] === this.current;
  }

  private settle(node: number, number: number): void {
    this.stamp[node] = this.current;
    this.number[node] = number;
    this.pending.pop();
  }

  private reference(operand: number): number {
    if (operand >= this.trace.nodes) return (this.constants.push(this.trace.values[operand]) - 1) * 4 + OPERAND.constant;
    return this.number[operand] * 4 + this.kindOf(operand);
  }

  private kindOf(node: number): number {
    if (this.trace.op[node] === OP.input) return OPERAND.parameter;
    return this.trace.op[node] === OP.external ? OPERAND.external : OPERAND.operation;
  }
}
