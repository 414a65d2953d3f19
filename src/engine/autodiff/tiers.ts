import { MAX_STRAIGHT_LINE, StraightLine } from './compile/straightLine';
import type { Evaluator } from './evaluator';
import type { Interpreter } from './interpreter';

/** How often a path is interpreted before compiling it is worth the while. */
const WARM = 2;

/** Interprets a path until it has been evaluated a few times, then compiles it in the form that suits its size. */
export class TieredEvaluator implements Evaluator {
  private compiled: Evaluator | undefined;
  private uses = 0;

  constructor(private readonly interpreter: Interpreter) {}

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    return this.choose().gradient(x, gradient);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    return this.choose().hessianVector(x, v, product);
  }

  hessian(x: Float64Array, hessian: Float64Array): boolean {
    return this.choose().hessian(x, hessian);
  }

  private choose(): Evaluator {
    if (this.compiled !== undefined) return this.compiled;
    const { trace } = this.interpreter;
    if (++this.uses <= WARM || trace.nodes > MAX_STRAIGHT_LINE) return this.interpreter;
    this.compiled = new StraightLine(trace, this.interpreter);
    return this.compiled;
  }
}
