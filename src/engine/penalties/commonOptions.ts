import { t } from '../../l10n/t';
import type { NumberOption } from '../options';

export const strength: NumberOption = {
  kind: 'number',
  label: t('Strength'),
  help: t('How much the penalty weighs against the loss, α.'),
  default: 0.1,
  min: 0,
  max: 1e12,
  range: [1e-4, 10],
  scale: 'log',
};
