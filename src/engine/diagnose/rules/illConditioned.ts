import { t } from '../../../l10n/t';
import type { PointReport } from '../../curvature/readout';
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
            hint: t('Bring the parameters or inputs to one scale, add a penalty, or use a method with curvature (L-BFGS, Newton).'),
          },
        ];
  },
};

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
