import type { Code } from '../../wasm/code';
import type { Module } from '../../wasm/module';
import { type Graph, liveOrder } from '../graph/graph';
import { OP } from '../ops';
import { type VectorCalls, VectorWriter, vectorCalls } from './vectorWriter';

/** Where a slot of the graph is kept: one double for all instances, or a table with one per instance (padded to even length). */
export type SlotPlace = { readonly kind: 'shared'; readonly address: number } | { readonly kind: 'table'; readonly address: number };

export interface LoopSpec {
  readonly graph: Graph;
  readonly count: number;
  readonly place: (slot: number) => SlotPlace;
  /** Nodes to be summed over the instances, lane by lane, onto the two doubles at an address, which must be 0 before. */
  readonly sums: readonly { readonly node: number; readonly address: number }[];
  /** Conditions of which each instance must give what is expected; each address gets the lanes in which one did not. */
  readonly checks: readonly { readonly node: number; readonly expected: 0 | 1; readonly address: number }[];
}

/** With more sums than this, keeping them in memory is no slower than letting the compiler spill them. */
const MAX_LOCAL_SUMS = 256;

/** Adds a function `run` to the module: a loop over the instances of a kernel, two at a time in the lanes of a vector, whose results are sums. */
export function defineLoop(module: Module, spec: LoopSpec): void {
  const roots = [...spec.checks, ...spec.sums].map(({ node }) => node);
  const order = liveOrder(spec.graph, roots);
  const calls = vectorCalls(module, spec.graph, order);
  new LoopWriter(module.define([], [], 'run').code, spec, order, calls).write();
}

class LoopWriter {
  /** Bytes from the start of a table to the present pair of instances. */
  private readonly offset: number;
  private readonly writer: VectorWriter;

  constructor(
    private readonly code: Code,
    private readonly spec: LoopSpec,
    private readonly order: readonly number[],
    calls: VectorCalls,
  ) {
    this.offset = code.local('i32');
    const roots = [...spec.checks, ...spec.sums].map(({ node }) => node);
    this.writer = new VectorWriter(code, { graph: spec.graph, order, roots, calls, reading: (node) => this.reading(node) });
  }

  write(): void {
    const { code, spec } = this;
    const bytes = 16 * Math.ceil(spec.count / 2);
    this.loadShared();
    const inMemory = spec.sums.length > MAX_LOCAL_SUMS;
    const totals = inMemory ? [] : spec.sums.map(() => code.local('v128'));
    const failed = spec.checks.map(() => code.local('v128'));
    const lanes = spec.count % 2 === 1 ? code.local('v128') : undefined;
    code.loop();
    if (lanes !== undefined)
      code
        .mask(true, false)
        .mask(true, true)
        .get(this.offset)
        .i32(bytes - 16)
        .equalI32()
        .choose()
        .set(lanes);
    const inLanes = () => (lanes === undefined ? code : code.get(lanes).v('and'));
    this.writer.prepare();
    spec.checks.forEach(({ node, expected }, k) => {
      this.writer.mask(node);
      if (expected === 1) code.v('not');
      inLanes().get(failed[k]).v('or').set(failed[k]);
    });
    spec.sums.forEach(({ node, address }, k) => {
      if (inMemory) code.i32(0);
      this.writer.number(node);
      if (inMemory) inLanes().i32(0).load(address).v('add').store(address);
      else inLanes().get(totals[k]).v('add').set(totals[k]);
    });
    code.get(this.offset).i32(16).addI32().tee(this.offset).i32(bytes).lessI32().repeatIf();
    for (const [k, total] of totals.entries()) code.i32(0).get(total).store(spec.sums[k].address);
    for (const [k, lanesFailed] of failed.entries()) code.i32(0).get(lanesFailed).store(spec.checks[k].address);
  }

  /** What is the same for all instances is read once. */
  private loadShared(): void {
    const { code, spec } = this;
    for (const node of this.order) {
      const place = spec.graph.op[node] === OP.input ? spec.place(spec.graph.a[node]) : undefined;
      if (place?.kind !== 'shared') continue;
      const local = code.local('v128');
      code.i32(0).loadSplat(place.address).set(local);
      this.writer.locals.set(node, local);
    }
  }

  private reading(node: number): (() => void) | undefined {
    const { graph, place } = this.spec;
    return graph.op[node] === OP.input ? () => this.code.get(this.offset).load(place(graph.a[node]).address) : undefined;
  }
}
