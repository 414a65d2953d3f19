import { t } from '../../../l10n/t';
import { size } from './commonOptions';
import { defineInitialiser, each } from './initialiser';

export const uniform = defineInitialiser({
  id: 'uniform',
  name: t('Uniform'),
  help: t('Every number uniform between −a and a, however large the layer.'),
  formula: 'W ~ U(−a, a)',
  source: 'torch.nn.init.uniform_ with bounds −a and a',
  options: { reach: size('a', 1, t('The largest size, a.')) },
  forMatrices: false,
  draw: (fans, { reach }, uniform) => each(fans, () => reach * (2 * uniform() - 1)),
});
