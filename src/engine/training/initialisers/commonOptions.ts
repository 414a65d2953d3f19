import { t } from '../../../l10n/t';
import type { NumberOption } from '../../options';

export const size = (label: string, byDefault: number, help: string): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: 1e12,
  range: [0.001, 10],
  scale: 'log',
});

export const gain: NumberOption = size(t('Gain'), 1, t('A factor on all weights.'));

/** Of the leaky ReLU after the layer. */
export const slope: NumberOption = {
  kind: 'number',
  label: t('Slope'),
  help: t('Slope of the ReLU below 0; 0 for a plain ReLU.'),
  default: 0,
  min: -1e6,
  max: 1e6,
  range: [0, 1],
  scale: 'linear',
};
