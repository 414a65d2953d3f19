import type { Shape } from '../shape';
import { draw, type Spread, spreads } from './draw';
import {
  type ArgumentSource,
  type Beyond,
  countUnknown,
  type Recorder,
  recordingArgument,
  SeenEnough,
  TooFar,
  withLengths,
} from './recording';

/** Calls the loss with arguments in the shape of its parameters; what it throws passes through. */
export type CallLoss = (args: readonly unknown[]) => unknown;

export type Probe =
  | { readonly kind: 'known'; readonly shapes: readonly Shape[] }
  /** No length was found at which the loss works; `cause` is what it threw last. */
  | { readonly kind: 'unknown'; readonly cause: unknown };

const generousLength = 32;
/** How many lengths are tried while the loss runs but is not finite, and how far and long while it refuses by throwing. */
const mostAttempts = 64;
const longest = 1024;
const budgetMilliseconds = 300;

interface Outcome {
  readonly recorders: readonly Recorder[];
  readonly result: 'finite' | 'not finite' | 'threw' | 'broken off';
  /** It looked for an end of an array that has none. */
  readonly lost: boolean;
  readonly error: unknown;
}

/**
 * Finds array lengths by running the loss on arrays that record how they are read: the smallest lengths at which it reads no
 * undefined element; where it works at any length, the smallest from 2 at which it is finite and does not throw.
 */
export function probeLengths(shapes: readonly Shape[], call: CallLoss, seed: number): Probe {
  const count = countUnknown(shapes);
  if (count === 0) return { kind: 'known', shapes };
  const prober = new Prober(shapes, call, seed);
  const lengths = prober.search(count);
  return lengths ? { kind: 'known', shapes: withAllLengths(shapes, lengths) } : { kind: 'unknown', cause: prober.cause };
}

function withAllLengths(shapes: readonly Shape[], lengths: readonly number[]): readonly Shape[] {
  let next = 0;
  return shapes.map((shape) => withLengths(shape, () => lengths[next++]));
}

class Prober {
  /** What the loss threw last. */
  cause: unknown;
  /** Lengths to fall back to: where it is finite although it reads past an end, and where it runs but is not finite. */
  private finiteAnyway: readonly number[] | undefined;
  private running: readonly number[] | undefined;
  private beyond: Beyond = 'drawn';
  private patience = 50_000;

  constructor(
    private readonly shapes: readonly Shape[],
    private readonly call: CallLoss,
    private readonly seed: number,
  ) {}

  search(count: number): readonly number[] | undefined {
    const generous = this.run(Array.from({ length: count }, () => generousLength));
    if (generous.lost) this.beyond = 'undefined';
    const flexible = generous.recorders.map((recorder) => recorder.flexible || generous.lost);
    let lengths = generous.recorders.map(({ taken }, i) => Math.max(taken, flexible[i] ? 2 : 1));
    const deadline = performance.now() + budgetMilliseconds;
    for (let attempt = 0; ; attempt++) {
      const outcome = this.run(lengths);
      const grown = lengths.map((length, i) => Math.max(length, outcome.recorders[i].needed));
      const complete = grown.every((length, i) => length === lengths[i]);
      const sure = !flexible.includes(true) && outcome.result !== 'broken off';
      if (complete && (sure || this.isFiniteSomewhere(lengths, outcome))) return lengths;
      const pastFlexibleEnd = grown.some((length, i) => flexible[i] && length > lengths[i]);
      this.note(lengths, complete, pastFlexibleEnd, outcome);
      const refused = outcome.result === 'threw' && Math.max(...lengths) < longest;
      if ((attempt >= mostAttempts && !refused) || performance.now() > deadline) return this.finiteAnyway ?? this.running;
      if (complete && outcome.result === 'broken off') this.patience = Number.POSITIVE_INFINITY;
      lengths = complete ? lengths.map((length, i) => (flexible[i] ? length + 1 : length)) : grown;
    }
  }

  private note(lengths: readonly number[], complete: boolean, pastFlexibleEnd: boolean, { result, error }: Outcome): void {
    this.cause = error;
    if (complete && result !== 'threw') this.running ??= lengths;
    if (pastFlexibleEnd && !this.finiteAnyway && this.isFiniteAt(lengths, spreads[0])) this.finiteAnyway = lengths;
  }

  /** Whether for some spread of numbers the loss is finite at these lengths, given how a run with the first one went. */
  private isFiniteSomewhere(lengths: readonly number[], { result }: Outcome): boolean {
    if (result === 'finite' || result === 'threw') return result === 'finite';
    const open = result === 'broken off' ? spreads : spreads.slice(1);
    return open.some((spread) => this.isFiniteAt(lengths, spread));
  }

  private run(lengths: readonly number[]): Outcome {
    const recorders = lengths.map((): Recorder => ({ needed: 0, taken: 0, flexible: false }));
    try {
      const finite = isFiniteNumber(this.evaluate(lengths, spreads[0], recorders));
      return { recorders, result: finite ? 'finite' : 'not finite', lost: false, error: undefined };
    } catch (error) {
      const result = error instanceof SeenEnough ? 'broken off' : 'threw';
      return { recorders, result, lost: error instanceof TooFar, error: result === 'threw' ? error : undefined };
    }
  }

  /** On plain arrays: what it reads beyond their end is undefined. */
  private isFiniteAt(lengths: readonly number[], spread: Spread): boolean {
    try {
      return isFiniteNumber(this.evaluate(lengths, spread, []));
    } catch {
      // Lengths that the loss refuses are as little use as those at which it is not finite.
      return false;
    }
  }

  private evaluate(lengths: readonly number[], spread: Spread, recorders: readonly Recorder[]): unknown {
    const numbers = draw([manyNumbers], this.seed, spread);
    let drawn = 0;
    const source: ArgumentSource = {
      lengths: lengths[Symbol.iterator](),
      recorders: recorders[Symbol.iterator](),
      number: () => numbers[drawn++ % numbers.length],
      beyond: this.beyond,
      repetitions: { count: 0, most: this.patience },
    };
    return this.call(this.shapes.map((shape) => recordingArgument(shape, source)));
  }
}

function isFiniteNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A prime number of them, so that they don't repeat in step with rows. */
const manyNumbers: Shape = { kind: 'array', container: 'array', element: { kind: 'number' }, length: 257 };
