import { OptionError } from '../options';
import { elasticNet } from './elasticNet';
import { l1 } from './l1';
import { l2 } from './l2';
import { lp } from './lp';
import type { Penalty } from './penalty';

/** Every penalty, in the order in which they are offered. */
export const penalties: readonly Penalty[] = [l1, l2, elasticNet, lp];

/** Throws `OptionError` that lists the ids there are. */
export function penaltyById(id: string): Penalty {
  const found = penalties.find((penalty) => penalty.id === id);
  if (!found) throw new OptionError(`There is no penalty "${id}"; there is ${penalties.map((p) => p.id).join(', ')}.`);
  return found;
}
