import { t } from '../../../l10n/t';
import { isSmooth } from '../facts';
import { liesOnPlateau } from '../plateau';
import { shown } from '../words';
import type { Rule } from './rule';

/** A critical point with curvature of both signs is a saddle, whatever the zero eigenvalues say. */
export const startOnSaddle: Rule = {
  code: 'start-on-saddle',
  find(facts) {
    const { critical, definiteness, eigenvalues } = facts.here;
    if (!isSmooth(facts) || !critical || definiteness !== 'indefinite' || liesOnPlateau(facts)) return [];
    const [down, up] = [eigenvalues[0], eigenvalues[eigenvalues.length - 1]];
    return [
      {
        message: t(
          'The start is a saddle: the gradient is 0 there, and the Hessian has eigenvalues from {0} to {1}. Gradient descent does not leave it.',
          shown(down),
          shown(up),
        ),
        hint: t('Choose another @start, or show the curvature to see the way down.'),
      },
    ];
  },
};
