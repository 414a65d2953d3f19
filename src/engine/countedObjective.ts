import type { Objective } from './objective';
import type { Evaluations } from './trajectory';

/**
 * Counts what a run asks of an objective. Value and gradient together count as one of each;
 * a Hessian–vector product counts as a Hessian, as in SciPy.
 */
export class CountedObjective implements Objective {
  readonly n: number;
  readonly derivatives;
  private loss = 0;
  private gradients = 0;
  private hessians = 0;

  constructor(private readonly inner: Objective) {
    this.n = inner.n;
    this.derivatives = inner.derivatives;
  }

  get evaluations(): Evaluations {
    return { loss: this.loss, gradient: this.gradients, hessian: this.hessians };
  }

  value(x: Float64Array): number {
    this.loss++;
    return this.inner.value(x);
  }

  valueAndGradient(x: Float64Array, gradient: Float64Array): number {
    this.loss++;
    this.gradients++;
    return this.inner.valueAndGradient(x, gradient);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): void {
    this.hessians++;
    this.inner.hessianVector(x, v, product);
  }

  hessian(x: Float64Array): Float64Array {
    this.hessians++;
    return this.inner.hessian(x);
  }
}
