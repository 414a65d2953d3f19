import { t } from '../../l10n/t';
import { UserCodeError } from '../errors';
import type { DerivativeKind, NonSmoothPoint, Objective, SourceRange } from '../objective';
import { TooSlowError } from './affordable';
import type { Evaluator, GradientFunction } from './evaluator';
import { type ExpressionReading, expressions, type NonFinitePoint, nonFinite, nonSmooth, type TracedSweep } from './inspect';
import { numericGradient, numericHessian, numericHessianVector, type ScalarFunction } from './numeric';
import { type Path, Paths } from './paths';
import type { Recording, Runtime } from './runtime';
import type { TapeFlag } from './tape';
import { finish, siteOf, type Trace } from './trace';
import { TracedNumber } from './traced';

/** A user's loss of n parameters, loaded twice: as written, and instrumented. */
export interface LossProgram {
  readonly n: number;
  /** The loss at x. Whatever the user's function returns, though typed as a number; throws what it throws. */
  plain(x: Float64Array): number;
  /** The instrumented loss on inputs that may be traced; undefined where there is no instrumented version. */
  traced?(inputs: readonly unknown[], runtime: Runtime): unknown;
  readonly siteRange: (site: number) => SourceRange | undefined;
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

/**
 * A traced loss. `derivatives`, `blockedBy` and `flags` tell what evaluations so far have shown; before the first one
 * nothing has been traced. What asks about the source returns nothing where derivatives are numeric.
 */
export interface ExactObjective extends Objective {
  readonly blockedBy: Blockage | undefined;
  readonly flags: readonly ObjectiveFlag[];
  /** How many different paths through the code have been recorded. */
  readonly pathsRecorded: number;
  /**
   * The same loss; where the code is short, its gradient is had by plain reverse mode, sum for sum in the order of the source, as
   * PyTorch's is. Compiled code joins equal expressions and constants, which chaotic runs show in time.
   */
  readonly inSourceOrder: Objective;
  /** The recorded path that the loss takes at x; undefined where derivatives are numeric. */
  traceAt(x: Float64Array): Trace | undefined;
  nonSmoothAt(x: Float64Array): NonSmoothPoint[];
  /** Value and adjoint of every expression that ran, by one reverse sweep. */
  expressionsAt(x: Float64Array): ExpressionReading[];
  /** The first operation that makes the value or the gradient at x NaN or infinite. */
  nonFiniteAt(x: Float64Array): NonFinitePoint | undefined;
  /** Value and adjoint of every node at x, to be read before the next evaluation. */
  sweepAt(x: Float64Array): TracedSweep | undefined;
}

export function createObjective(program: LossProgram, runtime: Runtime): ExactObjective {
  return new TracedObjective(program, runtime);
}

/** Relative difference at which a traced value counts as another than the plain one. */
const AGREEMENT = 1e-10;

/** Comparisons are this many evaluations apart at most. */
const CHECK_INTERVAL = 4096;

/** Up to this many operations, interpreting them takes less time than what an optimizer does around a gradient. */
const SHORT = 300;

class TracedObjective implements ExactObjective {
  readonly n: number;
  blockedBy: Blockage | undefined;
  private readonly paths: Paths;
  private readonly seenFlags = new Map<ObjectiveFlag['kind'], ObjectiveFlag>();
  /** The gradient on the path taken last, once it is a function of its own. */
  private quick: GradientFunction | undefined;
  private evaluations = 0;
  /** The evaluation at which the traced value is next compared with the plain one. */
  private nextCheck = 1;

  constructor(
    private readonly program: LossProgram,
    private readonly runtime: Runtime,
  ) {
    this.n = program.n;
    this.paths = new Paths(runtime.random);
    if (program.traced === undefined) this.blockedBy = { message: t('There is no instrumented version of this code.'), range: undefined };
  }

  get derivatives(): DerivativeKind {
    return this.blockedBy === undefined ? 'exact' : 'numeric';
  }

  get inSourceOrder(): Objective {
    const exact = this;
    return {
      n: this.n,
      get derivatives() {
        return exact.derivatives;
      },
      value: (x) => this.value(x),
      valueAndGradient: (x, gradient) => this.tracedGradient(x, gradient, undefined, SHORT),
      hessianVector: (x, v, product) => this.hessianVector(x, v, product),
      hessian: (x, hessian) => this.hessian(x, hessian),
    };
  }

  get flags(): readonly ObjectiveFlag[] {
    return [...this.seenFlags.values()];
  }

