import { t } from '../../../l10n/t';
import { isSmooth } from '../facts';
import { liesOnPlateau } from '../plateau';
import { shown } from '../words';
import type { Rule } from './rule';

export const startOnMaximum: Rule = {
  code: 'start-on-maximum',
  find(facts) {
    const { kind, eigenvalues } = facts.here;
    if (!isSmooth(facts) || kind !== 'maximum' || liesOnPlateau(facts)) return [];
    const highest = shown(eigenvalues[eigenvalues.length - 1]);
    return [
      {
        message: t(
          'The start is a maximum: the gradient is 0 there, and no eigenvalue of the Hessian is above {0}. Gradient descent does not leave it.',
          highest,
        ),
        hint: t('Choose another @start.'),
      },
    ];
  },
};
