/** Arithmetic that a test problem is written in, so that it runs on jets (exact Hessians) and on a tape (reverse gradients). */
export interface Scalar<S> {
  plus(other: S | number): S;
  minus(other: S | number): S;
  times(other: S | number): S;
  over(other: S | number): S;
  pow(exponent: number): S;
  exp(): S;
  sin(): S;
  cos(): S;
  tanh(): S;
  atan(): S;
  /** log(1 + eˣ) without overflow. */
  softplus(): S;
  readonly value: number;
}

export type Loss = <S extends Scalar<S>>(x: readonly S[]) => S;

export function sum<S extends Scalar<S>>(terms: readonly S[]): S {
  return terms.reduce((total, term) => total.plus(term));
}

/** f, f′ and f″ at one x. */
export type Derivatives = readonly [value: number, slope: number, bend: number];

/** Whole powers by multiplication, as PyTorch does it for 2 and 3. */
function raise(x: number, p: number): number {
  if (p === 2) return x * x;
  return p === 3 ? x * x * x : x ** p;
}

export const derivatives = {
  pow: (x: number, p: number): Derivatives => [
    raise(x, p),
    p === 0 ? 0 : p * raise(x, p - 1),
    p === 0 || p === 1 ? 0 : p * (p - 1) * raise(x, p - 2),
  ],
  exp: (x: number): Derivatives => [Math.exp(x), Math.exp(x), Math.exp(x)],
  sin: (x: number): Derivatives => [Math.sin(x), Math.cos(x), -Math.sin(x)],
  cos: (x: number): Derivatives => [Math.cos(x), -Math.sin(x), -Math.cos(x)],
  tanh(x: number): Derivatives {
    const t = Math.tanh(x);
    return [t, 1 - t * t, -2 * t * (1 - t * t)];
  },
  atan(x: number): Derivatives {
    const d = 1 / (1 + x * x);
    return [Math.atan(x), d, -2 * x * d * d];
  },
  softplus(x: number): Derivatives {
    const s = 1 / (1 + Math.exp(-x));
    return [Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), s, s * (1 - s)];
  },
};
