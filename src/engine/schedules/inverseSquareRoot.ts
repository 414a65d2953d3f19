import { t } from '../../l10n/t';
import { iterations } from './commonOptions';
import { defineClosedForm } from './schedule';

export const inverseSquareRoot = defineClosedForm({
  id: 'inverse-square-root',
  name: t('Inverse square root'),
  help: t('Rises linearly over the warm-up steps, then falls like 1/√k: the schedule of the first Transformer.'),
  formula: 'η(k) = η·min((k + 1)^−½, (k + 1)·w^−³ᐟ²)',
  source: 'Vaswani et al. 2017, equation 3',
  options: { warmup: iterations(t('Warm-up'), 10, t('Steps until the rate is at its top, w.'), 1) },
  rate: (k, base, { warmup }) => base * Math.min((k + 1) ** -0.5, (k + 1) * warmup ** -1.5),
});
