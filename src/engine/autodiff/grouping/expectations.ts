import type { Trace } from '../trace';
import type { Block } from './blocks';

/** What a guard expects at a place in a turn: the same in all turns, or in each turn what a constant of its own says. */
type Expected = { readonly kind: 'same'; readonly value: 0 | 1 } | { readonly kind: 'each'; readonly operand: number };

const UNGUARDED = 0.5;

/** What the guards of a trace expect, turn by turn. Where turns differ it is laid out as constants beside those of the trace. */
export class Expectations {
  readonly constants: number[] = [];
  /** By node: 0 or 1. */
  private readonly of = new Map<number, 0 | 1>();

  constructor(private readonly trace: Trace) {
    for (const { node, expected } of trace.guards) this.of.set(node, expected);
  }

  /** Undefined where no turn is guarded. */
  at(place: number, { starts }: Block): Expected | undefined {
    const each = Array.from(starts, (start) => this.of.get(start + place));
    const [first] = each;
    if (each.every((value) => value === first)) return first === undefined ? undefined : { kind: 'same', value: first };
    const operand = this.trace.values.length + this.constants.length;
    for (const value of each) this.constants.push(value ?? UNGUARDED);
    return { kind: 'each', operand };
  }
}
