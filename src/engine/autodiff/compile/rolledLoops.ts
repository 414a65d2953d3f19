import { clear } from '../clear';
import type { Evaluator } from '../evaluator';
import { fuse } from '../grouping/fuse';
import type { Kernel, RolledLoss } from '../grouping/kernels';
import type { Filling, HessianMatrix } from '../hessianMatrix';
import { hessianByColumns } from './columns';
import { FirstWrites } from './firstWrites';
import type { Derivative } from './kernelProgram';
import type { KernelFunction, KernelRunner } from './kernelRunner';
import type { LoopPlans } from './loopPlans';
import { ScalarLoop } from './scalarLoop';
import { isDataLoop, VectorLoop } from './vectorLoop';

/** Loops that together give a vector, and the places to be cleared before. */
interface ToVector {
  readonly functions: readonly KernelFunction[];
  readonly unwritten: Int32Array | undefined;
}

/** Loops that together give a matrix. */
interface ToMatrix {
  readonly functions: readonly KernelFunction[];
  readonly filling: Filling;
}

/** A re-rolled trace, each of its kernels compiled to the kind of loop that suits it. What happens on kinks is left to another evaluator. */
export class RolledLoops implements Evaluator {
  private readonly runners: readonly KernelRunner[];
  private readonly toVectors: { [Name in Exclude<Derivative, 'hessian'>]?: ToVector } = {};
  private toMatrix: ToMatrix | 'columns' | undefined;

  constructor(
    private readonly rolled: RolledLoss,
    private readonly onKinks: Pick<Evaluator, 'hessianVector' | 'hessian'>,
    /** Values of the nodes of the trace, where some of them are externals. */
    private readonly externals: Float64Array,
    private readonly plans: LoopPlans,
  ) {
    const data = rolled.kernels.filter(isDataLoop);
    const others = fuse(rolled.kernels.filter((kernel) => !isDataLoop(kernel)));
    this.runners = [...data, ...others].map((kernel) => this.runner(kernel));
  }

  value(x: Float64Array): number | undefined {
    const sum = run(this.toVector('value').functions, x, x, x);
    return typeof sum === 'number' ? this.rolled.constant + sum : undefined;
  }

  readonly gradientFunction = (x: Float64Array, gradient: Float64Array): number | undefined => this.gradient(x, gradient);

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    const { functions, unwritten } = this.toVector('gradient');
    clear(gradient, unwritten);
    const sum = run(functions, x, x, gradient);
    return typeof sum === 'number' ? this.rolled.constant + sum : undefined;
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    const { functions, unwritten } = this.toVector('product');
    clear(product, unwritten);
    const sum = run(functions, x, v, product);
    return sum === null ? this.onKinks.hessianVector(x, v, product) : sum !== undefined;
  }

  hessian(x: Float64Array, hessian: HessianMatrix): boolean {
    this.toMatrix ??= this.preparedMatrix();
    if (this.toMatrix === 'columns') return hessianByColumns(this, x, hessian);
    const { functions, filling } = this.toMatrix;
    const sum = run(functions, x, x, hessian.readyFor(filling));
    return sum === null ? this.onKinks.hessian(x, hessian) : sum !== undefined;
  }

  private toVector(derivative: Exclude<Derivative, 'hessian'>): ToVector {
    this.toVectors[derivative] ??= this.preparedVector(derivative);
    return this.toVectors[derivative];
  }

  private preparedVector(derivative: Derivative): ToVector {
    const { inputs } = this.rolled;
    const writes = new FirstWrites(inputs, inputs);
    const functions = this.runners.map((runner) => runner.prepared(derivative, writes));
    return { functions, unwritten: writes.unwritten };
  }

  private preparedMatrix(): ToMatrix | 'columns' {
    if (this.runners.some(({ pairs, maxPairs }) => pairs > maxPairs)) return 'columns';
    const { inputs } = this.rolled;
    const writes = new FirstWrites(inputs, inputs ** 2);
    const functions = this.runners.map((runner) => runner.prepared('hessian', writes));
    return { functions, filling: writes.filling };
  }

  private runner(kernel: Kernel): KernelRunner {
    const { inputs } = this.rolled;
    return isDataLoop(kernel) ? new VectorLoop(kernel, inputs, this.plans) : new ScalarLoop(kernel, inputs, this.externals);
  }
}

/** Σ of the kernels' shares; undefined off the path, null on a kink. */
function run(functions: readonly KernelFunction[], x: Float64Array, v: Float64Array, out: Float64Array): number | undefined | null {
  let sum = 0;
  for (const add of functions) {
    const share = add(x, v, out);
    if (share === undefined || share === null) return share;
    sum += share;
  }
  return sum;
}
