import { t } from '../../../l10n/t';
import { largestMagnitude } from '../../linalg/vector';
import { gainFrom, liesOnPlateau } from '../plateau';
import { shown } from '../words';
import type { Rule } from './rule';

export const startOnPlateau: Rule = {
  code: 'start-on-plateau',
  find(facts) {
    if (!liesOnPlateau(facts)) return [];
    const { gradientNorm, eigenvalues, loss } = facts.here;
    const lower = shown(loss - gainFrom(facts));
    return [
      {
        message: t(
          'The start lies on a plateau: ‖∇L‖ is {0} and no curvature is above {1} there, though a loss of {2} is to be had ({3} at the start). Steps hardly move.',
          shown(gradientNorm),
          shown(largestMagnitude(eigenvalues)),
          lower,
          shown(loss),
        ),
        hint: t('Choose another @start, or scale what goes into the flat part.'),
      },
    ];
  },
};
