import type { Recorder } from '../recorder';
import type { Tape } from '../tape';
import { TracedBoolean, TracedNumber } from '../traced';

type Thunk = () => unknown;

/** Conditions: guards of the trace, or selections where both branches are harmless to evaluate. */
export function branches(recorder: Recorder) {
  return {
    bool: (x: unknown, site: number): boolean => (typeof x === 'boolean' ? x : recorder.truth(x, site)),
    select: (condition: unknown, whenTrue: Thunk, whenFalse: Thunk, site: number): unknown => {
      if (!(condition instanceof TracedBoolean)) return recorder.truth(condition, site) ? whenTrue() : whenFalse();
      return selected(recorder, condition, whenTrue, whenFalse, site);
    },
    and: (x: unknown, y: Thunk, pure: boolean, site: number): unknown => joined(recorder, 'and', x, y, pure, site),
    or: (x: unknown, y: Thunk, pure: boolean, site: number): unknown => joined(recorder, 'or', x, y, pure, site),
  };
}

function selected(recorder: Recorder, condition: TracedBoolean, whenTrue: Thunk, whenFalse: Thunk, site: number): unknown {
  const tape = recorder.tapeOf(condition, site);
  const both = speculate(tape, () => [whenTrue(), whenFalse()]);
  if (both?.every(isNumber)) return recorder.select(condition, both[0], both[1], site);
  return recorder.truth(condition, site) ? whenTrue() : whenFalse();
}

/** What `evaluate` yields, or undefined, and nothing recorded, if it throws or would bind the path. */
function speculate<T>(tape: Tape, evaluate: () => T): T | undefined {
  const start = tape.mark();
  try {
    const result = evaluate();
    if (tape.guards.length === start.guards) return result;
  } catch (error) {
    // The untaken branch may well fail, as in `i < n ? a[i].x : 0`; the taken one is evaluated again and then throws for all to see.
    if (tape.blocked !== undefined) throw error;
  }
  tape.rollback(start);
  return undefined;
}

/** `x && y`, `x || y`: one traced condition out of two where y may be evaluated in any case; else x is guarded. */
function joined(recorder: Recorder, op: 'and' | 'or', x: unknown, y: Thunk, pure: boolean, site: number): unknown {
  if (x instanceof TracedBoolean && pure) {
    const second = speculate(recorder.tapeOf(x, site), y);
    if (second instanceof TracedBoolean) return recorder.compare(op, x, second, site);
    if (typeof second === 'boolean') return second === (op === 'and') ? x : second;
  }
  const truth = recorder.truth(x, site);
  if (op === 'and' ? truth : !truth) return y();
  return x instanceof TracedBoolean ? truth : x;
}

const isNumber = (x: unknown): boolean => typeof x === 'number' || x instanceof TracedNumber;
