/** Schedules that another one follows: whose options are whose. */
import type { EntryMetadata, OptionTable, OptionValue } from './model';

/** Of a schedule that another one follows its own options alone; else all of them. */
export function ownOptions(entry: EntryMetadata, schedules: readonly EntryMetadata[]): OptionTable {
  if (!('then' in entry.options)) return entry.options;
  const others = schedules.filter(({ id }) => id !== entry.id);
  return Object.fromEntries(Object.entries(entry.options).filter(([name]) => !others.some((other) => name in other.options)));
}

/** The options that matter now: of a schedule that another one follows, its own and those of the follower. */
export function relevantOptions(
  entry: EntryMetadata,
  options: Readonly<Record<string, OptionValue>>,
  schedules: readonly EntryMetadata[],
): OptionTable {
  const { then } = entry.options;
  if (then?.kind !== 'choice') return entry.options;
  const followerId = options.then ?? then.default;
  const follower = schedules.find(({ id }) => id === followerId);
  // Under one name, another schedule may have meant another option.
  return { ...ownOptions(entry, schedules), ...follower?.options };
}
