import type { Evaluator } from '../evaluator';
import { fuse } from '../grouping/fuse';
import type { Kernel, RolledLoss } from '../grouping/kernels';
import { sparsityPattern } from '../grouping/pattern';
import type { HessianMatrix } from '../hessianMatrix';
import { hessianByColumns } from './columns';
import type { Derivative } from './kernelProgram';
import type { KernelFunction, KernelRunner } from './kernelRunner';
import type { LoopPlans } from './loopPlans';
import { ScalarLoop } from './scalarLoop';
import { isDataLoop, VectorLoop } from './vectorLoop';

/** A re-rolled trace, each of its kernels compiled to the kind of loop that suits it. What happens on kinks is left to another evaluator. */
export class RolledLoops implements Evaluator {
  private readonly kernels: readonly Kernel[];
  private readonly runners: readonly KernelRunner[];
  /** Of the Hessian, once it has been asked for. */
  private pattern: { readonly entries: Int32Array | undefined } | undefined;
  private readonly prepared: { [Name in Derivative]?: readonly KernelFunction[] } = {};

  constructor(
    private readonly rolled: RolledLoss,
    private readonly onKinks: Pick<Evaluator, 'hessianVector' | 'hessian'>,
    /** Values of the nodes of the trace, where some of them are externals. */
    private readonly externals: Float64Array,
    private readonly plans: LoopPlans,
  ) {
    const data = rolled.kernels.filter(isDataLoop);
    const others = fuse(rolled.kernels.filter((kernel) => !isDataLoop(kernel)));
    this.kernels = [...data, ...others];
    this.runners = this.kernels.map((kernel) => this.runner(kernel));
  }

  value(x: Float64Array): number | undefined {
    const sum = this.run('value', x, x, x);
    return typeof sum === 'number' ? this.rolled.constant + sum : undefined;
  }

  readonly gradientFunction = (x: Float64Array, gradient: Float64Array): number | undefined => this.gradient(x, gradient);

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    gradient.fill(0);
    const sum = this.run('gradient', x, x, gradient);
    return typeof sum === 'number' ? this.rolled.constant + sum : undefined;
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    product.fill(0);
    const sum = this.run('product', x, v, product);
    return sum === null ? this.onKinks.hessianVector(x, v, product) : sum !== undefined;
  }

  hessian(x: Float64Array, hessian: HessianMatrix): boolean {
    if (this.runners.some(({ pairs, maxPairs }) => pairs > maxPairs)) return hessianByColumns(this, x, hessian);
    this.pattern ??= { entries: sparsityPattern(this.kernels, x.length) };
    const sum = this.run('hessian', x, x, hessian.cleared(this.pattern.entries));
    return sum === null ? this.onKinks.hessian(x, hessian) : sum !== undefined;
  }

  /** Σ of the kernels' shares; undefined off the path, null on a kink. */
  private run(derivative: Derivative, x: Float64Array, v: Float64Array, out: Float64Array): number | undefined | null {
    this.prepared[derivative] ??= this.runners.map((runner) => runner.prepared(derivative));
    let sum = 0;
    for (const add of this.prepared[derivative]) {
      const share = add(x, v, out);
      if (share === undefined || share === null) return share;
      sum += share;
    }
    return sum;
  }

  private runner(kernel: Kernel): KernelRunner {
    const { inputs } = this.rolled;
    return isDataLoop(kernel) ? new VectorLoop(kernel, inputs, this.plans) : new ScalarLoop(kernel, inputs, this.externals);
  }
}
