import { OptionError } from '../../options';
import { grid } from './grid';
import { halving } from './halving';
import { hyperband } from './hyperband';
import { random } from './random';
import type { Strategy } from './strategy';

/** Every strategy, in the order in which they are offered. */
export const strategies: readonly Strategy[] = [random, grid, halving, hyperband];

/** Throws `OptionError` that lists the ids there are. */
export function strategyById(id: string): Strategy {
  const found = strategies.find((strategy) => strategy.id === id);
  if (!found) throw new OptionError(`There is no strategy "${id}"; there is ${strategies.map((s) => s.id).join(', ')}.`);
  return found;
}
