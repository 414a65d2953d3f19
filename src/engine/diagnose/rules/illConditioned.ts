import { t } from '../../../l10n/t';
import type { PointReport } from '../../curvature/readout';
import { symmetricEigenvalues } from '../../linalg/symmetricEigen';
import { point, shown } from '../words';
import type { Rule } from './rule';

/** From here on, descent without a preconditioner takes thousands of steps per digit. */
export const illConditionedFrom = 1000;

/** Judged at the minimum that the descent reaches: κ elsewhere says nothing about how it converges. */
export const illConditioned: Rule = {
  code: 'ill-conditioned',
  find: ({ finite, reached }) => {
    if (!finite || !reached || !(reached.conditionNumber >= illConditionedFrom)) return [];
    const message = messageFor(reached);
    return message === undefined
      ? []
      : [
          {
            message,
            ...(comesFromScales(reached) && { fromScales: true }),
            hint: t('Bring the parameters or inputs to one scale, add a penalty, or use a method with curvature (L-BFGS, Newton).'),
          },
        ];
  },
};

/** How many times smaller κ must be with every parameter in its own unit, for scales to be the reason. */
const scaleGain = 10;

/**
 * Whether κ of D^−½ H D^−½, with D the diagonal of H, is far below that of H. No diagonal scaling of the n parameters gives a κ more
 * than n times smaller than this one (van der Sluis 1969, theorem 4.1), so that it tells what scales are to blame for.
 */
function comesFromScales({ hessian, conditionNumber, at: { length: n } }: PointReport): boolean {
  if (!hessian || !Number.isFinite(conditionNumber)) return false;
  const scales = Float64Array.from({ length: n }, (_, i) => Math.sqrt(hessian[i * n + i]));
  if (!scales.every((scale) => scale > 0)) return false;
  const scaled = hessian.map((value, k) => value / (scales[Math.floor(k / n)] * scales[k % n]));
  const values = symmetricEigenvalues(scaled, n);
  return scaleGain * (values[n - 1] / values[0]) <= conditionNumber && values[0] > 0;
}

function messageFor({ at, definiteness, eigenvalues, conditionNumber, hessian }: PointReport): string | undefined {
  const [low, high] = [eigenvalues[0], eigenvalues[eigenvalues.length - 1]];
  const known = hessian !== undefined;
  if (known && definiteness === 'positive definite')
    return t(
      'Ill-conditioned at the minimum {0}: κ = {1}, with curvatures from {2} to {3}. Gradient descent needs about κ steps where κ = 1 needs one.',
      point(at),
      shown(conditionNumber),
      shown(low),
      shown(high),
    );
  if (known && definiteness === 'positive semidefinite')
    return t(
      'Ill-conditioned where the descent ends, {0}: κ is infinite, since along some direction the curvature is 0 (up to {1} along others). The minimum is not unique to second order.',
      point(at),
      shown(high),
    );
  return undefined;
}
