import { t } from '../../l10n/t';
import { conditionNumber } from '../curvature/classify';
import { localModel } from '../curvature/gradientRoot';
import { LimitError } from '../errors';
import { Failures } from '../failures';
import { norm } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { cellsOf, everyNth, type GridRequest, gridPoint, sideOf, strides } from './grid';
import type { Plane, Surface } from './plane';

/** What can be laid over a map; all but ‖g‖ need the Hessian. */
export interface Overlays {
  readonly plane: Plane;
  readonly box: Surface['box'];
  readonly size: number;
  /** Grids like those of a surface: values[j·size + i]; NaN where the loss is not finite. */
  readonly loss: Float64Array;
  readonly gradientNorm: Float64Array;
  /** Of the whole Hessian, not of its part in the plane. */
  readonly smallestEigenvalue: Float64Array;
  readonly largestEigenvalue: Float64Array;
  /** Infinity where some eigenvalue is zero. */
  readonly conditionNumber: Float64Array;
  /** −1, 0 or 1; the number of negative eigenvalues is even where it is 1. */
  readonly determinantSign: Float64Array;
}

export interface OverlaysRequest extends GridRequest {
  /** Without it only the loss and ‖g‖ are had, for any number of parameters; all else stays NaN. */
  readonly hessian?: boolean;
}

/** The Hessian is formed and diagonalised at every grid point. */
export const mostParameters = 64;
/** After how many points the work can be interrupted: more where a point costs less. */
const chunk = 8;

const arrays = ['loss', 'gradientNorm', 'smallestEigenvalue', 'largestEigenvalue', 'conditionNumber', 'determinantSign'] as const;
type Fields = Readonly<Record<(typeof arrays)[number], Float64Array>>;

const mapFields = (make: (name: (typeof arrays)[number]) => Float64Array): Fields => ({
  loss: make('loss'),
  gradientNorm: make('gradientNorm'),
  smallestEigenvalue: make('smallestEigenvalue'),
  largestEigenvalue: make('largestEigenvalue'),
  conditionNumber: make('conditionNumber'),
  determinantSign: make('determinantSign'),
});

/**
 * Gradient and Hessian over a grid of a plane, from coarse to fine like a surface: each stage is complete in itself. Throws a
 * `LimitError` above 64 parameters where the Hessian is asked for.
 */
export function* overlays(objective: Objective, request: OverlaysRequest): Work<Overlays> {
  const { plane, box, size, hessian = true } = request;
  if (hessian && objective.n > mostParameters)
    throw new LimitError(t('Curvature can be drawn with up to {0} parameters; there are {1}.', mostParameters, objective.n));
  const fields = mapFields(() => new Float64Array(size * size).fill(Number.NaN));
  const stage = (stride: number): Overlays => ({
    ...{ plane, box, size: sideOf(size, stride) },
    ...mapFields((name) => everyNth(fields[name], size, stride)),
  });
  for (const [k, stride] of strides(size).entries()) {
    const failures = new Failures();
    let count = 0;
    for (const at of cellsOf(size, stride, { first: k === 0 })) {
      failures.attempt(() => fill(fields, at, objective, gridPoint(request, at), hessian));
      if (++count % chunk === 0) yield undefined;
    }
    if (k === 0) failures.throwIfAllFailed();
    if (stride > 1) yield stage(stride);
  }
  return stage(1);
}

function fill(fields: Fields, at: number, objective: Objective, x: Float64Array, hessian: boolean): void {
  const gradient = new Float64Array(objective.n);
  const local = hessian ? localModel(objective, x) : { loss: objective.valueAndGradient(x, gradient), gradientNorm: norm(gradient) };
  if (!Number.isFinite(local.loss)) return;
  fields.loss[at] = local.loss;
  fields.gradientNorm[at] = local.gradientNorm;
  if (!('eigen' in local)) return;
  const { values } = local.eigen;
  fields.smallestEigenvalue[at] = values[0];
  fields.largestEigenvalue[at] = values[values.length - 1];
  fields.conditionNumber[at] = conditionNumber(values);
  fields.determinantSign[at] = values.reduce((sign, value) => sign * Math.sign(value), 1);
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

/** 1 on a plateau, 0 elsewhere, NaN where that is unknown. */
export function plateaus({ loss, gradientNorm, smallestEigenvalue, largestEigenvalue, box }: Overlays): Float64Array {
  const side = Math.max(box[1] - box[0], box[3] - box[2]);
  const range = middleRange(loss);
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
