import { Failures } from '../failures';
import { dot, largestMagnitude, plus, row } from '../linalg/vector';
import type { Objective } from '../objective';
import type { PointReport } from './readout';

/** The loss along a line θ + t·u and its second-order Taylor model L + t·gᵀu + ½t²·λ, at the same values of t. */
export interface CrossSection {
  readonly direction: Float64Array;
  /** uᵀHu: the eigenvalue, when u is an eigenvector. */
  readonly eigenvalue: number;
  /** gᵀu */
  readonly slope: number;
  readonly t: Float64Array;
  /** NaN where the loss can't be evaluated. */
  readonly loss: Float64Array;
  readonly taylor: Float64Array;
}

export interface CrossSectionOptions {
  /** Half the length of the line; by default a quarter of 1 + |θ|∞. */
  readonly reach?: number;
  readonly samples?: number;
  /** Only so many eigenvectors at each end of the spectrum; by default all. */
  readonly outermost?: number;
}

/** Along every eigenvector of a report, ascending by eigenvalue. */
export function eigenSections(objective: Objective, report: PointReport, options: CrossSectionOptions = {}): CrossSection[] {
  const { eigenvalues, eigenvectors } = report;
  const { outermost = eigenvalues.length } = options;
  return Array.from(eigenvalues.keys())
    .filter((k) => k < outermost || k >= eigenvalues.length - outermost)
    .map((k) => crossSection(objective, report, row(eigenvectors, k, objective.n).slice(), eigenvalues[k], options));
}

/** @param eigenvalue uᵀHu */
export function crossSection(
  objective: Objective,
  { at, loss, gradient }: Pick<PointReport, 'at' | 'loss' | 'gradient'>,
  direction: Float64Array,
  eigenvalue: number,
  { reach = 0.25 * (1 + largestMagnitude(at)), samples = 81 }: CrossSectionOptions = {},
): CrossSection {
  const failures = new Failures();
  const slope = dot(gradient, direction);
  const t = Float64Array.from({ length: samples }, (_, i) => reach * ((2 * i) / (samples - 1) - 1));
  return {
    direction,
    eigenvalue,
    slope,
    t,
    loss: t.map((step) => failures.attempt(() => objective.value(plus(at, step, direction))) ?? Number.NaN),
    taylor: t.map((step) => loss + step * slope + 0.5 * step * step * eigenvalue),
  };
}
