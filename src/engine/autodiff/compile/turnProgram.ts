import { forward } from '../graph/forward';
import { liveOrder } from '../graph/graph';
import { CERTAIN, Reach, type Reached } from '../graph/reach';
import { pullBack } from '../graph/reverse';
import { operandAt, type Step } from '../grouping/blocks';
import type { Body } from '../grouping/bodies';
import type { Hazards } from '../grouping/hazards';
import { OP } from '../ops';

/** What is kept for every node of a trace, each in an array of its own. */
export const REGIONS = ['value', 'adjoint', 'reached', 'tangent', 'adjointTangent'] as const;
export type Region = (typeof REGIONS)[number];

/** What is counted besides: turns off the recorded path, turns on a kink. */
export const FLAGS = ['off', 'kink'] as const;
type Flag = (typeof FLAGS)[number];

/** An entry of a region in the first turn, and how far on it is in each next one. */
export interface Place {
  readonly region: Region | 'flag';
  readonly operand: number;
  readonly step: Step;
}

/** One turn of a forward or a reverse sweep. */
export interface TurnProgram {
  /** Where an input slot of the graph is read. What is read of adjoints is set to 0, so that they are 0 before each sweep. */
  readonly place: (slot: number) => Place;
  /** Nodes that an earlier sweep left in memory. */
  readonly known: ReadonlyMap<number, Place>;
  readonly writes: readonly { readonly node: number; readonly place: Place; readonly how: 'store' | 'add' | 'or' }[];
}

/** The two sweeps of a body: values forward and adjoints in reverse, with their derivatives along a direction or without. */
export interface Sweeps {
  readonly forward: TurnProgram;
  readonly reverse: TurnProgram;
}

/** For each output: its adjoint, whether that is reached, and its adjoint's tangent. */
const SEEDS = ['adjoint', 'reached', 'adjointTangent'] as const;

/** Writes the sweeps of one body on its graph. Input slots: values read, their tangents, then `SEEDS` of each output. */
export class TurnPrograms {
  private readonly reach: Reach;
  private readonly inputs: readonly number[];
  /** Slots that adjoints flow to, and what flows to each. */
  private readonly active: readonly number[];
  private readonly contributions: readonly number[];

  constructor(
    private readonly body: Body,
    private readonly hazards: Hazards,
  ) {
    const { graph, slots, nodes, outputs } = body;
    this.inputs = slots.map((_, s) => graph.input(s));
    this.active = [...slots.keys()].filter((s) => slots[s].active);
    const adjoints = new Map<number, number>();
    const reached = new Map<number, Reached>();
    outputs.forEach((place, k) => {
      const node = nodes[place];
      const before = adjoints.get(node);
      const adjoint = graph.input(this.seed(k, 'adjoint'));
      adjoints.set(node, before === undefined ? adjoint : graph.binary('add', before, adjoint));
      reached.set(node, this.joined(reached.get(node), this.reachedFromOutside(place, k)));
    });
    const delicate = new Set([...slots.keys()].filter((s) => this.someSource(s, hazards.delicate)));
    this.reach = new Reach(graph, reached, delicate);
    this.contributions = pullBack(
      graph,
      adjoints,
      this.active.map((s) => this.inputs[s]),
      this.reach,
    );
  }

  gradient(): Sweeps {
    return this.checked(this.sweeps(this.stored('value', this.body.nodes), this.added('adjoint', this.contributions)), 'off');
  }

  product(): Sweeps {
    const { body } = this;
    const { graph, slots, nodes, outputs } = body;
    const seeds = new Map(this.active.map((s) => [this.inputs[s], graph.input(slots.length + s)]));
    const zero = graph.constant(0);
    const live = [...nodes.keys()].filter((place) => nodes[place] >= 0);
    const tangents = new Int32Array(nodes.length).fill(-1);
    forward(
      graph,
      live.map((place) => nodes[place]),
      seeds,
    ).forEach((tangent, k) => {
      if (tangent !== zero) tangents[live[k]] = tangent;
    });
    outputs.forEach((_, k) => {
      seeds.set(graph.input(this.seed(k, 'adjoint')), graph.input(this.seed(k, 'adjointTangent')));
    });
    const contributions = [
      ...this.added('adjoint', this.contributions),
      ...this.added('adjointTangent', forward(graph, this.contributions, seeds)),
    ];
    return this.checked(this.sweeps([...this.stored('value', nodes), ...this.stored('tangent', tangents)], contributions), 'off', 'kink');
  }

