import type { Trace } from '../trace';
import { blocksOf, isBranching, operandAt, type Part } from './blocks';
import type { Body, BodySlot } from './bodies';

/** A value that turns of a loop hand to the turn right after them: by variant, where a turn takes it and leaves it, if it does. */
export interface Handover {
  readonly taken: readonly (BodySlot | undefined)[];
  /** Operands of the trace, in the first turn of the variant. */
  readonly left: readonly (number | undefined)[];
  /** What the first turn takes and the last turn leaves. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Nobody else reads what is left, but for the last turn's. */
  readonly sole: boolean;
}

/** The values that each part hands from turn to turn. */
export function handovers(trace: Trace, parts: readonly Part[], bodies: readonly (readonly Body[])[]): Handover[][] {
  const readings = countReadings(trace, bodies.flat());
  return parts.map((part, k) => new HandoverFinder(part, bodies[k], readings).found());
}

/** In how many turns each node is read from outside of its own, up to 2. */
function countReadings({ nodes, output }: Trace, bodies: readonly Body[]): Uint8Array {
  const count = new Uint8Array(nodes);
  const add = (node: number) => {
    if (node < nodes && count[node] < 2) count[node]++;
  };
  add(output);
  for (const { block, slots } of bodies) {
    for (const { operand, step } of slots) {
      for (let turn = 0; turn < block.starts.length; turn++) add(operandAt(block, operand, step, turn));
    }
  }
  return count;
}

/** By variant, the slot that takes a value and the place that leaves it. */
interface Chain {
  readonly slots: Map<number, number>;
  readonly places: Map<number, number>;
}

class HandoverFinder {
  /** By turn: its variant, and which turn of this variant it is. */
  private readonly variants: ArrayLike<number>;
  private readonly counts: Int32Array;
  /** By variant, its turns. */
  private readonly turns: readonly number[][];

  constructor(
    part: Part,
    private readonly bodies: readonly Body[],
    private readonly readings: Uint8Array,
  ) {
    this.variants = isBranching(part) ? part.order : new Uint8Array(blocksOf(part)[0].starts.length);
    this.turns = bodies.map(() => []);
    this.counts = Int32Array.from(this.variants, (variant, turn) => this.turns[variant].push(turn) - 1);
  }

  found(): Handover[] {
    const chains: Chain[] = [];
    this.bodies.forEach(({ slots }, variant) => {
      for (const slot of slots.keys()) this.join(chains, variant, slot);
    });
    return chains.map((chain) => this.handover(chain));
  }

  /** Adds a slot to the chain that it reads, if it always reads what the turn before has left, and is the only one of its variant. */
  private join(chains: Chain[], variant: number, slot: number): void {
    const places = this.sources(variant, slot);
    if (places === undefined) return;
    const [chain = { slots: new Map(), places: new Map() }, ...others] = chains.filter((other) =>
      [...places].some(([from, place]) => other.places.get(from) === place),
    );
    const differs = [...places].some(([from, place]) => (chain.places.get(from) ?? place) !== place);
    if (others.length > 0 || differs || chain.slots.has(variant)) return;
    if (chain.slots.size === 0) chains.push(chain);
    chain.slots.set(variant, slot);
    for (const [from, place] of places) chain.places.set(from, place);
  }

  /** By variant of the turn before, which of its places the slot reads; undefined unless it is always the same one. */
  private sources(variant: number, slot: number): Map<number, number> | undefined {
    const { variants } = this;
    const places = new Map<number, number>();
    for (const turn of this.turns[variant]) {
      if (turn === 0) continue;
      const before = variants[turn - 1];
      const place = this.read(turn, slot) - this.start(turn - 1);
      if (place < 0 || place >= this.bodies[before].block.length || (places.get(before) ?? place) !== place) return undefined;
      places.set(before, place);
    }
    return places.size > 0 ? places : undefined;
  }

  private handover({ slots, places }: Chain): Handover {
    const { bodies, variants } = this;
    const lastTurn = variants.length - 1;
    const [firstSlot, lastPlace] = [slots.get(variants[0]), places.get(variants[lastTurn])];
    return {
      taken: bodies.map((body, variant) => body.slots[slots.get(variant) ?? -1]),
      left: bodies.map(({ block }, variant) => {
        const place = places.get(variant);
        return place === undefined ? undefined : block.starts[0] + place;
      }),
      first: firstSlot === undefined ? undefined : this.read(0, firstSlot),
      last: lastPlace === undefined ? undefined : this.start(lastTurn) + lastPlace,
      sole: this.isSole(slots, places),
    };
  }

  private isSole(slots: Chain['slots'], places: Chain['places']): boolean {
    const { variants, readings } = this;
    for (let turn = 0; turn < variants.length - 1; turn++) {
      const place = places.get(variants[turn]);
      if (place !== undefined && readings[this.start(turn) + place] !== (slots.has(variants[turn + 1]) ? 1 : 0)) return false;
    }
    return true;
  }

  private start(turn: number): number {
    return this.bodies[this.variants[turn]].block.starts[this.counts[turn]];
  }

  /** What a turn reads at a slot of its variant. */
  private read(turn: number, slot: number): number {
    const { block, slots } = this.bodies[this.variants[turn]];
    const { operand, step } = slots[slot];
    return operandAt(block, operand, step, this.counts[turn]);
  }
}
