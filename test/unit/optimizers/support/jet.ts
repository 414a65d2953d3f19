import { type Derivatives, derivatives, type Scalar } from './scalar';

/** A value with its gradient and Hessian (row-major), carried forward through every operation. */
export class Jet implements Scalar<Jet> {
  constructor(
    readonly value: number,
    readonly gradient: Float64Array,
    readonly hessian: Float64Array,
  ) {}

  plus(other: Jet | number): Jet {
    if (typeof other === 'number') return new Jet(this.value + other, this.gradient, this.hessian);
    return new Jet(
      this.value + other.value,
      this.gradient.map((g, i) => g + other.gradient[i]),
      this.hessian.map((h, i) => h + other.hessian[i]),
    );
  }

  minus(other: Jet | number): Jet {
    return this.plus(typeof other === 'number' ? -other : other.times(-1));
  }

  times(other: Jet | number): Jet {
    if (typeof other === 'number') return this.through([this.value * other, other, 0]);
    const { gradient: a, value } = this;
    const { gradient: b } = other;
    const n = a.length;
    return new Jet(
      value * other.value,
      a.map((ai, i) => ai * other.value + value * b[i]),
      this.hessian.map((h, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return h * other.value + value * other.hessian[at] + a[i] * b[j] + a[j] * b[i];
      }),
    );
  }

  over(other: Jet | number): Jet {
    return typeof other === 'number' ? this.through([this.value / other, 1 / other, 0]) : this.times(other.pow(-1));
  }

  pow = (p: number): Jet => this.through(derivatives.pow(this.value, p));
  exp = (): Jet => this.through(derivatives.exp(this.value));
  sin = (): Jet => this.through(derivatives.sin(this.value));
  cos = (): Jet => this.through(derivatives.cos(this.value));
  tanh = (): Jet => this.through(derivatives.tanh(this.value));
  atan = (): Jet => this.through(derivatives.atan(this.value));
  softplus = (): Jet => this.through(derivatives.softplus(this.value));

  private through([f, slope, bend]: Derivatives): Jet {
    const { gradient: g, hessian } = this;
    const n = g.length;
    return new Jet(
      f,
      g.map((gi) => slope * gi),
      hessian.map((h, at) => slope * h + bend * g[Math.floor(at / n)] * g[at % n]),
    );
  }
}

export function jetVariables(x: Float64Array): Jet[] {
  const n = x.length;
  return Array.from(x, (value, i) => {
    const gradient = new Float64Array(n);
    gradient[i] = 1;
    return new Jet(value, gradient, new Float64Array(n * n));
  });
}
