import { t } from '../../../l10n/t';
import { slope } from './commonOptions';
import { defineInitialiser, each, uniformWithVariance } from './initialiser';
import { heVariance } from './variances';

export const heUniform = defineInitialiser({
  id: 'he-uniform',
  name: t('He (Kaiming), uniform'),
  help: t('For ReLU: keeps the size of values from layer to layer, although half of them are cut to 0.'),
  formula: 'W ~ U(−a, a), a = √(6/((1 + s²)·fan in))',
  source: 'He et al. 2015, equations 10 and 15; torch.nn.init.kaiming_uniform_',
  options: { slope },
  forMatrices: true,
  draw: (fans, { slope }, uniform) => each(fans, () => uniformWithVariance(heVariance(fans, slope), uniform)),
});
