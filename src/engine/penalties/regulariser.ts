import type { Objective } from '../objective';
import type { OptimizerChoice } from '../trajectory';
import { penaltyById } from '.';
import type { PowerTerm } from './penalty';
import { bend, kink, proximal, slope, value } from './powers';

/** A sum of powers of |w| over all coordinates but the unpenalised ones. */
export class Regulariser {
  private readonly kink: number;

  constructor(
    private readonly terms: readonly PowerTerm[],
    private readonly unpenalized: ReadonlySet<number> = new Set(),
  ) {
    this.kink = kink(terms);
  }

  /** The sum of the chosen penalties. Throws `OptionError` for unknown penalties or options. */
  static of(choices: readonly OptimizerChoice[], unpenalized?: ReadonlySet<number>): Regulariser {
    const terms = choices.flatMap(({ id, options }) => penaltyById(id).terms(options));
    return new Regulariser(terms, unpenalized);
  }

  /** What bends at 0 without bound (powers below 2): no gradient step is short enough to come to rest there. And what is smooth. */
  split(): { readonly kinked: Regulariser; readonly smooth: Regulariser } {
    const part = (test: (term: PowerTerm) => boolean) => new Regulariser(this.terms.filter(test), this.unpenalized);
    return { kinked: part(({ power }) => power < 2), smooth: part(({ power }) => power >= 2) };
  }

  get isEmpty(): boolean {
    return this.terms.length === 0;
  }

  isPenalized(i: number): boolean {
    return !this.unpenalized.has(i);
  }

  value(x: Float64Array): number {
    return x.reduce((sum, xi, i) => (this.isPenalized(i) ? sum + value(this.terms, xi) : sum), 0);
  }

  /** One subgradient of R; 0 at kinks. */
  subgradient(x: Float64Array): Float64Array {
    return x.map((xi, i) => (this.isPenalized(i) ? slope(this.terms, xi) : 0));
  }

  /** The diagonal of R's Hessian, which has no other entries. */
  curvature(x: Float64Array): Float64Array {
    return x.map((xi, i) => (this.isPenalized(i) ? bend(this.terms, xi) : 0));
  }

  /** argmin over z of ½‖z − a‖² + t·R(z). */
  proximal(a: Float64Array, t: number): Float64Array {
    return a.map((ai, i) => (this.isPenalized(i) ? proximal(this.terms, ai, t) : ai));
  }

  /** The shortest subgradient of L + R, from any one: zero exactly at its stationary points, kinks included. */
  shortest(x: Float64Array, subgradient: Float64Array): Float64Array {
    return subgradient.map((g, i) => (x[i] === 0 && this.isPenalized(i) ? Math.sign(g) * Math.max(Math.abs(g) - this.kink, 0) : g));
  }
}

/** L + R with the subgradient of R, for methods that treat penalties like any other part of the loss. */
export function penalised(loss: Objective, regulariser: Regulariser): Objective {
  const { n, derivatives } = loss;
  return {
    n,
    derivatives,
    value: (x) => loss.value(x) + regulariser.value(x),
    valueAndGradient(x, gradient) {
      const l = loss.valueAndGradient(x, gradient);
      regulariser.subgradient(x).forEach((s, i) => {
        gradient[i] += s;
      });
      return l + regulariser.value(x);
    },
    hessianVector(x, v, product) {
      loss.hessianVector(x, v, product);
      regulariser.curvature(x).forEach((c, i) => {
        product[i] += c * v[i];
      });
    },
    hessian(x) {
      const hessian = loss.hessian(x).slice();
      regulariser.curvature(x).forEach((c, i) => {
        hessian[i * n + i] += c;
      });
      return hessian;
    },
  };
}
