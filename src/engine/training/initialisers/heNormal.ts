import { t } from '../../../l10n/t';
import { standardNormal } from '../../normal';
import { slope } from './commonOptions';
import { defineInitialiser, each } from './initialiser';
import { heVariance } from './variances';

export const heNormal = defineInitialiser({
  id: 'he-normal',
  name: t('He (Kaiming), normal'),
  help: t('For ReLU: keeps the size of values from layer to layer, although half of them are cut to 0.'),
  formula: 'W ~ N(0, σ²), σ = √(2/((1 + s²)·fan in))',
  source: 'He et al. 2015, equations 10 and 15; torch.nn.init.kaiming_normal_',
  options: { slope },
  forMatrices: true,
  draw: (fans, { slope }, uniform) => each(fans, () => Math.sqrt(heVariance(fans, slope)) * standardNormal(uniform)),
});
