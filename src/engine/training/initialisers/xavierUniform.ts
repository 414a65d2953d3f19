import { t } from '../../../l10n/t';
import { gain } from './commonOptions';
import { defineInitialiser, each, uniformWithVariance } from './initialiser';
import { glorotVariance } from './variances';

export const xavierUniform = defineInitialiser({
  id: 'xavier-uniform',
  name: t('Xavier (Glorot), uniform'),
  help: t('For tanh and sigmoid: keeps the size of values forward, and of gradients back, from layer to layer.'),
  formula: 'W ~ U(−a, a), a = g·√(6/(fan in + fan out))',
  source: 'Glorot & Bengio 2010, equation 16; torch.nn.init.xavier_uniform_',
  options: { gain },
  forMatrices: true,
  draw: (fans, { gain }, uniform) => each(fans, () => uniformWithVariance(glorotVariance(fans, gain), uniform)),
});
