import type { Trace } from '../trace';
import type { Block } from './blocks';

/** What a guard expects at a place in a turn: the same in all turns, or in each turn what a constant of its own says. */
type Expected = { readonly kind: 'same'; readonly value: 0 | 1 } | { readonly kind: 'each'; readonly operand: number };

const UNGUARDED = 0.5;

/** What the guards of a trace expect, turn by turn. Where turns differ it is laid out as constants beside those of the trace. */
export class Expectations {
  readonly constants: number[] = [];
  /** By node: 0 or 1, or that nothing is expected. */
  private readonly of: Float32Array;

  constructor(private readonly trace: Trace) {
    this.of = new Float32Array(trace.nodes).fill(UNGUARDED);
    for (const { node, expected } of trace.guards) if (node < trace.nodes) this.of[node] = expected;
  }

  /** Undefined where no turn is guarded. */
  at(place: number, { starts }: Block): Expected | undefined {
    const first = this.of[starts[0] + place];
    if (starts.every((start) => this.of[start + place] === first))
      return first === UNGUARDED ? undefined : { kind: 'same', value: first === 1 ? 1 : 0 };
    const operand = this.trace.values.length + this.constants.length;
    for (const start of starts) this.constants.push(this.of[start + place]);
    return { kind: 'each', operand };
  }
}
