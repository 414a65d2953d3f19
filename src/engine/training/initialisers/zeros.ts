import { t } from '../../../l10n/t';
import { defineInitialiser, each } from './initialiser';

export const zeros = defineInitialiser({
  id: 'zeros',
  name: t('Zeros'),
  help: t('Everything at 0: units that are alike get the same gradient and stay alike.'),
  formula: 'W = 0',
  source: 'torch.nn.init.zeros_',
  options: {},
  forMatrices: false,
  draw: (fans) => each(fans, () => 0),
});
