import { Graph } from '../graph/graph';
import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import { liveNodes, type Trace } from '../trace';
import { additiveForm } from './additive';
import { type CanonicalForm, Canonizer, MARK, OPERAND } from './canonical';
import { type Component, components } from './components';

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

interface Group {
  readonly code: readonly number[];
  readonly members: Omit<CanonicalForm, 'code'>[];
}

/**
 * Finds the repetitions in a trace by its data flow alone: loops, map and reduce, recursion are all alike. Undefined if the kernels
 * would have more operations than that.
 */
export function roll(trace: Trace, operations: number): RolledLoss | undefined {
  const live = liveNodes(trace, [trace.output, ...trace.guards.map(({ node }) => node)]);
  const form = additiveForm(trace, live);
  const groups = grouped(trace, components(trace, form), MAX_WORDS * operations);
  return groups && { inputs: trace.inputs, constant: form.constant, kernels: groups.map((group) => kernel(trace, group)) };
}

/** What an operation takes in the canonical code at most: itself and three operands. */
const MAX_WORDS = 4;

/** Components that do the same; undefined if their codes would have more words than that in all. */
function grouped(trace: Trace, parts: readonly Component[], words: number): Group[] | undefined {
  const canonizer = new Canonizer(trace);
  const buckets = new Map<number, Group[]>();
  const groups: Group[] = [];
  let left = words;
  for (const part of parts) {
    const form = canonizer.form(part, words);
    if (form === undefined) return undefined;
    const key = hash(form.code);
    const bucket = buckets.get(key) ?? [];
    buckets.set(key, bucket);
    const known = bucket.find(({ code }) => isSame(code, form.code));
    // The code once: members need no copy of it.
    if (known !== undefined) known.members.push({ leaves: form.leaves, constants: form.constants });
    else {
      groups.push(bucket[bucket.push({ code: form.code, members: [form] }) - 1]);
      left -= form.code.length;
      if (left < 0) return undefined;
    }
  }
  return groups;
}

/** FNV-1a over words. */
function hash(code: readonly number[]): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < code.length; i++) h = Math.imul(h ^ code[i], 0x01000193);
  return h;
}

function isSame(p: readonly number[], q: readonly number[]): boolean {
  if (p.length !== q.length) return false;
  for (let i = 0; i < p.length; i++) if (p[i] !== q[i]) return false;
  return true;
}

function kernel(trace: Trace, { code, members }: Group): Kernel {
  const graph = new Graph();
  const slots: Slot[] = members[0].leaves.map((_, s) =>
    leafSlot(
      trace,
      Int32Array.from(members, ({ leaves }) => leaves[s]),
    ),
  );
  const constants = members[0].constants.map((_, k) => {
    const values = Float64Array.from(members, (member) => member.constants[k]);
    return values.every((value) => Object.is(value, values[0]))
      ? graph.constant(values[0])
      : graph.input(slots.push({ kind: 'constant', values }) - 1);
  });
  return { count: members.length, graph, slots, ...new KernelReader(graph, code, constants).read() };
}

function leafSlot(trace: Trace, index: Int32Array): Slot {
  const kind = trace.op[index[0]] === OP.input ? 'parameter' : 'external';
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
