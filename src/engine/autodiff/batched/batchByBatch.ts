import type { Evaluator } from '../evaluator';
import { HessianMatrix } from '../hessianMatrix';
import { Interpreter } from '../interpreter';
import type { Tracer } from '../tracer';

/** The loss over a batch of examples, and its weight in the whole. */
export interface RecordedShare {
  readonly weight: number;
  readonly tracer: Tracer;
}

/** Records each batch anew for every evaluation, interprets it, and keeps nothing of it. */
export class BatchByBatch implements Evaluator {
  constructor(private readonly shares: readonly RecordedShare[]) {}

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    let value = 0;
    const part = new Float64Array(x.length);
    const done = this.sum(x, gradient, part, (interpreter, weight) => {
      value += weight * (interpreter.gradient(x, part) ?? Number.NaN);
    });
    return done ? value : undefined;
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    const part = new Float64Array(x.length);
    return this.sum(x, product, part, (interpreter) => interpreter.hessianVector(x, v, part));
  }

  hessian(x: Float64Array, hessian: HessianMatrix): boolean {
    const part = new HessianMatrix(x.length);
    return this.sum(x, hessian.overwritten(), part.entries, (interpreter) => interpreter.hessian(x, part));
  }

  /** Σ weight · the part that `write` leaves of each batch; false if one can't be traced. */
  private sum(
    x: Float64Array,
    total: Float64Array,
    part: Float64Array,
    write: (interpreter: Interpreter, weight: number) => void,
  ): boolean {
    total.fill(0);
    for (const { weight, tracer } of this.shares) {
      const trace = tracer.record(x);
      if (trace === undefined) return false;
      write(new Interpreter(trace), weight);
      for (let i = 0; i < total.length; i++) total[i] += weight * part[i];
    }
    return true;
  }
}
