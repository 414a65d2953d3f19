import { Graph } from '../graph/graph';
import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import { MARK, OPERAND } from './canonical';

/** What a slot of a kernel holds in each instance: the same thing, or entry i of a table. */
export type Slot =
  | { readonly kind: 'parameter'; readonly index: Int32Array; readonly invariant: boolean }
  | { readonly kind: 'external'; readonly index: Int32Array; readonly invariant: boolean }
  | { readonly kind: 'constant'; readonly values: Float64Array };

/** A computation that the loss makes `count` times on different parameters and constants. Slot s is input s of the graph. */
export interface Kernel {
  readonly count: number;
  readonly graph: Graph;
  readonly slots: readonly Slot[];
  /** The instance's share of the loss; undefined where it only holds guards. */
  readonly output: number | undefined;
  readonly guards: readonly { readonly node: number; readonly expected: 0 | 1 }[];
  /** 1 on a kink of |x|, max or min. */
  readonly kink: number | undefined;
}

/** A loss re-rolled: constant + Σ over kernels Σ over instances. */
export interface RolledLoss {
  readonly inputs: number;
  readonly constant: number;
  readonly kernels: readonly Kernel[];
}

/** Components that do the same, in columns by leaf and by constant; each trace that was added gave one piece of each column. */
export interface Group {
  readonly code: readonly number[];
  readonly leaves: { readonly kind: 'parameter' | 'external'; readonly pieces: Int32Array[] }[];
  readonly constants: Float64Array[][];
  count: number;
}

/** The kernel whose instances a group has. */
export function kernelOf({ code, leaves, constants, count }: Group): Kernel {
  const graph = new Graph();
  const slots: Slot[] = leaves.map(({ kind, pieces }) => leafSlot(kind, joined(pieces, Int32Array)));
  const nodes = constants.map((pieces) => {
    const values = joined(pieces, Float64Array);
    return values.every((value) => Object.is(value, values[0]))
      ? graph.constant(values[0])
      : graph.input(slots.push({ kind: 'constant', values }) - 1);
  });
  return { count, graph, slots, ...new KernelReader(graph, code, nodes).read() };
}

function joined<T extends { readonly length: number; set(from: T, at: number): void }>(
  pieces: readonly T[],
  Type: new (length: number) => T,
): T {
  if (pieces.length === 1) return pieces[0];
  const whole = new Type(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function leafSlot(kind: 'parameter' | 'external', index: Int32Array): Slot {
  return { kind, index, invariant: index.every((node) => node === index[0]) };
}

/** Turns canonical code back into a graph. */
class KernelReader {
  private position = 0;
  private nextConstant = 0;
  private readonly operations: number[] = [];
  private readonly guards: { node: number; expected: 0 | 1 }[] = [];
  private output: number | undefined;
  private kink: number | undefined;

  constructor(
    private readonly graph: Graph,
    private readonly code: readonly number[],
    private readonly constants: readonly number[],
  ) {}

  read(): Pick<Kernel, 'output' | 'guards' | 'kink'> {
    while (this.position < this.code.length) this.step(this.code[this.position++]);
    return { output: this.output, guards: this.guards, kink: this.kink };
  }

  private step(word: number): void {
    if (word >= 0) this.operations.push(this.operation(word));
    else if (word === MARK.term) this.addTerm(this.operand());
    else this.guards.push({ node: this.operand(), expected: word === MARK.trueGuard ? 1 : 0 });
  }

  private addTerm(node: number): void {
    const term = this.graph.binary('mul', this.constants[this.nextConstant++], node);
    this.output = this.output === undefined ? term : this.graph.binary('add', this.output, term);
  }

  private operation(code: number): number {
    const { graph } = this;
    const operands = Array.from({ length: ARITY[code] }, () => this.operand());
    const [x, y, z] = operands;
    this.noteKink(code, x, y);
    if (operands.length === 1) return graph.unary(OPS[code] as UnaryOp, x);
    return operands.length === 2 ? graph.binary(OPS[code] as BinaryOp, x, y) : graph.select(x, y, z);
  }

  private noteKink(code: number, x: number, y: number): void {
    const { graph } = this;
    if (code !== OP.abs && code !== OP.max && code !== OP.min) return;
    const here = graph.binary('equal', x, code === OP.abs ? graph.constant(0) : y);
    this.kink = this.kink === undefined ? here : graph.binary('or', this.kink, here);
  }

  private operand(): number {
    const reference = this.code[this.position++];
    const kind = reference & 3;
    if (kind === OPERAND.constant) return this.constants[this.nextConstant++];
    return kind === OPERAND.operation ? this.operations[reference >> 2] : this.graph.input(reference >> 2);
  }
}
