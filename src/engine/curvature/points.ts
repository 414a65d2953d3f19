import type { Inertia, PointKind } from './classify';

export interface CriticalPoint {
  readonly at: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly eigenvalues: Float64Array;
  readonly inertia: Inertia;
  readonly kind: PointKind;
}

/** A connected set of critical points that are not isolated, e.g. the floor of a valley: a curve, or flat regions of more dimensions, those of one loss taken together. */
export interface Continuum {
  /** 1 for a curve; else the number of zero eigenvalues. */
  readonly dimension: number;
  readonly loss: number;
  readonly inertia: Inertia;
  /** By the eigenvalues that are not zero, those across the continuum; degenerate when there are none. */
  readonly kind: PointKind;
  /** Points on it: of a curve in order from end to end, the first repeated when it is closed; else those that were met. */
  readonly points: readonly Float64Array[];
}

/** Where ‖∇L‖ is stationary but not 0: the search stops there, yet the point is not critical. */
export interface GradientFlatPoint {
  readonly at: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
}

export interface CriticalPoints {
  readonly box: readonly (readonly [number, number])[];
  /** Minima, saddles, maxima, degenerate; within a kind by loss. */
  readonly points: readonly CriticalPoint[];
  /** How many of each kind among `points`. */
  readonly counts: Readonly<Record<PointKind, number>>;
  readonly continua: readonly Continuum[];
  /** Met on the way, and easily taken for critical points; by ‖∇L‖, no more than twenty. */
  readonly gradientFlat: readonly GradientFlatPoint[];
  readonly proof: 'complete' | 'sampled';
  /** Why the points are not proven to be all, in words. */
  readonly reason?: string;
  /** From how many starts the search has gone. */
  readonly starts: number;
  /** The expected number of points still missing (Boender & Rinnooy Kan 1987); 0 when the proof is complete. */
  readonly expectedMissing: number;
}
