/** `--search NAME=LOW..HIGH`: which options are searched, over what. */
import type { EntryMetadata, OptionTable, WantedOption } from '../../protocol/model';
import { parseValue, split } from '../choices';
import { UsageError } from '../errors';
import { unknownName } from '../suggest';

/** The names of a schedule's options, beside those of the optimizer. */
const ofSchedule = 'schedule.';

/** The learning rate, where nothing is named. */
export function wantedOptions(
  texts: readonly string[],
  optimizer: EntryMetadata,
  schedule: EntryMetadata | undefined,
): readonly WantedOption[] {
  const theirs = Object.entries(schedule?.options ?? {}).map(([name, option]) => [ofSchedule + name, option] as const);
  const table: OptionTable = { ...optimizer.options, ...Object.fromEntries(theirs) };
  if (texts.length > 0) return texts.map((text) => wantedOption(text, table, optimizer.id));
  if ('learningRate' in table) return [{ name: 'learningRate' }];
  throw new UsageError(
    `${optimizer.id} has no learning rate: which option is to be searched?`,
    `Write --search NAME=LOW..HIGH. There is ${names(table)}.`,
  );
}

function wantedOption(text: string, table: OptionTable, id: string): WantedOption {
  const [name, values] = split(text);
  const option = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!option) throw unknownName(`option of the optimizer ${id}`, name, Object.keys(table));
  if (values === undefined) return { name };
  const ends = values.split('..');
  if (ends.length === 1) return { name, values: values.split(',').map((value) => parseValue(name, option, value)) };
  const [low, high] = ends.map((end) => parseValue(name, option, end));
  if (ends.length === 2 && typeof low === 'number' && typeof high === 'number') return { name, range: [low, high] };
  throw new UsageError(`"${values}" is no range of ${name}.`, 'Ranges are written LOW..HIGH, lists of values A,B,C.');
}

const names = (table: OptionTable): string => Object.keys(table).join(', ');
