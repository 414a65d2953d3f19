import { t } from '../../l10n/t';
import { OptionError } from '../options';
import { shuffled } from './shuffle';

/** Numbers of examples to learn from and to judge by, each ascending. */
export interface Split {
  readonly training: readonly number[];
  readonly heldOut: readonly number[];
}

/** The order of the draw that decides who is held out is no epoch's. */
const draw = -1;

/** Holds out a share of the examples, drawn by a seed. Throws `OptionError` where one side would be empty. */
export function split(count: number, share: number, seed: number): Split {
  const held = Math.round(count * share);
  if (held < 1 || held >= count) {
    throw new OptionError(
      held < 1
        ? t('A share of {0} of {1} examples leaves none to judge by.', share, count)
        : t('A share of {0} of {1} examples leaves none to learn from.', share, count),
    );
  }
  const order = shuffled(all(count), seed, draw);
  return { heldOut: ascending(order.slice(0, held)), training: ascending(order.slice(held)) };
}

export const all = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const ascending = (rows: number[]): number[] => rows.sort((a, b) => a - b);
