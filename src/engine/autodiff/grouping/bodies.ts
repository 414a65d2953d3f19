import { Graph } from '../graph/graph';
import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import { liveNodes, type Trace } from '../trace';
import { type Block, blocksOf, isBranching, operandAt, type Part, type Step } from './blocks';
import { Expectations } from './expectations';
import { type Hazards, hazards } from './hazards';
import { BranchingSteps, RegularSteps, type Steps } from './steps';

/** What a turn reads from outside of itself: an operand of the trace in the first turn, and how far on it is in each next one. */
export interface BodySlot {
  readonly operand: number;
  readonly step: Step;
  /** Does an adjoint flow to it? Not to constants and externals. */
  readonly active: boolean;
}

/** What one turn of a loop computes, or one variant of its turns. */
export interface Body {
  readonly block: Block;
  readonly graph: Graph;
  /** By input slot of the graph. */
  readonly slots: readonly BodySlot[];
  /** Graph node by place in the turn; −1 for what nothing depends on. */
  readonly nodes: Int32Array;
  /** Places whose values are read from outside of their turn. */
  readonly outputs: readonly number[];
  /** Not 0 on a kink of |x|, max or min; undefined where there can be none. */
  readonly kink: number | undefined;
  /** Not 0 where a guard fails; undefined where nothing is guarded. */
  readonly off: number | undefined;
}

/** What the parts of a trace compute, in order: a body for each variant of a turn. */
export interface Bodies {
  readonly bodies: readonly (readonly Body[])[];
  readonly hazards: Hazards;
  /** Constants that the bodies read beside those of the trace, whose operands follow the trace's own. */
  readonly more: readonly number[];
}

/** @param parts the whole trace after its parameters, in order */
export function bodies(trace: Trace, parts: readonly Part[]): Bodies {
  const live = liveNodes(trace);
  const blocks = parts.map(blocksOf);
  const read = readFromOutside(trace, blocks.flat(), live);
  const expectations = new Expectations(trace);
  const build = (part: Part, block: Block): Body => {
    const steps = isBranching(part) ? new BranchingSteps(trace, block, part.start) : new RegularSteps(block);
    return new BodyBuilder(trace, block, steps, live, expectations).build(read);
  };
  const built = parts.map((part, k) => blocks[k].map((block) => build(part, block)));
  return { bodies: built, hazards: hazards(trace, blocks.flat()), more: expectations.constants };
}

/** 1 for nodes that are read outside of the turn they are computed in. */
function readFromOutside(trace: Trace, blocks: readonly Block[], live: Uint8Array): Uint8Array {
  const { nodes, inputs, op } = trace;
  const turnStart = new Int32Array(nodes);
  for (const { starts, length } of blocks) for (const start of starts) turnStart.fill(start, start, start + length);
  const read = new Uint8Array(nodes + 1);
  if (trace.output < nodes) read[trace.output] = 1;
  const operands = [trace.a, trace.b, trace.c];
  for (let i = inputs; i < nodes; i++) {
    if (live[i] === 0) continue;
    for (let k = 0; k < ARITY[op[i]]; k++) {
      const operand = operands[k][i];
      if (operand < nodes && turnStart[operand] !== turnStart[i]) read[operand] = 1;
    }
  }
  return read;
}

class BodyBuilder {
  private readonly graph = new Graph();
  private readonly slots: BodySlot[] = [];
  private readonly nodes: Int32Array;
  private kink: number | undefined;
  private off: number | undefined;

  constructor(
    private readonly trace: Trace,
    private readonly block: Block,
    private readonly steps: Steps,
    private readonly live: Uint8Array,
    private readonly expectations: Expectations,
  ) {
    this.nodes = new Int32Array(block.length).fill(-1);
  }

  build(read: Uint8Array): Body {
    const { graph, slots, nodes, block } = this;
    for (let place = 0; place < block.length; place++) if (this.inSomeTurn(this.live, place)) this.translate(place);
    for (let place = 0; place < block.length; place++) if (nodes[place] >= 0) this.noteGuard(place);
    const outputs = [...nodes.keys()].filter((place) => nodes[place] >= 0 && this.inSomeTurn(read, place));
    return { block, graph, slots, nodes, outputs, kink: this.kink, off: this.off };
  }

  private inSomeTurn(marks: Uint8Array, place: number): boolean {
    return this.block.starts.some((start) => marks[start + place] === 1);
  }

  private translate(place: number): void {
    const { trace, graph, block } = this;
    const i = block.starts[0] + place;
    const code = trace.op[i];
    if (code === OP.external) {
      this.nodes[place] = this.slot({ operand: i, step: 'turn', active: false });
      return;
    }
    const arity = ARITY[code];
    const x = this.operand(trace.a, i);
    const y = arity > 1 ? this.operand(trace.b, i) : x;
    this.noteKink(code, x, y);
    if (arity === 1) this.nodes[place] = graph.unary(OPS[code] as UnaryOp, x);
    else if (arity === 2) this.nodes[place] = graph.binary(OPS[code] as BinaryOp, x, y);
    else this.nodes[place] = graph.select(x, y, this.operand(trace.c, i));
  }

  private noteKink(code: number, x: number, y: number): void {
    const { graph } = this;
    if (code !== OP.abs && code !== OP.max && code !== OP.min) return;
    const here = graph.binary('equal', x, code === OP.abs ? graph.constant(0) : y);
    this.kink = this.either(this.kink, here);
  }

  private noteGuard(place: number): void {
    const expected = this.expectations.at(place, this.block);
    if (expected === undefined) return;
    const here = expected.kind === 'same' ? this.fails(place, expected.value) : this.differs(place, expected.operand);
    this.off = this.either(this.off, here);
  }

  private fails(place: number, expected: 0 | 1): number {
    return expected === 0 ? this.nodes[place] : this.graph.unary('not', this.nodes[place]);
  }

  /** Truth values and what is expected of them are 1 apart where they differ, ½ where nothing is expected. */
  private differs(place: number, operand: number): number {
    const { graph } = this;
    const expected = this.slot({ operand, step: 1, active: false });
    return graph.binary('equal', graph.unary('abs', graph.binary('sub', this.nodes[place], expected)), graph.constant(1));
  }

  private either(p: number | undefined, q: number): number {
    return p === undefined ? q : this.graph.binary('or', p, q);
  }

  private operand(operands: Int32Array, i: number): number {
    const { trace, graph } = this;
    const [first] = this.block.starts;
    const operand = operands[i];
    if (operand >= first && operand < trace.nodes) return this.nodes[operand - first];
    const step = this.steps.of(operands, i - first);
    if (operand < trace.nodes) return this.slot({ operand, step, active: trace.op[operand] !== OP.external });
    return this.isSameInAllTurns(operand, step) ? graph.constant(trace.values[operand]) : this.slot({ operand, step, active: false });
  }

  private isSameInAllTurns(operand: number, step: Step): boolean {
    const { values } = this.trace;
    return this.block.starts.every((_, turn) => Object.is(values[operandAt(this.block, operand, step, turn)], values[operand]));
  }

  private slot(slot: BodySlot): number {
    const known = this.slots.findIndex(({ operand, step }) => operand === slot.operand && step === slot.step);
    return this.graph.input(known < 0 ? this.slots.push(slot) - 1 : known);
  }
}