  get pathsRecorded(): number {
    return this.paths.recorded;
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

  valueAndGradient(x: Float64Array, gradient: Float64Array): number {
    const value = this.quick?.(x, gradient);
    return value !== undefined && ++this.evaluations < this.nextCheck ? value : this.tracedGradient(x, gradient, value);
  }

  /**
   * @param known the value, if the gradient is already written
   * @param interpreted up to how many operations the gradient is not to be compiled
   */
  private tracedGradient(x: Float64Array, gradient: Float64Array, known: number | undefined, interpreted = 0): number {
    const value =
      known ??
      this.onPath(x, ({ evaluator, interpreter, trace }) => (trace.nodes <= interpreted ? interpreter : evaluator).gradient(x, gradient));
    if (known === undefined) this.evaluations++;
    if (value !== undefined && this.agrees(x, value)) {
      this.quick = this.usual?.gradientFunction;
      return value;
    }
    this.byDifferences((loss) => numericGradient(loss, x, gradient));
    return this.value(x);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): void {
    if (this.usual?.hessianVector(x, v, product)) return;
    const done = this.onPath(x, ({ evaluator }) => evaluator.hessianVector(x, v, product) || undefined);
    if (done === undefined) this.byDifferences((loss) => numericHessianVector(loss, x, v, product));
  }

  hessian(x: Float64Array, hessian: Float64Array): void {
    if (this.usual?.hessian(x, hessian)) return;
    const done = this.onPath(x, ({ evaluator }) => evaluator.hessian(x, hessian) || undefined);
    if (done === undefined) this.byDifferences((loss) => numericHessian(loss, x, hessian));
  }

  traceAt(x: Float64Array): Trace | undefined {
    return this.onPath(x, ({ trace, interpreter }) => (interpreter.value(x) === undefined ? undefined : trace));
  }

  nonSmoothAt(x: Float64Array): NonSmoothPoint[] {
    return this.inspect(x, nonSmooth) ?? [];
  }

  expressionsAt(x: Float64Array): ExpressionReading[] {
    return this.inspect(x, expressions) ?? [];
  }

  nonFiniteAt(x: Float64Array): NonFinitePoint | undefined {
    return this.inspect(x, nonFinite);
  }

  sweepAt(x: Float64Array): TracedSweep | undefined {
    return this.inspect(x, ({ trace, values }, { adjoints, reached }, rangeOf) => ({ trace, values, adjoints, reached, rangeOf }));
  }

  /** What would take too long is refused with the reason why it is not done by tracing. */
  private byDifferences(derive: (loss: ScalarFunction) => void): void {
    try {
      derive((at) => this.value(at));
    } catch (error) {
      if (!(error instanceof TooSlowError) || this.blockedBy === undefined) throw error;
      throw new UserCodeError(error.message, { range: this.blockedBy.range, hint: this.blockedBy.message });
    }
  }

  private inspect<T>(x: Float64Array, look: (...args: Parameters<typeof nonSmooth>) => T): T | undefined {
    const sweep = this.onPath(x, ({ interpreter }) => {
      const result = interpreter.sweep(x);
      return result && { interpreter, result };
    });
    return sweep && look(sweep.interpreter, sweep.result, this.program.siteRange);
  }

  /** The path taken last, to be tried before anything else. */
  private get usual(): Evaluator | undefined {
    return this.blockedBy === undefined ? this.paths.usual : undefined;
  }

  /** What `evaluate` yields on the path that the loss takes at x, recording it first if it is new; undefined if it can't be traced. */
  private onPath<T>(x: Float64Array, evaluate: (path: Path) => T | undefined): T | undefined {
    if (this.blockedBy !== undefined) return undefined;
    const known = this.paths.first(evaluate);
    if (known !== undefined) return known;
    const trace = this.record(x);
    return trace && evaluate(this.paths.add(trace));
  }

  private record(x: Float64Array): Trace | undefined {
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
    if (tape.blocked !== undefined) return this.block(tape.blocked.message, tape.blocked.site);
    if (recording.kind === 'threw') return this.block(t('Tracing failed: {0}', messageOf(recording.error)), tape.callSite);
    const { result } = recording;
    if (typeof result === 'number') return tape.constant(result);
    if (result instanceof TracedNumber && result.tape === tape) return result.node;
    const what = result instanceof TracedNumber ? t('a value of an earlier evaluation') : described(result);
    return this.block(t('When traced, the loss returns {0}.', what), 0);
  }

  /** Every now and then, ever more rarely, the traced value is compared with the plain one. */
  private agrees(x: Float64Array, traced: number): boolean {
    if (this.evaluations < this.nextCheck) return true;
    this.nextCheck += Math.min(this.nextCheck, CHECK_INTERVAL);
    return this.sameValue(traced, this.value(x), undefined);
  }

  private sameValue(traced: number, plain: number, trace: Trace | undefined): boolean {
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
    this.quick = undefined;
    return undefined;
  }

  private noteFlags(trace: Trace): void {
    const note = (kind: ObjectiveFlag['kind'], site: number | undefined) => {
      if (site !== undefined && !this.seenFlags.has(kind)) this.seenFlags.set(kind, { kind, range: this.rangeOf(site) });
    };
    const external = (kind: TapeFlag) => trace.externals.find(({ source }) => (source === 'random') === (kind === 'random'));
    const pin = trace.guards.find((guard) => guard.pin);
    for (const kind of trace.flags) {
      const node = kind === 'pinned' ? pin?.node : external(kind)?.node;
      note(kind, node === undefined ? 0 : siteOf(trace, node));
    }
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function asUserCodeError(error: unknown): UserCodeError {
  return error instanceof UserCodeError ? error : new UserCodeError(t('The loss threw: {0}', messageOf(error)), { cause: error });
}
