import type { Objective } from '../../../src/engine/objective';

/** A truncated Taylor series of second order in n variables: value, gradient and Hessian by forward differentiation. */
export class Jet {
  private constructor(
    readonly value: number,
    readonly gradient: Float64Array,
    readonly hessian: Float64Array,
  ) {}

  static constant(value: number, n: number): Jet {
    return new Jet(value, new Float64Array(n), new Float64Array(n * n));
  }

  static variables(x: Float64Array): Jet[] {
    return Array.from(x, (value, i) => {
      const jet = Jet.constant(value, x.length);
      jet.gradient[i] = 1;
      return jet;
    });
  }

  plus(other: Jet | number): Jet {
    if (typeof other === 'number') return new Jet(this.value + other, this.gradient, this.hessian);
    return new Jet(
      this.value + other.value,
      this.gradient.map((g, i) => g + other.gradient[i]),
      this.hessian.map((h, i) => h + other.hessian[i]),
    );
  }

  times(other: Jet | number): Jet {
    if (typeof other === 'number')
      return new Jet(
        this.value * other,
        this.gradient.map((g) => g * other),
        this.hessian.map((h) => h * other),
      );
    const n = this.gradient.length;
    return new Jet(
      this.value * other.value,
      this.gradient.map((g, i) => g * other.value + this.value * other.gradient[i]),
      this.hessian.map((h, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        const cross = this.gradient[i] * other.gradient[j] + this.gradient[j] * other.gradient[i];
        return h * other.value + cross + this.value * other.hessian[at];
      }),
    );
  }

  minus(other: Jet | number): Jet {
    return this.plus(typeof other === 'number' ? -other : other.times(-1));
  }

  square(): Jet {
    return this.times(this);
  }

  /** A function with the given value and first two derivatives at this value. */
  apply(value: number, first: number, second: number): Jet {
    const n = this.gradient.length;
    return new Jet(
      value,
      this.gradient.map((g) => first * g),
      this.hessian.map((h, at) => first * h + second * this.gradient[Math.floor(at / n)] * this.gradient[at % n]),
    );
  }

  pow(p: number): Jet {
    const v = this.value;
    return this.apply(v ** p, p === 0 ? 0 : p * v ** (p - 1), p === 0 || p === 1 ? 0 : p * (p - 1) * v ** (p - 2));
  }

  exp(): Jet {
    const e = Math.exp(this.value);
    return this.apply(e, e, e);
  }

  log(): Jet {
    return this.apply(Math.log(this.value), 1 / this.value, -1 / this.value ** 2);
  }

  sin(): Jet {
    return this.apply(Math.sin(this.value), Math.cos(this.value), -Math.sin(this.value));
  }

  cos(): Jet {
    return this.apply(Math.cos(this.value), -Math.sin(this.value), -Math.cos(this.value));
  }

  tanh(): Jet {
    const t = Math.tanh(this.value);
    return this.apply(t, 1 - t * t, -2 * t * (1 - t * t));
  }
}

/** The objective of a function of jets. */
export function objectiveOf(n: number, loss: (x: Jet[]) => Jet): Objective {
  const at = (x: Float64Array): Jet => loss(Jet.variables(x));
  return {
    n,
    derivatives: 'exact',
    value: (x) => at(x).value,
    valueAndGradient(x, gradient) {
      const jet = at(x);
      gradient.set(jet.gradient);
      return jet.value;
    },
    hessianVector(x, v, product) {
      const { hessian } = at(x);
      for (let i = 0; i < n; i++) product[i] = v.reduce((sum, vj, j) => sum + hessian[i * n + j] * vj, 0);
    },
    hessian: (x) => Float64Array.from(at(x).hessian),
  };
}
