import { t } from '../../../../src/l10n/t';
import { stepsPerEpoch } from '../../../../src/protocol/epochs';
import type { RunSettings } from '../../../lib/picture/runSettings';

/** How the examples go into steps: `40 examples, 8 held out: 4 steps for each epoch, the last of 2`. */
export function batchWords(examples: number | undefined, { training }: Pick<RunSettings, 'training'>): string {
  if (examples === undefined) return t('This data can’t be cut into examples: it is used as a whole.');
  const { batchSize, validation = 0 } = training;
  const held = Math.round(examples * validation);
  const learnt = examples - held;
  const whole = held > 0 ? t('{0} examples, {1} of them held out', examples, held) : t('{0} examples', examples);
  if (batchSize === undefined || batchSize >= learnt) return t('{0}: each step sees all there are to learn from.', whole);
  const steps = stepsPerEpoch(examples, training);
  const last = learnt - (steps - 1) * batchSize;
  if (last === batchSize) return t('{0}: {1} steps for each epoch.', whole, steps);
  return t('{0}: {1} steps for each epoch, the last of them on {2}.', whole, steps, last);
}
