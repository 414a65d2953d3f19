import { t } from '../../../l10n/t';
import { standardNormal } from '../../normal';
import { gain } from './commonOptions';
import { defineInitialiser, each } from './initialiser';
import { glorotVariance } from './variances';

export const xavierNormal = defineInitialiser({
  id: 'xavier-normal',
  name: t('Xavier (Glorot), normal'),
  help: t('For tanh and sigmoid: keeps the size of values forward, and of gradients back, from layer to layer.'),
  formula: 'W ~ N(0, σ²), σ = g·√(2/(fan in + fan out))',
  source: 'Glorot & Bengio 2010, equation 12; torch.nn.init.xavier_normal_',
  options: { gain },
  forMatrices: true,
  draw: (fans, { gain }, uniform) => each(fans, () => Math.sqrt(glorotVariance(fans, gain)) * standardNormal(uniform)),
});
