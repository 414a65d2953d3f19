/** What the run shows, in words. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import { sentences } from '../../../src/protocol/words';
import type { Said } from '../../lib/verdict';
import { type Curve, countWords, unitsOf } from './state';

export function saidOf(curve: Curve): Said {
  const { run, stepsPerEpoch } = curve;
  const row = run.steps.lastIndexOf(run.answerStep);
  const [best, end] = [run.answerStep, run.steps[run.steps.length - 1]].map((step) => unitsOf(curve, step));
  const over = stepsPerEpoch !== undefined;
  const loss = significant(run.loss[row]);
  if (run.stopped === 'diverged')
    return {
      headline: over ? t('Diverged in epoch {0}', Math.ceil(end)) : t('Diverged at step {0}', countWords(end)),
      why: t('The loss leaves every bound: try a smaller learning rate.'),
    };
  if (run.stopped === 'early')
    return {
      headline: t('Stopped early, after epoch {0}', countWords(end)),
      why: t(
        'Best on held-out data after epoch {0}, with {1}; the parameters of that epoch are restored.',
        countWords(best),
        significant(run.validation[row]),
      ),
    };
  const headline = over ? t('Loss {0} after {1} epochs', loss, countWords(end)) : t('Loss {0} after {1} steps', loss, countWords(end));
  return { headline, why: sentences(...heldOutWords(curve)) };
}

/** Where overfitting begins, and what would have stopped it. */
function heldOutWords(curve: Curve): readonly string[] {
  const { run } = curve;
  if (run.validation.length === 0) return [];
  const last = run.validation[run.validation.length - 1];
  const row = run.validation.reduce((best, value, i) => (value < run.validation[best] ? i : best), 0);
  if (row === run.validation.length - 1) return [t('The held-out loss is lowest at the end: {0}.', significant(last))];
  return [
    t(
      'The held-out loss is lowest after epoch {0}, at {1}, and {2} at the end.',
      countWords(unitsOf(curve, run.steps[row])),
      significant(run.validation[row]),
      significant(last),
    ),
    t('With patience the run would stop there.'),
  ];
}
