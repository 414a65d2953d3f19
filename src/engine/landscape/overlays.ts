import { conditionNumber } from '../curvature/classify';
import { localModel } from '../curvature/gradientRoot';
import { Failures } from '../failures';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { type Plane, pointOn, type Surface } from './plane';

/** What can be laid over a map; all but ‖g‖ need the Hessian. */
export interface Overlays {
  readonly plane: Plane;
  readonly box: Surface['box'];
  readonly size: number;
  /** Grids like those of a surface: values[j·size + i]; NaN where the loss is not finite. */
  readonly gradientNorm: Float64Array;
  /** Of the whole Hessian, not of its part in the plane. */
  readonly smallestEigenvalue: Float64Array;
  readonly largestEigenvalue: Float64Array;
  /** Infinity where some eigenvalue is zero. */
  readonly conditionNumber: Float64Array;
  /** −1, 0 or 1; the number of negative eigenvalues is even where it is 1. */
  readonly determinantSign: Float64Array;
}

export interface OverlaysRequest {
  readonly plane: Plane;
  readonly box: Surface['box'];
  readonly size: number;
}

/** The Hessian is formed and diagonalised at every grid point. */
export const mostParameters = 64;

/** Gradient and Hessian over a grid of a plane. Yields after each row. Throws a `RangeError` above 64 parameters. */
export function* overlays(objective: Objective, { plane, box, size }: OverlaysRequest): Work<Overlays> {
  if (objective.n > mostParameters)
    throw new RangeError(`Curvature can be drawn with up to ${mostParameters} parameters; there are ${objective.n}.`);
  const grid = (): Float64Array => new Float64Array(size * size).fill(Number.NaN);
  const fields = {
    gradientNorm: grid(),
    smallestEigenvalue: grid(),
    largestEigenvalue: grid(),
    conditionNumber: grid(),
    determinantSign: grid(),
  };
  const failures = new Failures();
  const between = (low: number, high: number, i: number): number => low + ((high - low) * i) / (size - 1);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      const x = pointOn(plane, between(box[0], box[1], i), between(box[2], box[3], j));
      const local = failures.attempt(() => localModel(objective, x));
      if (!local || !Number.isFinite(local.loss)) continue;
      const { values } = local.eigen;
      const at = j * size + i;
      fields.gradientNorm[at] = local.gradientNorm;
      fields.smallestEigenvalue[at] = values[0];
      fields.largestEigenvalue[at] = values[values.length - 1];
      fields.conditionNumber[at] = conditionNumber(values);
      fields.determinantSign[at] = values.reduce((sign, value) => sign * Math.sign(value), 1);
    }
    yield undefined;
  }
  failures.throwIfAllFailed();
  return { plane, box, size, ...fields };
}

/** 1 where the loss bends down in some direction, 0 where it does not, NaN where that is unknown. */
export function negativeCurvature({ smallestEigenvalue, largestEigenvalue }: Overlays): Float64Array {
  return smallestEigenvalue.map((lowest, at) => {
    if (Number.isNaN(lowest)) return Number.NaN;
    return lowest < -1e-9 * Math.max(Math.abs(lowest), Math.abs(largestEigenvalue[at])) ? 1 : 0;
  });
}

/** Small against what: the drop of the loss over the box, of which a plateau has next to nothing. */
const [flatSlope, flatBend] = [1e-2, 1e-1];

/**
 * On a plateau neither slope nor curvature explains a change of the loss that counts: crossing the whole box (side s) at this
 * gradient would change it by less than 1 % of its range, and at this curvature by less than 10 %. A minimum is no plateau:
 * there the slope is small but the curvature is not.
 * @param range of the losses that matter, e.g. from the 5 % to the 95 % quantile of a surface
 */
export function isPlateau(gradientNorm: number, smallest: number, largest: number, side: number, range: number): boolean {
  const bend = Math.max(Math.abs(smallest), Math.abs(largest));
  return gradientNorm * side <= flatSlope * range && 0.5 * bend * side * side <= flatBend * range;
}

/** 1 on a plateau, 0 elsewhere, NaN where that is unknown; `losses` on a grid of the same box. */
export function plateaus({ gradientNorm, smallestEigenvalue, largestEigenvalue, box }: Overlays, losses: Float64Array): Float64Array {
  const side = Math.max(box[1] - box[0], box[3] - box[2]);
  const range = middleRange(losses);
  return gradientNorm.map((slope, at) => {
    if (Number.isNaN(slope)) return Number.NaN;
    return isPlateau(slope, smallestEigenvalue[at], largestEigenvalue[at], side, range) ? 1 : 0;
  });
}

/** From the 5 % to the 95 % quantile of the finite values. */
export function middleRange(losses: Float64Array): number {
  const ordered = losses.filter(Number.isFinite).sort();
  const quantile = (part: number): number => ordered[Math.floor(part * (ordered.length - 1))];
  return ordered.length === 0 ? 0 : quantile(0.95) - quantile(0.05);
}
