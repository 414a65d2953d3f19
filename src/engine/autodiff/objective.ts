import { t } from '../../l10n/t';
import { UserCodeError } from '../errors';
import type { DerivativeKind, NonSmoothPoint, Objective } from '../objective';
import { TooSlowError } from './affordable';
import { Batches, seemsTooLong } from './batched/batches';
import type { Evaluator, GradientFunction } from './evaluator';
import { HessianMatrix } from './hessianMatrix';
import { type ExpressionReading, expressions, isSmooth, type NonFinitePoint, nonFinite, nonSmooth, type TracedSweep } from './inspect';
import { numericGradient, numericHessian, numericHessianVector, type ScalarFunction } from './numeric';
import { type Path, Paths } from './paths';
import type { Runtime } from './runtime';
import type { Trace } from './trace';
import { type Blockage, type LossProgram, type ObjectiveFlag, Tracer } from './tracer';

/**
 * A traced loss. `derivatives`, `blockedBy` and `flags` tell what evaluations so far have shown; before the first one
 * nothing has been traced. What asks about the source returns nothing where derivatives are numeric or summed over batches.
 */
export interface ExactObjective extends Objective {
  readonly blockedBy: Blockage | undefined;
  /** How a loss too long to be recorded at once is taken: so many batches of so many examples. Nothing is known of its expressions. */
  readonly batches: { readonly count: number; readonly size: number } | undefined;
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

/** Comparisons are this many evaluations apart at most. */
const CHECK_INTERVAL = 4096;

/** Up to this many operations, interpreting them takes less time than what an optimizer does around a gradient. */
const SHORT = 300;

class TracedObjective implements ExactObjective {
  readonly n: number;
  private readonly tracer: Tracer;
  private readonly paths: Paths;
  /** Tried when the loss seems too long, or proves so. */
  private inBatches: Batches | 'impossible' | undefined;
  /** The gradient on the path taken last, once it is a function of its own. */
  private quick: GradientFunction | undefined;
  /** Filled by every path, from the first Hessian on. */
  private matrix: HessianMatrix | undefined;
  /** Evaluations until the traced value is next compared with the plain one, and from then on until the time after. */
  private untilCheck = 1;
  private interval = 1;

  constructor(
    private readonly program: LossProgram,
    private readonly runtime: Runtime,
  ) {
    this.n = program.n;
    this.tracer = new Tracer(program, runtime);
    this.paths = new Paths(runtime);
  }

  get blockedBy(): Blockage | undefined {
    const { inBatches, tracer } = this;
    if (inBatches instanceof Batches) return inBatches.blockedBy;
    if (!tracer.tooLong || tracer.blockedBy === undefined) return tracer.blockedBy;
    const { message, range } = tracer.blockedBy;
    const remedy = this.program.examples
      ? t('It is not taken in batches either, since it is neither a sum nor a mean over its examples.')
      : t('A sum or a mean over examples that are given by @data would be taken in batches.');
    return { message: `${message} ${remedy}`, range };
  }

  get batches(): Batches | undefined {
    return this.inBatches === 'impossible' ? undefined : this.inBatches;
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
      hessian: (x) => this.hessian(x),
    };
  }

  get flags(): readonly ObjectiveFlag[] {
    return this.tracer.flags;
  }

  get pathsRecorded(): number {
    return this.paths.recorded;
  }

  value(x: Float64Array): number {
    const value = this.usual?.value?.(x);
    if (value !== undefined) {
      this.untilCheck--;
      if (this.agrees(x, value)) return value;
    }
    return this.tracer.value(x);
  }

  valueAndGradient(x: Float64Array, gradient: Float64Array): number {
    const value = this.quick?.(x, gradient);
    return value !== undefined && --this.untilCheck > 0 ? value : this.tracedGradient(x, gradient, value);
  }

