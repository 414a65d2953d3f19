import { RolledLoops } from './compile/rolledLoops';
import { MAX_PIECE, Sequential } from './compile/sequential';
import { MAX_STRAIGHT_LINE, StraightLine } from './compile/straightLine';
import { isDataLoop } from './compile/vectorLoop';
import type { Evaluator } from './evaluator';
import { type Kernel, type RolledLoss, roll } from './grouping/kernels';
import { stretches } from './grouping/repeats';
import type { Interpreter } from './interpreter';

/** Sweeps through a path that are interpreted before compiling it is worth the while. */
const WARM = 3;
/** Shorter traces than this are not worth a loop. */
const MIN_ROLLED = 300;
/** Of all loops together; their derivatives are some five times as long. JavaScript engines give up on long functions sooner. */
const MAX_SCALAR_NODES = 3000;
const MAX_VECTOR_NODES = 12_000;
/** Operations in all turns and pieces, each once: compiling takes some 4 µs for each. */
const MAX_SEQUENTIAL = 60_000;
/** How often the average operation must repeat for loops to pay. */
const MIN_REPETITION = 4;

/** Interprets a path until it has been evaluated a few times, then compiles it in the form that suits its size. */
export class TieredEvaluator implements Evaluator {
  private compiled: Evaluator | undefined;
  private sweeps = 0;

  constructor(private readonly interpreter: Interpreter) {}

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    return this.choose(1).gradient(x, gradient);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    return this.choose(1).hessianVector(x, v, product);
  }

  hessian(x: Float64Array, hessian: Float64Array): boolean {
    return this.choose(x.length).hessian(x, hessian);
  }

  /** @param sweeps how many the evaluation would take */
  private choose(sweeps: number): Evaluator {
    if (this.compiled !== undefined) return this.compiled;
    this.sweeps += sweeps;
    if (this.sweeps <= WARM) return this.interpreter;
    this.compiled = compiledForm(this.interpreter);
    return this.compiled;
  }
}

/**
 * Regular traces as loops over terms, other short ones in one straight line, long ones as loops over time as far as they go.
 * What would need more code than that stays interpreted.
 */
export function compiledForm(interpreter: Interpreter): Evaluator {
  const { trace } = interpreter;
  if (trace.nodes > MIN_ROLLED) {
    const rolled = roll(trace);
    if (isRegular(rolled, trace.nodes)) return new RolledLoops(rolled, interpreter);
  }
  if (trace.nodes <= MAX_STRAIGHT_LINE) return new StraightLine(trace, interpreter);
  const parts = stretches(trace, MAX_PIECE);
  const code = parts.reduce((sum, { length }) => sum + length, 0);
  return code <= MAX_SEQUENTIAL && trace.output < trace.nodes && trace.output >= trace.inputs
    ? new Sequential(trace, parts, interpreter)
    : interpreter;
}

/** Is the code to be generated short enough, and much shorter than the trace? */
function isRegular({ kernels }: RolledLoss, nodes: number): boolean {
  const size = (some: readonly Kernel[]) => some.reduce((sum, { graph }) => sum + graph.length, 0);
  const scalar = size(kernels.filter((kernel) => !isDataLoop(kernel)));
  return scalar <= MAX_SCALAR_NODES && size(kernels) <= MAX_VECTOR_NODES && size(kernels) * MIN_REPETITION <= nodes;
}