  /** The forward sweep also counts in how many turns something was the case. */
  private checked({ forward: ahead, reverse }: Sweeps, ...what: readonly Flag[]): Sweeps {
    const writes = what.flatMap((flag) => {
      const node = this.body[flag];
      return node === undefined ? [] : [{ node, place: flagPlace(flag), how: 'add' as const }];
    });
    return { forward: { ...ahead, writes: [...ahead.writes, ...writes] }, reverse };
  }

  /** What a forward sweep can leave in a region: by place in the turn the node, −1 for none. */
  private stored(region: Region, nodes: Int32Array): Stored[] {
    const isOutput = new Set(this.body.outputs);
    return [...nodes.keys()]
      .filter((place) => nodes[place] >= 0)
      .map((place) => ({ node: nodes[place], place: this.own(region, place), output: isOutput.has(place) }));
  }

  /** The forward sweep leaves the outputs, and of the rest what the reverse sweep reads: comparisons are sooner made again. */
  private sweeps(stored: readonly Stored[], contributions: TurnProgram['writes']): Sweeps {
    const { graph } = this.body;
    const at = new Map<number, Place>();
    for (const { node, place } of stored) if (graph.arity(node) > 0 && !TRUTH.has(graph.op[node]) && !at.has(node)) at.set(node, place);
    const writes = [...contributions, ...this.flags()];
    const order = liveOrder(
      graph,
      writes.map(({ node }) => node),
      at,
    );
    const known = new Map(order.flatMap((node) => asEntry(node, at.get(node))));
    const kept = stored.filter(({ node, place, output }) => output || known.get(node) === place);
    return {
      forward: { place: this.place, known: new Map(), writes: kept.map(({ node, place }) => ({ node, place, how: 'store' })) },
      reverse: { place: this.place, known, writes },
    };
  }

  private added(region: Region, nodes: readonly number[]): TurnProgram['writes'] {
    const zero = this.body.graph.constant(0);
    return this.active.flatMap((s, k) =>
      nodes[k] === zero ? [] : [{ node: nodes[k], place: { ...this.body.slots[s], region }, how: 'add' }],
    );
  }

  private flags(): TurnProgram['writes'] {
    const { slots } = this.body;
    return this.active
      .filter((s) => this.someSource(s, this.hazards.watched))
      .map((s) => ({ node: this.reach.condition(this.inputs[s]), place: { ...slots[s], region: 'reached' }, how: 'or' }));
  }

  /** Is one of the nodes marked that a slot reads? */
  private someSource(s: number, marks: Uint8Array): boolean {
    const { slots, block } = this.body;
    const { operand, step } = slots[s];
    return block.starts.some((_, turn) => marks[operandAt(block, operand, step, turn)] === 1);
  }

  private reachedFromOutside(place: number, k: number): Reached {
    const watched = this.hazards.watched[this.body.block.starts[0] + place] === 1;
    return watched ? this.body.graph.input(this.seed(k, 'reached')) : CERTAIN;
  }

  private joined(p: Reached | undefined, q: Reached): Reached {
    if (p === CERTAIN || q === CERTAIN) return CERTAIN;
    return p === undefined ? q : this.body.graph.binary('or', p, q);
  }

  private seed(k: number, kind: (typeof SEEDS)[number]): number {
    return 2 * this.body.slots.length + SEEDS.length * k + SEEDS.indexOf(kind);
  }

  private own(region: Region, place: number): Place {
    return { region, operand: this.body.block.starts[0] + place, step: 'turn' };
  }

  private readonly place = (slot: number): Place => {
    const { slots, outputs } = this.body;
    if (slot < slots.length) return { ...slots[slot], region: 'value' };
    if (slot < 2 * slots.length) return { ...slots[slot - slots.length], region: 'tangent' };
    const seed = slot - 2 * slots.length;
    return this.own(SEEDS[seed % SEEDS.length], outputs[Math.floor(seed / SEEDS.length)]);
  };
}

const TRUTH: ReadonlySet<number> = new Set([OP.less, OP.lessEqual, OP.equal, OP.and, OP.or, OP.not]);

interface Stored {
  readonly node: number;
  readonly place: Place;
  /** Read from outside of the turn. */
  readonly output: boolean;
}

const flagPlace = (flag: Flag): Place => ({ region: 'flag', operand: FLAGS.indexOf(flag), step: 0 });

const asEntry = (node: number, place: Place | undefined): [number, Place][] => (place === undefined ? [] : [[node, place]]);
