import type { SearchParams } from '../../protocol/engine';
import type { OptionValue, Trial } from '../../protocol/model';
import type { drawOptions } from '../target';
import type { trainingOptions } from '../training';

/** The options that a trial ran with, other than the defaults. */
export const allOptions = ({ optimizer }: SearchParams, { options: searched }: Trial): Record<string, OptionValue> => ({
  ...optimizer.options,
  ...searched,
});

/** Under what the options of a schedule are searched. */
const ofSchedule = 'schedule.';

type Given = {
  readonly [K in Exclude<keyof typeof trainingOptions, 'epochs'> | keyof typeof drawOptions | 'start']: string | number | undefined;
};
type Setting = readonly [name: string, value: OptionValue];

/** The command that makes a run again. `given`: what else the command line said of it. */
export function reproduction(target: string, given: Given, request: SearchParams, trial: Trial): string {
  const all = Object.entries(allOptions(request, trial));
  const searched = all
    .filter(([name]) => name.startsWith(ofSchedule))
    .map(([name, value]): Setting => [name.slice(ofSchedule.length), value]);
  const ofTheSchedule = Object.entries({ ...request.schedule?.options, ...Object.fromEntries(searched) });
  const words = [
    ...['saddlescope', 'descend', target, '--optimizer', request.optimizer.id],
    ...settings(
      '--set',
      all.filter(([name]) => !name.startsWith(ofSchedule)),
    ),
    ...(request.schedule ? ['--schedule', request.schedule.id, ...settings('--schedule-set', ofTheSchedule)] : []),
    ...['--steps', String(trial.budget)],
    ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)])),
  ];
  return words.map(quoted).join(' ');
}

const settings = (flag: string, options: readonly Setting[]): string[] =>
  options.flatMap(([name, value]) => [flag, `${name}=${String(value)}`]);

/** As a shell reads it back. */
const quoted = (word: string): string => (/^[\w@%+=:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
