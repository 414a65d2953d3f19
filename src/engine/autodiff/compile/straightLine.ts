import type { Evaluator, GradientFunction } from '../evaluator';
import type { HessianMatrix } from '../hessianMatrix';
import type { Interpreter } from '../interpreter';
import type { Trace } from '../trace';
import { hessianByColumns } from './columns';
import { DerivativeGraph } from './derivativeGraph';
import { type Check, type Output, statements } from './javascript';

/** Longer straight-line functions run ever slower, until they are slower than the interpreter. */
export const MAX_STRAIGHT_LINE = 2000;
const MAX_DERIVATIVE_NODES = 12_000;

/** 1: written; 0: off the path; −1: on a kink, where the interpreter knows what to do. */
type CurvatureFunction = (x: Float64Array, externals: Float64Array, v: Float64Array, out: Float64Array) => 1 | 0 | -1;

/**
 * Compiles a short trace to one JavaScript function per derivative, without loops or memory traffic: as fast as a derivative
 * written by hand. A program grows with the first use of each method.
 */
export class StraightLine implements Evaluator {
  private readonly derivatives: DerivativeGraph;
  private readonly externals: Float64Array;
  gradientFunction: GradientFunction | undefined;
  private productFunction: CurvatureFunction | undefined;
  private hessianFunction: CurvatureFunction | 'columns' | undefined;

  constructor(
    trace: Trace,
    private readonly interpreter: Interpreter,
  ) {
    this.derivatives = new DerivativeGraph(trace);
    this.externals = interpreter.values;
  }

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    this.gradientFunction ??= this.compileGradient();
    return this.gradientFunction(x, gradient);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    this.productFunction ??= this.compileProduct();
    const status = this.productFunction(x, this.externals, v, product);
    return status < 0 ? this.interpreter.hessianVector(x, v, product) : status === 1;
  }

  hessian(x: Float64Array, hessian: HessianMatrix): boolean {
    this.hessianFunction ??= this.compileHessian() ?? 'columns';
    if (this.hessianFunction === 'columns') return hessianByColumns(this, x, hessian);
    const status = this.hessianFunction(x, this.externals, x, hessian.overwritten());
    return status < 0 ? this.interpreter.hessian(x, hessian) : status === 1;
  }

  private compileGradient(): GradientFunction {
    const { derivatives } = this;
    const outputs: Output[] = derivatives.gradient.map((node, i) => ({ node, write: (e) => `g[${i}]=${e};` }));
    outputs.push({ node: derivatives.base.output, write: (e) => `return ${e};` });
    const source = this.body(derivatives.checks('undefined'), outputs);
    return new Function('e', `return (x,g)=>{${source}}`)(this.externals) as GradientFunction;
  }

  private compileProduct(): CurvatureFunction {
    return this.compileCurvature(this.derivatives.product().map((node, i) => ({ node, write: (e) => `h[${i}]=${e};` })));
  }

  /** Undefined if it would be too long. */
  private compileHessian(): CurvatureFunction | undefined {
    const { n, base } = this.derivatives;
    const outputs: Output[] = [];
    for (let j = 0; j < n; j++) {
      this.derivatives.column(j).forEach((node, k) => {
        const i = j + k;
        outputs.push({ node, write: (e) => (i === j ? `h[${i * n + i}]=${e};` : `h[${i * n + j}]=h[${j * n + i}]=${e};`) });
      });
      if (base.graph.length > MAX_DERIVATIVE_NODES) return undefined;
    }
    return this.compileCurvature(outputs);
  }

  private compileCurvature(outputs: readonly Output[]): CurvatureFunction {
    const body = this.body(this.derivatives.checks('0', '-1'), outputs);
    return new Function('x', 'e', 'v', 'h', `${body}return 1;`) as CurvatureFunction;
  }

  private body(checks: readonly Check[], outputs: readonly Output[]): string {
    const { derivatives } = this;
    return statements({ graph: derivatives.base.graph, input: (slot) => derivatives.input(slot), checks, outputs });
  }
}
