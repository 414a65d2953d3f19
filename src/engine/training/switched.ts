import type { Objective } from '../objective';

/** The loss over one batch after another, as one objective: `advance` goes on to the batch of the next step. */
export class SwitchedObjective implements Objective {
  readonly n: number;
  readonly derivatives;
  private step = 0;
  private current: Objective;

  constructor(private readonly batchAt: (step: number) => Objective) {
    this.current = batchAt(0);
    this.n = this.current.n;
    this.derivatives = this.current.derivatives;
  }

  advance(): void {
    this.step++;
    this.current = this.batchAt(this.step);
  }

  value(x: Float64Array): number {
    return this.current.value(x);
  }

  valueAndGradient(x: Float64Array, gradient: Float64Array): number {
    return this.current.valueAndGradient(x, gradient);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): void {
    this.current.hessianVector(x, v, product);
  }

  hessian(x: Float64Array): Float64Array {
    return this.current.hessian(x);
  }
}
