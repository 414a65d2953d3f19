import type { LoopPlans } from './compile/loopPlans';
import { RolledLoops } from './compile/rolledLoops';
import { MAX_PIECE, Sequential } from './compile/sequential';
import { MAX_STRAIGHT_LINE, StraightLine } from './compile/straightLine';
import type { Evaluator, GradientFunction } from './evaluator';
import { codeLength } from './grouping/blocks';
import { roll } from './grouping/groups';
import { stretches } from './grouping/repeats';
import type { HessianMatrix } from './hessianMatrix';
import type { Interpreter } from './interpreter';
import { isRegular, MAX_VECTOR_NODES } from './regular';

/** Sweeps through a path that are interpreted before compiling it is worth the while. */
const WARM = 3;
/** Shorter traces than this are not worth a loop. */
const MIN_ROLLED = 300;
/** Operations in all turns and pieces, each once. */
const MAX_SEQUENTIAL = 60_000;
/** Compiling an operation takes as long as interpreting it this often. */
const COMPILING = 150;
/** Interprets a path until it has been evaluated a few times, then compiles it in the form that suits its size. */
export class TieredEvaluator implements Evaluator {
  private compiled: Evaluator | undefined;
  private form: Form | undefined;
  private sweeps = 0;

  constructor(
    private readonly interpreter: Interpreter,
    private readonly plans: LoopPlans,
  ) {}

  get gradientFunction(): GradientFunction | undefined {
    return this.compiled?.gradientFunction;
  }

  value(x: Float64Array): number | undefined {
    return this.compiled?.value?.(x);
  }

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    return (this.compiled ?? this.choose(1)).gradient(x, gradient);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    return (this.compiled ?? this.choose(1)).hessianVector(x, v, product);
  }

  hessian(x: Float64Array, hessian: HessianMatrix): boolean {
    return (this.compiled ?? this.choose(x.length)).hessian(x, hessian);
  }

  /** @param sweeps how many the evaluation would take */
  private choose(sweeps: number): Evaluator {
    this.sweeps += sweeps;
    if (this.sweeps <= WARM) return this.interpreter;
    this.form ??= formOf(this.interpreter, this.plans);
    if (this.sweeps <= this.form.warm) return this.interpreter;
    this.compiled = this.form.compile();
    return this.compiled;
  }
}

/** A form to compile a path to, and how many sweeps are to be interpreted before. */
interface Form {
  readonly warm: number;
  compile(): Evaluator;
}

/**
 * Regular traces as loops over terms, other short ones in one straight line, long ones as loops over time as far as they go.
 * What would need more code than that stays interpreted.
 */
function formOf(interpreter: Interpreter, plans: LoopPlans): Form {
  const { trace } = interpreter;
  if (trace.nodes > MIN_ROLLED) {
    const rolled = roll(trace, MAX_VECTOR_NODES);
    if (rolled !== undefined && isRegular(rolled, trace.nodes))
      return { warm: WARM, compile: () => new RolledLoops(rolled, interpreter, interpreter.values, plans) };
  }
  return trace.nodes <= MAX_STRAIGHT_LINE
    ? { warm: WARM, compile: () => new StraightLine(trace, interpreter) }
    : sequentialForm(interpreter);
}

/** Code in proportion to its length must be run more often to be worth it: as long as interpreting has not yet cost as much. */
function sequentialForm(interpreter: Interpreter): Form {
  const { trace } = interpreter;
  const parts = stretches(trace, MAX_PIECE);
  const code = codeLength(parts);
  const isOperation = trace.output >= trace.inputs && trace.output < trace.nodes;
  const pays = code <= MAX_SEQUENTIAL && isOperation;
  return pays
    ? { warm: COMPILING * (code / trace.nodes), compile: () => new Sequential(trace, parts, interpreter) }
    : { warm: Number.POSITIVE_INFINITY, compile: () => interpreter };
}
