import { t } from '../../../l10n/t';
import type { ExactObjective } from '../../autodiff/objective';
import type { Finding } from '../finding';
import type { Rule } from './rule';

export const firstNonFinite: Rule = {
  code: 'first-non-finite',
  find: ({ finite, objective, start }) => (finite ? [] : nonFiniteFinding(objective, start, t('at the start'))),
};

/** The expression that is to blame for a loss or gradient that is not finite at x; nothing where both are finite. */
export function nonFiniteFinding(objective: ExactObjective, x: Float64Array, where: string): readonly Omit<Finding, 'code'>[] {
  const gradient = new Float64Array(objective.n);
  const loss = objective.valueAndGradient(x, gradient);
  const culprit = objective.nonFiniteAt(x);
  if (!Number.isFinite(loss)) {
    const message = culprit
      ? t('The loss is {0} {1}; this is the first expression that is not finite.', loss, where)
      : t('The loss is {0} {1}; its first such expression is not known.', loss, where);
    return [{ message, hint: t('Choose another @start, or guard the expression.'), range: culprit?.range }];
  }
  if (gradient.every(Number.isFinite)) return [];
  const which = String(culprit?.value ?? gradient.find((g) => !Number.isFinite(g)));
  return [
    {
      message: t('The gradient is not finite {0}, though the loss is: the derivative of this expression is {1}.', where, which),
      hint: t('Choose another @start, or keep the argument away from where the derivative is infinite.'),
      range: culprit?.range,
    },
  ];
}
