/** Where something stands in the user's source: offsets into the text, 0-based; the file is an absolute path. */
export interface SourceRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A point where the loss has a kink, e.g. `Math.abs(x)` at x = 0, and the subgradient rule that was applied there. */
export interface NonSmoothPoint {
  readonly site: SourceRange;
  readonly rule: string;
}

/** How the derivatives were had: by the chain rule through the traced program, or by central differences. */
export type DerivativeKind = 'exact' | 'numeric';

/**
 * A scalar loss of n parameters with its derivatives: all that optimizers, curvature and landscape know of the user's code.
 * Vectors have length n. Methods throw what the user's code throws,
 * wrapped in `UserCodeError`; they never return a silently wrong derivative.
 */
export interface Objective {
  readonly n: number;
  readonly derivatives: DerivativeKind;
  value(x: Float64Array): number;
  /** Writes ∇L(x) into `gradient` and returns L(x). */
  valueAndGradient(x: Float64Array, gradient: Float64Array): number;
  /**
   * Writes H(x)·v into `product`. Of many products in a row at one x, as Lanczos's method and conjugate gradients ask for, those after the
   * first few may take less time, and differ from these by rounding: what is the same for every v is computed once.
   */
  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): void;
  /**
   * H(x), row-major n × n and symmetric: a matrix of the objective's own, which its next Hessian may be written into. What is to be kept
   * or changed is to be copied.
   */
  hessian(x: Float64Array): Float64Array;
}
