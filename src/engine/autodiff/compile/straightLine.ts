import type { Evaluator } from '../evaluator';
import { forward } from '../graph/forward';
import { fromTrace, type TraceGraph } from '../graph/fromTrace';
import { reverse } from '../graph/reverse';
import type { Interpreter } from '../interpreter';
import type { Trace } from '../trace';
import { type Check, type Output, statements } from './javascript';

/** Longer straight-line functions run ever slower, until they are slower than the interpreter. */
export const MAX_STRAIGHT_LINE = 2000;
const MAX_DERIVATIVE_NODES = 12_000;

type GradientFunction = (x: Float64Array, externals: Float64Array, g: Float64Array) => number | undefined;
/** 1: written; 0: off the path; −1: on a kink, where the interpreter knows what to do. */
type CurvatureFunction = (x: Float64Array, externals: Float64Array, v: Float64Array, out: Float64Array) => 1 | 0 | -1;

/**
 * Compiles a short trace to one JavaScript function per derivative, without loops or memory traffic: as fast as a derivative
 * written by hand. A program grows with the first use of each method.
 */
export class StraightLine implements Evaluator {
  private readonly program: Program;
  private readonly externals: Float64Array;
  private gradientFunction: GradientFunction | undefined;
  private productFunction: CurvatureFunction | undefined;
  private hessianFunction: CurvatureFunction | 'columns' | undefined;

  constructor(
    trace: Trace,
    private readonly interpreter: Interpreter,
  ) {
    this.program = new Program(trace);
    this.externals = interpreter.values;
  }

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    this.gradientFunction ??= this.program.gradient();
    return this.gradientFunction(x, this.externals, gradient);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    this.productFunction ??= this.program.hessianVector();
    const status = this.productFunction(x, this.externals, v, product);
    return status < 0 ? this.interpreter.hessianVector(x, v, product) : status === 1;
  }

  hessian(x: Float64Array, hessian: Float64Array): boolean {
    this.hessianFunction ??= this.program.hessian() ?? 'columns';
    if (this.hessianFunction === 'columns') return this.hessianByColumns(x, hessian);
    const status = this.hessianFunction(x, this.externals, x, hessian);
    return status < 0 ? this.interpreter.hessian(x, hessian) : status === 1;
  }

  private hessianByColumns(x: Float64Array, hessian: Float64Array): boolean {
    const n = x.length;
    const [unit, column] = [new Float64Array(n), new Float64Array(n)];
    for (let j = 0; j < n; j++) {
      unit.fill(0)[j] = 1;
      if (!this.hessianVector(x, unit, column)) return false;
      for (let i = j; i < n; i++) hessian[i * n + j] = hessian[j * n + i] = column[i];
    }
    return true;
  }
}

/** A trace's graph with the derivative programs built on it. */
class Program {
  private readonly base: TraceGraph;
  private readonly gradientNodes: readonly number[];
  private readonly n: number;
  /** First slot of the direction v. */
  private readonly directions: number;

  constructor(private readonly trace: Trace) {
    this.base = fromTrace(trace);
    this.n = trace.inputs;
    this.directions = this.n + trace.externals.length;
    this.gradientNodes = reverse(this.base.graph, this.base.output, this.base.inputs);
  }

  gradient(): GradientFunction {
    const outputs: Output[] = this.gradientNodes.map((node, i) => ({ node, write: (e) => `g[${i}]=${e};` }));
    outputs.push({ node: this.base.output, write: (e) => `return ${e};` });
    const checks = this.base.guards.map((guard) => ({ ...guard, exit: 'undefined' }));
    return new Function('x', 'e', 'g', this.statements(checks, outputs)) as GradientFunction;
  }

  hessianVector(): CurvatureFunction {
    const { graph, inputs } = this.base;
    const seeds = new Map(inputs.map((input, i) => [input, graph.input(this.directions + i)]));
    const product = forward(graph, this.gradientNodes, seeds);
    return this.curvature(product.map((node, i) => ({ node, write: (e) => `h[${i}]=${e};` })));
  }

  /** Undefined if it would be too long. */
  hessian(): CurvatureFunction | undefined {
    const { n, base, gradientNodes } = this;
    const outputs: Output[] = [];
    for (let j = 0; j < n; j++) {
      const column = forward(base.graph, gradientNodes.slice(j), new Map([[base.inputs[j], base.graph.constant(1)]]));
      if (base.graph.length > MAX_DERIVATIVE_NODES) return undefined;
      column.forEach((node, k) => {
        const i = j + k;
        outputs.push({ node, write: (e) => (i === j ? `h[${i * n + i}]=${e};` : `h[${i * n + j}]=h[${j * n + i}]=${e};`) });
      });
    }
    return this.curvature(outputs);
  }

  private curvature(outputs: readonly Output[]): CurvatureFunction {
    const { guards, kink } = this.base;
    const checks: Check[] = guards.map((guard) => ({ ...guard, exit: '0' }));
    if (kink !== undefined) checks.push({ node: kink, expected: 0, exit: '-1' });
    return new Function('x', 'e', 'v', 'h', `${this.statements(checks, outputs)}return 1;`) as CurvatureFunction;
  }

  private statements(checks: readonly Check[], outputs: readonly Output[]): string {
    const { n, directions, trace } = this;
    const input = (slot: number): string => {
      if (slot < n) return `x[${slot}]`;
      return slot < directions ? `e[${trace.externals[slot - n].node}]` : `v[${slot - directions}]`;
    };
    return statements({ graph: this.base.graph, input, checks, outputs });
  }
}
