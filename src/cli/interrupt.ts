/** Ctrl-C: what is done so far is the answer, and the exit code says that it is not all. */
import { CancelledError, type RequestOptions } from '../protocol/channel';
import { type Answer, interruptedCode } from './answer';
import type { Engine } from './engine';
import type { Terminal } from './terminal';

/** An engine whose work ends with the signal. */
export function interruptible(engine: Engine, signal: AbortSignal): Engine {
  return {
    request: (method, params, options) => engine.request(method, params, { signal, ...options }),
    sweep: (method, params, options) => engine.sweep(method, params, { signal, ...options }),
    sync: (overlays) => engine.sync(overlays),
    dispose: () => engine.dispose(),
  };
}

/** What work has come to. */
export interface Reached<T> {
  readonly value: T;
  /** The work was interrupted: `value` is the last that it had. */
  readonly interrupted: boolean;
}

/** The result, or the last partial one where the work was interrupted. Throws `CancelledError` where there was none yet. */
export async function reached<T>(
  work: (options: Pick<RequestOptions<T>, 'onPartial'>) => Promise<T>,
  onPartial: (known: T) => void,
): Promise<Reached<T>> {
  let last: { readonly known: T } | undefined;
  const keep = (known: T) => {
    last = { known };
    onPartial(known);
  };
  try {
    return { value: await work({ onPartial: keep }), interrupted: false };
  } catch (error) {
    if (!(error instanceof CancelledError) || !last) throw error;
    return { value: last.known, interrupted: true };
  }
}

/** Says after the answer that it is not all, and gives the exit code. */
export function ended({ interrupted }: Pick<Reached<unknown>, 'interrupted'>, terminal: Terminal): Answer {
  return interrupted ? saidInterrupted('this is as far as it came', terminal) : 0;
}

/** For work of which there is no answer yet. */
export const endedEmpty = (terminal: Terminal): Answer => saidInterrupted('there was no result yet', terminal);

function saidInterrupted(what: string, { err, errPaint }: Terminal): Answer {
  err(`${errPaint.yellow('saddlescope:')} Interrupted; ${what}.\n`);
  return interruptedCode;
}
