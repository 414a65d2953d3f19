import { forward } from '../graph/forward';
import { liveOrder } from '../graph/graph';
import { slopesAlong, weighted } from '../graph/linear';
import { CERTAIN, Reach, type Reached } from '../graph/reach';
import { dependents, pullBack } from '../graph/reverse';
import { operandAt, type Step } from '../grouping/blocks';
import type { Body } from '../grouping/bodies';
import type { Handover } from '../grouping/handovers';
import type { Hazards } from '../grouping/hazards';
import { OP, TRUTH } from '../ops';
import { cost, costOfStages } from './cost';
import { Distribution, type Flow } from './distribution';
import { leftBehind, type SecondSweep } from './leftBehind';
import { TurnSlots } from './turnSlots';

/** What is kept for every node of a trace, each in an array of its own. */
export const REGIONS = ['value', 'adjoint', 'reached', 'tangent', 'adjointTangent', 'scratch'] as const;
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
  /** Conditions that choose by a branch. */
  readonly guessed: ReadonlySet<number>;
  readonly writes: readonly { readonly node: number; readonly place: Place; readonly how: 'store' | 'add' | 'or' }[];
}

/** The two sweeps of a body: values forward and adjoints in reverse, with their derivatives along a direction or without. */
export interface Sweeps {
  readonly forward: TurnProgram;
  /** What of the reverse sweep no turn waits for another with, to be done before it. */
  readonly early: TurnProgram | undefined;
  readonly reverse: TurnProgram;
}

/** The product of the Hessian with a direction, in two stages: what is the same for all directions, and the rest. */
export interface Stages {
  readonly first: Sweeps;
  readonly again: Sweeps;
}

/** Operations times values read, up to which slopes along all of these are written out. */
const MOST_EXPANDED = 600;
const QUICK: ReadonlySet<number> = new Set([OP.add, OP.sub, OP.mul, OP.neg]);
const NONE: ReadonlySet<number> = new Set();

/** What flows to the active slots in one region. */
interface RegionFlow extends Flow {
  readonly region: Region;
}

/** Writes the sweeps of one body on its graph, whose input slots are those of `TurnSlots`. */
export class TurnPrograms {
  private readonly reach: Reach;
  private readonly inputs: readonly number[];
  /** Slots that adjoints flow to, and what flows to each. */
  private readonly active: readonly number[];
  private readonly contributions: readonly number[];
  private readonly slots: TurnSlots;
  private readonly distribution: Distribution;

