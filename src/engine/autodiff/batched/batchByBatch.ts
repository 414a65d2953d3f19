import type { Evaluator } from '../evaluator';
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
    const done = this.sum(x, gradient, (interpreter, part, weight) => {
      value += weight * (interpreter.gradient(x, part) ?? Number.NaN);
    });
    return done ? value : undefined;
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    return this.sum(x, product, (interpreter, part) => interpreter.hessianVector(x, v, part));
  }

  hessian(x: Float64Array, hessian: Float64Array): boolean {
    return this.sum(x, hessian, (interpreter, part) => interpreter.hessian(x, part));
  }

  /** Σ weight · what each batch adds; false if one can't be traced. */
  private sum(x: Float64Array, total: Float64Array, add: (interpreter: Interpreter, part: Float64Array, weight: number) => void): boolean {
    total.fill(0);
    const part = new Float64Array(total.length);
    for (const { weight, tracer } of this.shares) {
      const trace = tracer.record(x);
      if (trace === undefined) return false;
      add(new Interpreter(trace), part, weight);
      for (let i = 0; i < total.length; i++) total[i] += weight * part[i];
    }
    return true;
  }
}
