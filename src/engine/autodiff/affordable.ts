import { t } from '../../l10n/t';
import { UserCodeError } from '../errors';
import type { ScalarFunction } from './numeric';

/** Differences would take too long. */
export class TooSlowError extends UserCodeError {}

/** Differences that would take longer are not begun in earnest; they are tried for so long before that is judged. In ms. */
const [LONGEST, TRIAL] = [60_000, 2000];

/**
 * The loss, for a derivative that evaluates it so many times. Throws as soon as it shows that the whole would take far too long: better
 * an answer that says so than none for hours.
 */
export function affordable(f: ScalarFunction, evaluations: number, derivative: string): ScalarFunction {
  const began = performance.now();
  let done = 0;
  return (x) => {
    const elapsed = performance.now() - began;
    const whole = (elapsed / done) * evaluations;
    if (elapsed > TRIAL && whole > LONGEST) throw tooLong(derivative, evaluations, elapsed / done, whole);
    done++;
    return f(x);
  };
}

function tooLong(derivative: string, evaluations: number, each: number, whole: number): TooSlowError {
  const count = evaluations.toLocaleString('en');
  return new TooSlowError(
    t(
      '{0} by central differences would take about {1} minutes: {2} evaluations of {3} ms.',
      derivative,
      Math.ceil(whole / 60_000),
      count,
      Math.ceil(each),
    ),
    {
      hint: t(
        'Exact derivatives need a loss that can be traced: take fewer samples or steps at a time, or mend what makes derivatives numeric.',
      ),
    },
  );
}
