import type { Shape } from '../shape';
import { draw, spreads } from './draw';
import { countUnknown, type Recorder, recordingArgument, TooFar, withLengths } from './recording';

/** Calls the loss with arguments in the shape of its parameters; what it throws passes through. */
export type CallLoss = (args: readonly unknown[]) => unknown;

export type Probe =
  | { readonly kind: 'known'; readonly shapes: readonly Shape[] }
  /** No length was found at which the loss works; `cause` is what it threw last. */
  | { readonly kind: 'unknown'; readonly cause: unknown };

const generousLength = 32;
const longest = 1024;
const budgetMilliseconds = 300;

type Outcome = { readonly recorders: readonly Recorder[]; readonly finite: boolean; readonly error: unknown };

/**
 * Finds array lengths by running the loss on arrays that record how they are read: the smallest lengths at which it reads no
 * undefined element; where it works at any length, the smallest from 2 at which it is finite and does not throw.
 */
export function probeLengths(shapes: readonly Shape[], call: CallLoss, seed: number): Probe {
  const count = countUnknown(shapes);
  if (count === 0) return { kind: 'known', shapes };
  const run = (lengths: readonly number[], spread = spreads[0]) => record(shapes, lengths, call, seed, spread);
  const generous = run(Array.from({ length: count }, () => generousLength)).recorders;
  const flexible = generous.map((recorder) => recorder.flexible);
  let lengths = generous.map(({ needed, taken }, i) => (flexible[i] ? Math.max(taken, 2) : Math.max(needed, taken, 1)));
  let fallback: readonly number[] | undefined;
  let cause: unknown;
  const deadline = performance.now() + budgetMilliseconds;
  while (Math.max(...lengths) <= longest || flexible.every((is) => !is)) {
    const outcome = firstFinite(lengths, run);
    const grown = lengths.map((length, i) => Math.max(length, outcome.recorders[i].needed));
    const complete = grown.every((length, i) => length === lengths[i]);
    if (complete && outcome.finite) return known(shapes, lengths);
    if (complete && outcome.error === undefined) fallback ??= lengths;
    if (complete && flexible.every((is) => !is)) return known(shapes, lengths);
    if (performance.now() > deadline) break;
    cause = outcome.error;
    if (grown.includes(Number.POSITIVE_INFINITY)) break;
    lengths = complete ? lengths.map((length, i) => (flexible[i] ? length + 1 : length)) : grown;
  }
  return fallback ? known(shapes, fallback) : { kind: 'unknown', cause };
}

function known(shapes: readonly Shape[], lengths: readonly number[]): Probe {
  const next = lengths[Symbol.iterator]();
  return { kind: 'known', shapes: shapes.map((shape) => withLengths(shape, () => next.next().value ?? 0)) };
}

/** The first spread of numbers for which the loss is finite at these lengths, or else what the first one gave. */
function firstFinite(lengths: readonly number[], run: (lengths: readonly number[], spread: (typeof spreads)[number]) => Outcome): Outcome {
  const first = run(lengths, spreads[0]);
  if (first.finite || first.error !== undefined) return first;
  return spreads.slice(1).map((spread) => run(lengths, spread)).find(({ finite }) => finite) ?? first;
}

function record(shapes: readonly Shape[], lengths: readonly number[], call: CallLoss, seed: number, spread: (typeof spreads)[number]): Outcome {
  const recorders = lengths.map((): Recorder => ({ needed: 0, taken: 0, flexible: false }));
  const numbers = draw([{ kind: 'array', container: 'array', element: { kind: 'number' }, length: 257 }], seed, spread, undefined);
  let drawn = 0;
  const next = { lengths: lengths[Symbol.iterator](), recorders: recorders[Symbol.iterator]() };
  const args = shapes.map((shape) => recordingArgument(shape, next.lengths, next.recorders, () => numbers[drawn++ % numbers.length]));
  try {
    const result = call(args);
    return { recorders, finite: typeof result === 'number' && Number.isFinite(result), error: undefined };
  } catch (error) {
    // A loss that reads without end finds no end at any length.
    if (error instanceof TooFar) for (const recorder of recorders) recorder.needed = Number.POSITIVE_INFINITY;
    return { recorders, finite: false, error };
  }
}
