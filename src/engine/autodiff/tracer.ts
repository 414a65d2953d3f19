import { t } from '../../l10n/t';
import { messageOf, UserCodeError } from '../errors';
import type { SourceRange } from '../objective';
import type { Recording, Runtime } from './runtime';
import type { TapeFlag } from './tape';
import { finish, type Trace } from './trace';
import { TracedNumber } from './traced';

/** A user's loss of n parameters, loaded twice: as written, and instrumented. */
export interface LossProgram {
  readonly n: number;
  /** The loss at x. Whatever the user's function returns, though typed as a number; throws what it throws. */
  plain(x: Float64Array): number;
  /** The instrumented loss on inputs that may be traced; undefined where there is no instrumented version. */
  traced?(inputs: readonly unknown[], runtime: Runtime): unknown;
  readonly siteRange: (site: number) => SourceRange | undefined;
  /** The same loss over parts of its data; absent where it takes none that can be cut. */
  readonly examples?: Examples | undefined;
}

export interface Examples {
  readonly count: number;
  /** The loss over these examples alone, in that order. */
  over(rows: readonly number[]): LossProgram;
}

/** Why derivatives are numeric. */
export interface Blockage {
  readonly message: string;
  readonly range: SourceRange | undefined;
}

/** Something a derivative can't see: random draws, the clock, values bound to what they are, state that outlives a call. */
export interface ObjectiveFlag {
  readonly kind: TapeFlag | 'outer-write';
  readonly range: SourceRange | undefined;
}

/** Relative difference at which a traced value counts as another than the plain one. */
const AGREEMENT = 1e-10;

/** Runs a loss as written and traced, and keeps what that has shown: why it can't be traced, and what derivatives can't see. */
export class Tracer {
  blockedBy: Blockage | undefined;
  /** What blocks it is its length alone. */
  tooLong = false;
  private readonly seenFlags = new Map<ObjectiveFlag['kind'], ObjectiveFlag>();

  constructor(
    private readonly program: LossProgram,
    private readonly runtime: Runtime,
  ) {
    if (program.traced === undefined) this.blockedBy = { message: t('There is no instrumented version of this code.'), range: undefined };
  }

  get flags(): readonly ObjectiveFlag[] {
    return [...this.seenFlags.values()];
  }

  value(x: Float64Array): number {
    let result: unknown;
    try {
      result = this.program.plain(x);
    } catch (error) {
      throw asUserCodeError(error);
    }
    if (typeof result === 'number') return result;
    throw new UserCodeError(t('The loss returns {0}; a loss must return a number.', described(result)));
  }

  /** The path that the loss takes at x; undefined, with the reason noted, if it can't be traced. */
  record(x: Float64Array): Trace | undefined {
    const { traced } = this.program;
    if (traced === undefined) return undefined;
    const recording = this.runtime.record((inputs) => traced.call(this.program, inputs, this.runtime), x);
    const plain = this.value(x);
    const output = this.outputOf(recording);
    if (output === undefined) return undefined;
    const trace = finish(recording.tape, output);
    this.noteFlags(trace);
    return this.sameValue(trace.values[trace.output], plain, trace) ? trace : undefined;
  }

  /** The operand that holds the loss; undefined, with the reason noted, if there is none. */
  private outputOf(recording: Recording): number | undefined {
    const { tape } = recording;
    if (tape.blocked !== undefined) {
      this.tooLong = tape.blocked.tooLong;
      return this.block(tape.blocked.message, tape.blocked.site);
    }
    if (recording.kind === 'threw') return this.block(t('Tracing failed: {0}', messageOf(recording.error)), tape.callSite);
    const { result } = recording;
    if (typeof result === 'number') return tape.constant(result);
    if (result instanceof TracedNumber && result.tape === tape) return result.node;
    const what = result instanceof TracedNumber ? t('a value of an earlier evaluation') : described(result);
    return this.block(t('When traced, the loss returns {0}.', what), 0);
  }

  /** Has the traced loss the value of the plain one? If not, it is blocked. */
  sameValue(traced: number, plain: number, trace?: Trace): boolean {
    if (Object.is(traced, plain) || this.seenFlags.has('random') || this.seenFlags.has('clock')) return true;
    const scale = trace === undefined ? Math.max(1, Math.abs(plain)) : Math.max(Math.abs(plain), largest(trace));
    if (Math.abs(traced - plain) <= AGREEMENT * scale) return true;
    const cause = this.seenFlags.has('outer-write')
      ? t('it changes state that outlives the call, so that its value depends on earlier evaluations')
      : t('it depends on something that tracing does not see');
    this.block(
      t('The loss gave {0} when run as written and {1} when traced: {2}.', plain, traced, cause),
      0,
      this.seenFlags.get('outer-write')?.range,
    );
    return false;
  }

  private block(message: string, site: number, range = this.rangeOf(site)): undefined {
    this.blockedBy ??= { message, range };
    return undefined;
  }

  private noteFlags(trace: Trace): void {
    const note = (kind: ObjectiveFlag['kind'], site: number) => {
      if (!this.seenFlags.has(kind)) this.seenFlags.set(kind, { kind, range: this.rangeOf(site) });
    };
    for (const [kind, site] of trace.flags) note(kind, site);
    for (const site of trace.outerWrites) note('outer-write', site);
  }

  private rangeOf(site: number): SourceRange | undefined {
    return site === 0 ? undefined : this.program.siteRange(site);
  }
}

/** The largest finite magnitude among the values: what rounding errors of the loss scale with. */
function largest({ values }: Trace): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > max && size < Number.POSITIVE_INFINITY) max = size;
  }
  return max;
}

const typeWords: Readonly<Record<string, string>> = {
  object: t('an object'),
  string: t('a string'),
  boolean: t('a boolean'),
  bigint: t('a bigint'),
  function: t('a function'),
};

function described(result: unknown): string {
  if (result === undefined) return t('nothing');
  if (result === null) return 'null';
  if (result instanceof Promise) return t('a promise');
  if (Array.isArray(result)) return t('an array');
  return typeWords[typeof result] ?? typeof result;
}

function asUserCodeError(error: unknown): UserCodeError {
  return error instanceof UserCodeError ? error : new UserCodeError(t('The loss threw: {0}', messageOf(error)), { cause: error });
}
