import { t } from '../../../l10n/t';
import type { NumberOption } from '../../options';
import { defineInitialiser, each } from './initialiser';

const value: NumberOption = {
  kind: 'number',
  label: t('Value'),
  help: t('What every parameter begins at.'),
  default: 0.1,
  min: -1e12,
  max: 1e12,
  range: [-1, 1],
  scale: 'linear',
};

export const constant = defineInitialiser({
  id: 'constant',
  name: t('Constant'),
  help: t('Everything at one value: as with zeros, units that are alike stay alike.'),
  formula: 'W = c',
  source: 'torch.nn.init.constant_',
  options: { value },
  forMatrices: false,
  draw: (fans, { value }) => each(fans, () => value),
});
