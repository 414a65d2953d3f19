import { LoopPlans } from './compile/loopPlans';
import { Random } from './random';
import { Recorder } from './recorder';
import { branches } from './runtime/branches';
import { elementAccess } from './runtime/elements';
import { encode, Float64Elements } from './runtime/float64';
import { globals } from './runtime/globals';
import { operators } from './runtime/operators';
import type { Tape } from './tape';
import { isTraced, TracedBoolean, TracedNumber } from './traced';

/** What instrumented modules run on: `__rt` and the library names that stand in for the language's own. */
export interface Runtime {
  /** To be bound as `__rt`. */
  readonly rt: RuntimeLibrary;
  /** Names to bind in the scope of an instrumented module, `__rt` among them. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** Runs `loss` on traced inputs with the values x. */
  record(loss: (inputs: readonly unknown[]) => unknown, x: Float64Array): Recording;
  /** Draws for `Math.random`, seeded; each evaluation takes fresh ones. */
  readonly random: Random;
  /** What has been compiled for the losses that run on it: much of it does for their next versions. */
  readonly plans: LoopPlans;
}

/** The sealed tape of one run, and how the run ended. */
export type Recording = { readonly tape: Tape } & (
  | { readonly kind: 'returned'; readonly result: unknown }
  | { readonly kind: 'threw'; readonly error: unknown }
);

export type RuntimeLibrary = ReturnType<typeof library>;

/** @param seed of the draws that `Math.random` makes in traced code */
export function createRuntime(seed = 1): Runtime {
  const recorder = new Recorder();
  const float64 = new Float64Elements(recorder);
  const random = new Random(seed);
  const rt = library(recorder, float64);
  return {
    rt,
    random,
    plans: new LoopPlans(),
    globals: { __rt: rt, ...globals(recorder, random, float64) },
    record: (loss, x) => {
      const tape = recorder.begin();
      try {
        const inputs = Array.from(x, (value) => new TracedNumber(tape, tape.input(value), value));
        return { tape, kind: 'returned', result: loss(inputs) };
      } catch (error) {
        return { tape, kind: 'threw', error };
      } finally {
        recorder.end();
      }
    },
  };
}

function library(recorder: Recorder, float64: Float64Elements) {
  return {
    ...operators(recorder),
    ...branches(recorder),
    ...elementAccess(recorder, float64),
    /** Passes its argument on, and notes that the call at `site` is about to be made. */
    at: <T>(x: T, site: number): T => {
      if (recorder.tape !== undefined) recorder.tape.callSite = site;
      return x;
    },
    /** Likewise; and that the call or assignment changes something that outlives the loss. */
    outerWrite: <T>(x: T, site: number): T => {
      const { tape } = recorder;
      if (tape !== undefined) tape.callSite = site;
      tape?.outerWrites.add(site);
      return x;
    },
    typeOf: (x: unknown): string => {
      if (isTraced(x)) return x instanceof TracedBoolean ? 'boolean' : 'number';
      return typeof x;
    },
    text: (x: unknown, site: number): unknown => recorder.pin(x, site),
    /** A Float64Array of numbers that may be traced. */
    encode: (values: readonly unknown[]): Float64Array => encode(float64, values),
  };
}
