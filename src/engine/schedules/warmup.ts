import { t } from '../../l10n/t';
import { OptionError, type OptionTable, type OptionValue, resolveOptions } from '../options';
import { factor, iterations } from './commonOptions';
import type { Schedule, ScheduleRun } from './schedule';

const own = {
  steps: iterations(t('Steps'), 5, t('Steps until the full learning rate.'), 1),
  initialFactor: factor(t('From'), 0.1, t('The share of the learning rate at first.')),
} as const satisfies OptionTable;

/** Rises for some steps; the other schedule begins, at its own step 0, when it is done. */
function rising(k: number, steps: number, initialFactor: number, following: ScheduleRun): ScheduleRun {
  if (k >= steps) return following;
  return {
    rate: following.rate * (initialFactor + (1 - initialFactor) * (k / steps)),
    next: () => rising(k + 1, steps, initialFactor, following),
  };
}

/** Linear warm-up, and then one of the given schedules, whose options stand beside its own under their own names. */
export function warmupBefore(followers: readonly Schedule[]): Schedule {
  const table: OptionTable = {
    ...own,
    // biome-ignore lint/suspicious/noThenProperty: the name reads well on the command line, and option tables are never awaited
    then: {
      kind: 'choice',
      label: t('Then'),
      help: t('The schedule that follows; its options are given beside these.'),
      default: 'constant',
      choices: followers.map(({ id }) => id),
    },
  };
  const others: OptionTable = Object.assign({}, ...followers.map(({ options }) => options));
  return {
    id: 'warmup',
    name: t('Warm-up'),
    help: t('Raises the learning rate along a line over the first steps, and goes on with another schedule.'),
    formula: 'η(k) = η(0)·(a + (1 − a)·k/N) while k < N, then the other schedule from its beginning',
    source: 'Goyal et al. 2017, section 2.2; torch.optim.lr_scheduler.SequentialLR with LinearLR',
    options: { ...table, ...others },
    begin(base, given) {
      const [mine, theirs] = split(given, table);
      const { then, ...rest } = resolveOptions(table, mine);
      const { steps, initialFactor } = resolveOptions(own, rest);
      const follower = followers.find(({ id }) => id === then);
      if (!follower) throw new OptionError(`"then" takes one of ${followers.map(({ id }) => id).join(', ')}.`);
      return rising(0, steps, initialFactor, follower.begin(base, theirs));
    },
  };
}

type Given = Readonly<Record<string, OptionValue>>;

function split(given: Given, table: OptionTable): readonly [Given, Given] {
  const entries = Object.entries(given);
  return [Object.fromEntries(entries.filter(([name]) => name in table)), Object.fromEntries(entries.filter(([name]) => !(name in table)))];
}