  constructor(
    private readonly body: Body,
    private readonly hazards: Hazards,
    handovers: readonly Handover[],
    /** Conditions of the body that processors guess. */
    private readonly guessed: ReadonlySet<number>,
  ) {
    const { graph, slots, nodes, outputs } = body;
    this.slots = new TurnSlots(body);
    this.inputs = slots.map((_, s) => graph.input(s));
    this.active = [...slots.keys()].filter((s) => slots[s].active);
    const adjoints = new Map<number, number>();
    const reached = new Map<number, Reached>();
    outputs.forEach((place, k) => {
      const node = nodes[place];
      const before = adjoints.get(node);
      const adjoint = this.slots.seed(k, 'adjoint');
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
    this.distribution = new Distribution(body, this.slots, handovers, this.contributions);
  }

  /** @param exact whether what is not finite is to be as the rules of derivatives have it */
  gradient(exact: boolean): Sweeps {
    const stored = this.stored('value', this.body.nodes);
    return this.checked(
      this.fastest(exact, stored, (flow) => [{ region: 'adjoint', ...flow }]),
      'off',
    );
  }

  /** @param exact as for the gradient */
  product(exact: boolean): Sweeps {
    const { graph, nodes } = this.body;
    const { tangents, seeds } = this.directions();
    const flows = ({ early, late }: Flow): RegionFlow[] => [
      { region: 'adjoint', early, late },
      { region: 'adjointTangent', early: forward(graph, early, seeds), late: forward(graph, late, seeds) },
    ];
    return this.checked(this.fastest(exact, [...this.stored('value', nodes), ...this.stored('tangent', tangents)], flows), 'off', 'kink');
  }

  /** The product in two stages; undefined if there is no room for what the first one would leave to the second. */
  staged(): Stages | undefined {
    const { graph } = this.body;
    const { tangents, seeds } = this.directions();
    const products = forward(graph, this.contributions, seeds);
    const isShort = this.active.length * this.body.block.length <= MOST_EXPANDED;
    return [this.stages(tangents, products), isShort ? this.expanded(tangents, products) : undefined]
      .filter((stages) => stages !== undefined)
      .sort((p, q) => costOfStages(graph, p) - costOfStages(graph, q))[0];
  }

  /**
   * The same as sums of slopes times what the turn reads, which takes least if it is little. Slopes of tangents are those of adjoints the
   * other way round, and second derivatives are symmetric: each is computed once.
   */
  private expanded(tangents: Int32Array, products: readonly number[]): Stages | undefined {
    const { graph, outputs } = this.body;
    const [read, seeds] = [this.active.map((s) => this.slots.tangent(s)), this.slots.seeds(['adjointTangent'])];
    const moving = outputs.map((place) => (tangents[place] < 0 ? graph.constant(0) : tangents[place]));
    const [first, second] = [slopesAlong(graph, moving, read), slopesAlong(graph, products, read)];
    const symmetric = second.map((row, i) => row.map((slope, j) => (i > j ? second[j][i] : slope)));
    const order = this.lastHandedOn();
    const inOrder = (row: readonly number[]) => order.map((k) => row[k]);
    const sums = new Int32Array(tangents.length).fill(-1);
    outputs.forEach((place, k) => {
      if (tangents[place] >= 0) sums[place] = weighted(graph, inOrder(first[k]), inOrder(read));
    });
    const column = (i: number) => first.map((row) => row[i]);
    return this.stages(
      sums,
      products.map((_, i) => weighted(graph, [...inOrder(symmetric[i]), ...column(i)], [...inOrder(read), ...seeds])),
    );
  }

  /** The active slots by number, those that move on at the end: what a turn waits for is best needed last. */
  private lastHandedOn(): number[] {
    const { slots } = this.body;
    const moves = (k: number) => Number(slots[this.active[k]].step !== 0);
    return [...this.active.keys()].sort((k, l) => moves(k) - moves(l));
  }

  /**
   * @param tangents by place in the turn, −1 for those that are not needed or 0
   * @param products contributions of adjoints' tangents
   */
  private stages(tangents: Int32Array, products: readonly number[]): Stages | undefined {
    const { body, slots } = this;
    const [values, moving] = [this.stored('value', body.nodes), this.stored('tangent', tangents)];
    const at = [...this.entries([...values, ...moving])];
    const [valuesAt, tangentsAt] = (['value', 'tangent'] as const).map(
      (region) => new Map(at.filter(([, place]) => place.region === region)),
    );
    const reverse = this.added({ region: 'adjointTangent', ...this.undivided(products) }, 'late');
    const ahead = this.ahead(moving, [this.known(reverse, tangentsAt)]);
    const sweeps = [
      { writes: ahead.writes, known: new Map() },
      { writes: reverse, known: tangentsAt },
    ];
    const left = leftBehind(body, slots, sweeps, valuesAt, this.quick([...values, ...moving]));
    return left && { first: this.first(values, valuesAt, left), again: this.again(ahead, { writes: reverse, known: tangentsAt }, left) };
  }

  /** As for the gradient, and stores of what the second stage reads. */
  private first(values: readonly Stored[], valuesAt: ReadonlyMap<number, Place>, left: ReadonlyMap<number, Place>): Sweeps {
    const { graph } = this.body;
    const waits = dependents(graph, this.slots.seeds(), graph.length - 1);
    const stores = [...left]
      .filter(([, { region }]) => region === 'scratch')
      .map(([node, place]) => ({ node, place, how: 'store' as const }));
    const early = stores.filter(({ node }) => waits[node] === 0);
    const writes = [
      ...this.added({ region: 'adjoint', ...this.undivided(this.contributions) }, 'late'),
      ...this.flags(),
      ...stores.filter(({ node }) => waits[node] === 1),
    ];
    const known = this.known(writes, new Map([...valuesAt, ...early.map(({ node, place }) => [node, place] as const)]));
    const ahead = this.ahead(values, [known, left]);
    return this.checked(
      {
        forward: { ...ahead, writes: [...ahead.writes, ...early] },
        early: undefined,
        reverse: { place: this.slots.place, known, guessed: NONE, writes },
      },
      'off',
      'kink',
    );
  }

  /** Along a direction, with all else where the first stage left it: the adjoints that arrived as well. */
  private again(ahead: TurnProgram, { writes, known }: SecondSweep, left: ReadonlyMap<number, Place>): Sweeps {
    const { graph } = this.body;
    const place = (slot: number) => left.get(graph.input(slot)) ?? this.slots.place(slot);
    return {
      forward: { ...ahead, known: left },
      early: undefined,
      reverse: { place, known: new Map([...known, ...left]), guessed: NONE, writes },
    };
  }

  /** By place in the turn the tangent of its node, −1 where it is 0; and those of the values and adjoints that the turn reads. */
  private directions(): { tangents: Int32Array; seeds: ReadonlyMap<number, number> } {
    const { graph, nodes, outputs } = this.body;
    const seeds = new Map(this.active.map((s) => [this.inputs[s], this.slots.tangent(s)]));
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
    for (const k of outputs.keys()) seeds.set(this.slots.seed(k, 'adjoint'), this.slots.seed(k, 'adjointTangent'));
    return { tangents, seeds };
  }

  /** The forward sweep also counts in how many turns something was the case. */
  private checked({ forward: ahead, ...others }: Sweeps, ...what: readonly Flag[]): Sweeps {
    const writes = what.flatMap((flag) => {
      const node = this.body[flag];
      return node === undefined ? [] : [{ node, place: flagPlace(flag), how: 'add' as const }];
    });
    return { forward: { ...ahead, writes: [...ahead.writes, ...writes] }, ...others };
  }

  /** What a forward sweep can leave in a region: by place in the turn the node, −1 for none. */
  private stored(region: Region, nodes: Int32Array): Stored[] {
    const isOutput = new Set(this.body.outputs);
    return [...nodes.keys()]
      .filter((place) => nodes[place] >= 0)
      .map((place) => ({ node: nodes[place], place: this.slots.own(region, place), output: isOutput.has(place) }));
  }

  private fastest(exact: boolean, stored: readonly Stored[], flows: (flow: Flow) => readonly RegionFlow[]): Sweeps {
    const { contributions, distribution } = this;
    const { graph } = this.body;
    const whole = this.whole(stored, flows(this.undivided(contributions)));
    const split = exact || !distribution.isPossible ? undefined : this.split(stored, flows(distribution.flow()));
    const seeds = this.slots.seeds();
    return split !== undefined && cost(graph, seeds, split) < cost(graph, seeds, whole) ? split : whole;
  }

  /** The sweeps, with all of the reverse one in one. */
  private whole(stored: readonly Stored[], flows: readonly RegionFlow[]): Sweeps {
    const at = this.entries(stored);
    const writes = [...flows.flatMap((flow) => this.added(flow, 'late')), ...this.flags()];
    const known = this.known(writes, at);
    return { forward: this.ahead(stored, [known]), early: undefined, reverse: { place: this.slots.place, known, guessed: NONE, writes } };
  }

  /** The sweeps, with the reverse one in two. */
  private split(stored: readonly Stored[], flows: readonly RegionFlow[]): Sweeps | undefined {
    const at = this.entries(stored);
    const late = [...flows.flatMap((flow) => this.added(flow, 'late')), ...this.flags()];
    const prepared = this.distribution.prepared(late, at);
    if (prepared === undefined) return undefined;
    const early = [...flows.flatMap((flow) => this.added(flow, 'early')), ...prepared];
    const known = this.known(early, at);
    const knownLate = this.known(late, new Map([...at, ...prepared.map(({ node, place }) => [node, place] as const)]));
    return {
      forward: this.ahead(stored, [known, knownLate]),
      early: { place: this.slots.placeAtEnd, known, guessed: NONE, writes: early },
      reverse: { place: this.slots.place, known: knownLate, guessed: NONE, writes: late },
    };
  }

  private undivided(contributions: readonly number[]): Flow {
    return { early: contributions.map(() => this.body.graph.constant(0)), late: contributions };
  }

  /** Where the forward sweep can leave computed nodes, but for those that are sooner made again. */
  private entries(stored: readonly Stored[]): Map<number, Place> {
    const { graph } = this.body;
    const isQuick = this.quick(stored);
    const at = new Map<number, Place>();
    for (const { node, place } of stored) if (graph.arity(node) > 0 && !isQuick(node) && !at.has(node)) at.set(node, place);
    return at;
  }

  /** Whether a node takes one operation on what is at hand anyway. */
  private quick(stored: readonly Stored[]): (node: number) => boolean {
    const { graph } = this.body;
    const outputs = new Set(stored.flatMap(({ node, output }) => (output ? [node] : [])));
    const isAtHand = (node: number) =>
      outputs.has(node) || graph.valueOf(node) !== undefined || (graph.op[node] === OP.input && this.slots.place(graph.a[node]).step === 0);
    return (node) => TRUTH.has(graph.op[node]) || (QUICK.has(graph.op[node]) && graph.operands(node).every(isAtHand));
  }

  /** The forward sweep leaves the outputs, and of the rest what the others know. */
  private ahead(stored: readonly Stored[], known: readonly ReadonlyMap<number, Place>[]): TurnProgram {
    const kept = stored.filter(({ node, place, output }) => output || known.some((some) => some.get(node) === place));
    return {
      place: this.slots.place,
      known: new Map(),
      guessed: this.guessed,
      writes: kept.map(({ node, place }) => ({ node, place, how: 'store' })),
    };
  }

  /** Nodes that a program reads where they have been stored. */
  private known(writes: TurnProgram['writes'], at: ReadonlyMap<number, Place>): ReadonlyMap<number, Place> {
    const order = liveOrder(
      this.body.graph,
      writes.map(({ node }) => node),
      at,
    );
    return new Map(order.flatMap((node) => asEntry(node, at.get(node))));
  }

  /** Sums over all turns are added to in either part, all else in the late one. */
  private added({ region, early, late }: RegionFlow, part: keyof Flow): TurnProgram['writes'] {
    const { graph, slots } = this.body;
    const zero = graph.constant(0);
    return this.active.flatMap((s, k) => {
      const isSum = slots[s].step === 0;
      const whole = { early: zero, late: graph.binary('add', early[k], late[k]) };
      const node = (isSum ? { early: early[k], late: late[k] } : whole)[part];
      return node === zero ? [] : [{ node, place: { ...slots[s], region }, how: 'add' as const }];
    });
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
    return watched ? this.slots.seed(k, 'reached') : CERTAIN;
  }

  private joined(p: Reached | undefined, q: Reached): Reached {
    if (p === CERTAIN || q === CERTAIN) return CERTAIN;
    return p === undefined ? q : this.body.graph.binary('or', p, q);
  }
}

interface Stored {
  readonly node: number;
  readonly place: Place;
  /** Read from outside of the turn. */
  readonly output: boolean;
}

const flagPlace = (flag: Flag): Place => ({ region: 'flag', operand: FLAGS.indexOf(flag), step: 0 });

const asEntry = (node: number, place: Place | undefined): [number, Place][] => (place === undefined ? [] : [[node, place]]);
