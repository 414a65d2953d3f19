/** Of losses of more parameters no Hessian is formed. */
export const MOST_FOR_HESSIAN = 200;

/** A loss as a user writes it, and the same written by hand as fast as one can. */
export interface BenchCase {
  readonly name: string;
  readonly kind: 'tiny' | 'data' | 'sparse' | 'sequential';
  /** TypeScript that exports `loss(w: number[]): number`. */
  readonly source: string;
  readonly start: Float64Array;
  readonly byHand?: {
    /** Writes the gradient and returns the loss. */
    gradient(w: Float64Array, g: Float64Array): number;
    /** Writes the Hessian, row-major. */
    hessian(w: Float64Array, h: Float64Array): void;
  };
}
