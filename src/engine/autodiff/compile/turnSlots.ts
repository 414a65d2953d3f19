import type { Body } from '../grouping/bodies';
import type { Place, Region } from './turnProgram';

/** For each output: its adjoint, whether that is reached, and its adjoint's tangent. */
const SEEDS = ['adjoint', 'reached', 'adjointTangent'] as const;
type Seed = (typeof SEEDS)[number];

/** The input slots of a body's graph: values read, their tangents, then `SEEDS` of each output. */
export class TurnSlots {
  constructor(private readonly body: Body) {}

  tangent(s: number): number {
    const { graph, slots } = this.body;
    return graph.input(slots.length + s);
  }

  /** Of the k-th output. */
  seed(k: number, kind: Seed): number {
    const { graph, slots } = this.body;
    return graph.input(2 * slots.length + SEEDS.length * k + SEEDS.indexOf(kind));
  }

  seeds(kinds: readonly Seed[] = SEEDS): number[] {
    return this.body.outputs.flatMap((_, k) => kinds.map((kind) => this.seed(k, kind)));
  }

  /** An entry of the turn itself. */
  own(region: Region, place: number): Place {
    return { region, operand: this.body.block.starts[0] + place, step: 'turn' };
  }

  readonly place = (slot: number): Place => {
    const { slots, outputs } = this.body;
    if (slot < slots.length) return { ...slots[slot], region: 'value' };
    if (slot < 2 * slots.length) return { ...slots[slot - slots.length], region: 'tangent' };
    const seed = slot - 2 * slots.length;
    return this.own(SEEDS[seed % SEEDS.length], outputs[Math.floor(seed / SEEDS.length)]);
  };

  /** The same where what all turns read of adjoints is what the last one receives. */
  readonly placeAtEnd = (slot: number): Place => {
    const { slots, block } = this.body;
    const place = this.place(slot);
    if (slot < 2 * slots.length) return place;
    return { ...place, operand: place.operand + block.starts[block.starts.length - 1] - block.starts[0], step: 0 };
  };
}
