/** The same operations at several places of a trace: in each turn of a loop, or in those of its turns that took one way. */
export interface Block {
  readonly length: number;
  /** First operation by turn, ascending. */
  readonly starts: Int32Array;
}

/**
 * A stretch of a trace: `turns` times the same `length` operations, one turn after the other, on operands that move on by the
 * same number of places from turn to turn. What does not repeat is a stretch of one turn.
 */
export interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly turns: number;
}

/** A stretch of turns that branch: each is one of a few variants. */
export interface Branching {
  readonly start: number;
  readonly variants: readonly Block[];
  /** By turn, which of the variants it is. */
  readonly order: Uint8Array;
}

export type Part = Stretch | Branching;

export const isBranching = (part: Part): part is Branching => 'variants' in part;

export function blocksOf(part: Part): readonly Block[] {
  if (isBranching(part)) return part.variants;
  const { start, length, turns } = part;
  return [{ length, starts: Int32Array.from({ length: turns }, (_, turn) => start + turn * length) }];
}

/** Operations that code for all of it has. */
export function codeLength(parts: readonly Part[]): number {
  const lengths = parts.flatMap((part) => (isBranching(part) ? part.variants : [part]).map(({ length }) => length));
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** How far an entry is from that of the turn before: as many places in each turn, as far as the turn itself, or listed by turn. */
export type Step = number | 'turn' | Int32Array;

/** What is at `operand` in the first turn. */
export function operandAt({ starts }: Block, operand: number, step: Step, turn: number): number {
  if (step === 'turn') return operand + starts[turn] - starts[0];
  return typeof step === 'number' ? operand + turn * step : step[turn];
}
