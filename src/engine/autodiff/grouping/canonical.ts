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

  constructor(private readonly trace: Trace) {
    this.stamp = new Int32Array(trace.nodes);
    this.number = new Int32Array(trace.nodes);
  }

  form({ terms, guards }: Component): CanonicalForm {
    this.current++;
    this.code = [];
    this.leaves = [];
    this.constants = [];
    this.operations = 0;
    for (const { node, coefficient } of terms) {
      this.visit(node);
      this.code.push(MARK.term, this.reference(node));
      this.constants.push(coefficient);
    }
    for (const { node, expected } of guards) {
      this.visit(node);
      this.code.push(expected ? MARK.trueGuard : MARK.falseGuard, this.reference(node));
    }
    return { code: this.code, leaves: this.leaves, constants: this.constants };
  }

  /** Writes the operations below a node, operands first. */
  private visit(root: number): void {
    const { trace } = this;
    const pending = [root];
    while (pending.length > 0) {
      const node = pending[pending.length - 1];
      if (node >= trace.nodes || this.stamp[node] === this.current) pending.pop();
      else if (isLeaf(trace, node)) this.settle(node, this.leaves.push(node) - 1, pending);
      else {
        const waiting = this.operandsOf(node).filter((operand) => operand < trace.nodes && this.stamp[operand] !== this.current);
        if (waiting.length > 0) pending.push(...waiting.reverse());
        else {
          this.code.push(trace.op[node]);
          for (const operand of this.operandsOf(node)) this.code.push(this.reference(operand));
          this.settle(node, this.operations++, pending);
        }
      }
    }
  }

  private settle(node: number, number: number, pending: number[]): void {
    this.stamp[node] = this.current;
    this.number[node] = number;
    pending.pop();
  }

  private operandsOf(node: number): number[] {
    const { a, b, c, op } = this.trace;
    return [a[node], b[node], c[node]].slice(0, ARITY[op[node]]);
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
