/** The caveat of sharpness: other parameters for the same function. */

import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { LossDescription, Sharpness } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';

/** Names of coordinates that are written out. */
const mostNames = 2;

/** `w1 × 4, w2 × 0.25`: by what each group of coordinates is multiplied. */
export function rescalingWords({ coordinates }: Pick<LossDescription, 'coordinates'>, exponents: Float64Array, c: number): string {
  const powers = [...new Set(exponents)].filter((power) => power !== 0).toSorted((a, b) => b - a);
  return powers
    .map((power) => {
      const names = coordinates.filter((_, i) => exponents[i] === power);
      const [written, more] = [names.slice(0, mostNames).join(', '), names.length - mostNames];
      return `${more > 0 ? t('{0} and {1} more', written, more) : written} × ${significant(c ** power)}`;
    })
    .join('; ');
}

/** What the numbers of a point and of its rescaled twin show. */
export function caveatWords(before: Sharpness | undefined, after: Sharpness | undefined): string {
  const general = t(
    'Sharpness alone does not tell how well a minimum generalises: rescaling parameters can change it and leave the function as it is.',
  );
  if (!before || !after) return general;
  const [from, to] = [before.largestEigenvalue, after.largestEigenvalue].map((value) => significant(value));
  return sentences(general, t('Here L stays {0} while λmax goes from {1} to {2}.', significant(after.loss), from, to));
}
