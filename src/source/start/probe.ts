import type { Shape } from '../shape';
import { draw, spreads } from './draw';
import { type Beyond, countUnknown, type Recorder, recordingArgument, TooFar, withLengths } from './recording';

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
  readonly finite: boolean;
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
      const outcome = this.firstFinite(lengths);
      const grown = lengths.map((length, i) => Math.max(length, outcome.recorders[i].needed));
      const complete = grown.every((length, i) => length === lengths[i]);
      if (complete && (outcome.finite || !flexible.includes(true))) return lengths;
      this.note(lengths, complete, outcome);
      const refused = outcome.error !== undefined && Math.max(...lengths) < longest;
      if ((attempt >= mostAttempts && !refused) || performance.now() > deadline) return this.finiteAnyway ?? this.running;
      lengths = complete ? lengths.map((length, i) => (flexible[i] ? length + 1 : length)) : grown;
    }
  }

  private note(lengths: readonly number[], complete: boolean, { error }: Outcome): void {
    this.cause = error;
    if (complete && error === undefined) this.running ??= lengths;
    if (!complete && !this.finiteAnyway && this.run(lengths, spreads[0], 'undefined').finite) this.finiteAnyway = lengths;
  }

  /** The first spread of numbers for which the loss is finite at these lengths, or else what the first one gave. */
  private firstFinite(lengths: readonly number[]): Outcome {
    const first = this.run(lengths);
    if (first.finite || first.error !== undefined) return first;
    for (const spread of spreads.slice(1)) {
      const outcome = this.run(lengths, spread);
      if (outcome.finite) return outcome;
    }
    return first;
  }

  private run(lengths: readonly number[], spread = spreads[0], beyond = this.beyond): Outcome {
    const recorders = lengths.map((): Recorder => ({ needed: 0, taken: 0, flexible: false }));
    const numbers = draw([manyNumbers], this.seed, spread, undefined);
    let drawn = 0;
    const number = () => numbers[drawn++ % numbers.length];
    const source = { lengths: lengths[Symbol.iterator](), recorders: recorders[Symbol.iterator](), number, beyond };
    try {
      const result = this.call(this.shapes.map((shape) => recordingArgument(shape, source)));
      return { recorders, finite: typeof result === 'number' && Number.isFinite(result), lost: false, error: undefined };
    } catch (error) {
      return { recorders, finite: false, lost: error instanceof TooFar, error };
    }
  }
}

/** A prime number of them, so that they don't repeat in step with rows. */
const manyNumbers: Shape = { kind: 'array', container: 'array', element: { kind: 'number' }, length: 257 };
