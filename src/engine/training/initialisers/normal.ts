import { t } from '../../../l10n/t';
import { standardNormal } from '../../normal';
import { size } from './commonOptions';
import { defineInitialiser, each } from './initialiser';

export const normal = defineInitialiser({
  id: 'normal',
  name: t('Normal'),
  help: t('Every number from a normal distribution about 0, however large the layer.'),
  formula: 'W ~ N(0, σ²)',
  source: 'torch.nn.init.normal_',
  options: { deviation: size('σ', 1, t('The standard deviation, σ.')) },
  forMatrices: false,
  draw: (fans, { deviation }, uniform) => each(fans, () => deviation * standardNormal(uniform)),
});