  /**
   * @param known the value, if the gradient is already written
   * @param interpreted up to how many operations the gradient is not to be compiled
   */
  private tracedGradient(x: Float64Array, gradient: Float64Array, known: number | undefined, interpreted = 0): number {
    const value =
      known ??
      this.onPath(x, ({ evaluator, interpreter, trace }) => (trace.nodes <= interpreted ? interpreter : evaluator).gradient(x, gradient)) ??
      this.batches?.evaluate(x, (evaluator) => evaluator.gradient(x, gradient));
    if (known === undefined) this.untilCheck--;
    if (value !== undefined && this.agrees(x, value)) {
      this.quick = this.usual?.gradientFunction;
      return value;
    }
    this.quick = undefined;
    this.byDifferences((loss) => numericGradient(loss, x, gradient));
    return this.tracer.value(x);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): void {
    if (this.usual?.hessianVector(x, v, product)) return;
    const done = this.evaluated(x, (evaluator) => evaluator.hessianVector(x, v, product) || undefined);
    if (done === undefined) this.byDifferences((loss) => numericHessianVector(loss, x, v, product));
  }

  hessian(x: Float64Array): Float64Array {
    this.matrix ??= new HessianMatrix(this.n);
    const { matrix } = this;
    if (this.usual?.hessian(x, matrix)) return matrix.entries;
    const done = this.evaluated(x, (evaluator) => evaluator.hessian(x, matrix) || undefined);
    if (done === undefined) this.byDifferences((loss) => numericHessian(loss, x, matrix.overwritten()));
    return matrix.entries;
  }

  traceAt(x: Float64Array): Trace | undefined {
    return this.onPath(x, ({ trace, interpreter }) => (interpreter.value(x) === undefined ? undefined : trace));
  }

  nonSmoothAt(x: Float64Array): NonSmoothPoint[] {
    const points = this.onPath(x, ({ trace, interpreter }) => {
      if (isSmooth(trace)) return [];
      const sweep = interpreter.sweep(x);
      return sweep && nonSmooth(interpreter, sweep, this.program.siteRange);
    });
    return points ?? [];
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
      derive((at) => this.tracer.value(at));
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
    return this.tracer.blockedBy === undefined ? this.paths.usual : undefined;
  }

  /** What `evaluate` yields on the path that the loss takes at x, or that it takes over each batch. */
  private evaluated<T>(x: Float64Array, evaluate: (evaluator: Evaluator) => T | undefined): T | undefined {
    return this.onPath(x, ({ evaluator }) => evaluate(evaluator)) ?? this.batches?.evaluate(x, evaluate);
  }

  /** What `evaluate` yields on the path that the loss takes at x, recording it first if it is new; undefined if it can't be traced. */
  private onPath<T>(x: Float64Array, evaluate: (path: Path) => T | undefined): T | undefined {
    if (this.tracer.blockedBy !== undefined || this.batches !== undefined) return undefined;
    const known = this.paths.first(evaluate);
    if (known !== undefined) return known;
    const trace = this.record(x);
    return trace && evaluate(this.paths.add(trace));
  }

  /** The path that the loss takes at x; undefined if it can't be traced, or if batches are to be. */
  private record(x: Float64Array): Trace | undefined {
    const { program, runtime, tracer } = this;
    const takeInBatches = () => {
      this.inBatches ??= Batches.of(program, runtime, x) ?? 'impossible';
    };
    if (this.paths.recorded === 0 && seemsTooLong(program, runtime, x)) takeInBatches();
    if (this.batches !== undefined) return undefined;
    const trace = tracer.record(x);
    if (trace === undefined) this.quick = undefined;
    if (tracer.tooLong) takeInBatches();
    return trace;
  }

  /** Every now and then, ever more rarely, the traced value is compared with the plain one. */
  private agrees(x: Float64Array, traced: number): boolean {
    if (this.untilCheck > 0) return true;
    this.untilCheck = this.interval;
    this.interval = Math.min(2 * this.interval, CHECK_INTERVAL);
    const agree = this.tracer.sameValue(traced, this.tracer.value(x));
    if (!agree && this.inBatches !== undefined) this.inBatches = 'impossible';
    return agree;
  }
}
