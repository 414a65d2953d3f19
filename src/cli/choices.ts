/** Optimizers, schedules and penalties from the words of the command line, by the catalog's metadata. */
import { relevantOptions } from '../protocol/followers';
import type { Catalog, EntryMetadata, OptimizerChoice, Option, OptionTable, OptionValue } from '../protocol/model';
import type { GivenOption } from './arguments';
import type { Engine } from './engine';
import { UsageError } from './errors';
import { withProgress } from './progress';
import { unknownName } from './suggest';
import type { Terminal } from './terminal';

/** What there is to choose from. It is the first that most commands ask for, so that the engine starts meanwhile. */
export const readCatalog = (engine: Engine, terminal: Terminal): Promise<Catalog> =>
  withProgress(terminal, 'Starting', () => engine.request('catalog', {}));

/** An entry of the catalog with options set by `name=value`. Throws `UsageError` for unknown names and values of the wrong kind. */
export function choose(what: string, entries: readonly EntryMetadata[], id: string, settings: readonly string[]): OptimizerChoice {
  return { id, options: parseSettings(what, find(what, entries, id), settings) };
}

/** Of a schedule that another one follows, the other one's options are set under their own names. */
export function chooseSchedule(schedules: readonly EntryMetadata[], id: string, settings: readonly string[]): OptimizerChoice {
  const entry = find('schedule', schedules, id);
  const { then } = entry.options;
  const chosen = settings.filter((setting) => split(setting)[0] === 'then');
  const follower = then ? parseSettings('schedule', { ...entry, options: { then } }, chosen) : {};
  return { id, options: parseSettings('schedule', { ...entry, options: relevantOptions(entry, follower, schedules) }, settings) };
}

/** With the defaults of what was left open, as the engine fills them in. */
export function withDefaults({ id, options }: OptimizerChoice, table: OptionTable): OptimizerChoice {
  const defaults = Object.entries(table).map(([name, option]) => [name, option.default]);
  return { id, options: { ...Object.fromEntries(defaults), ...options } };
}

/** Throws `UsageError` also where one option is set twice. */
function parseSettings(what: string, entry: EntryMetadata, settings: readonly string[]): Readonly<Record<string, OptionValue>> {
  const options: Record<string, OptionValue> = {};
  for (const setting of settings) {
    const [name, value] = parseSetting(what, entry, setting);
    if (Object.hasOwn(options, name)) throw new UsageError(`${name} is set twice.`, 'Leave one of the two out.');
    options[name] = value;
  }
  return options;
}

export function find<E extends { readonly id: string }>(what: string, entries: readonly E[], id: string): E {
  const entry = entries.find((candidate) => candidate.id === id);
  if (!entry)
    throw unknownName(
      what,
      id,
      entries.map((candidate) => candidate.id),
    );
  return entry;
}

function parseSetting(what: string, { id, options }: EntryMetadata, setting: string): [string, OptionValue] {
  const [name, text] = split(setting);
  if (text === undefined) throw new UsageError(`"${setting}" sets nothing.`, `Write name=value, for example ${exampleOf(options)}.`);
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) throw unknownName(`option of the ${what} ${id}`, name, Object.keys(options));
  return [name, parseValue(name, option, text)];
}

export function split(setting: string): [string, string | undefined] {
  const equals = setting.indexOf('=');
  return equals < 0 ? [setting, undefined] : [setting.slice(0, equals).trim(), setting.slice(equals + 1).trim()];
}

function exampleOf(options: EntryMetadata['options']): string {
  const [name, option] = Object.entries(options)[0] ?? ['learningRate', { default: 0.01 }];
  return `${name}=${String(option.default)}`;
}

/** By the option's kind alone; the range is the engine's to check. */
export function parseValue(name: string, option: Option, text: string): OptionValue {
  switch (option.kind) {
    case 'number':
    case 'integer':
      return number(name, text);
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw new UsageError(`${name} takes true or false, not "${text}".`);
    case 'choice':
      if (option.choices.includes(text)) return text;
      throw unknownName(`choice for ${name}`, text, option.choices);
    case 'list':
      return text.split(',').map((part) => number(name, part));
    default:
      return option satisfies never;
  }
}

function number(name: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw new UsageError(`${name} takes a number, not "${text}".`);
  return value;
}

/** `l1=0.1`, `lp=0.1,0.5`: the penalty's strength, and further numbers for its options. */
export function choosePenalty(entries: readonly EntryMetadata[], text: string): OptimizerChoice {
  const [id, numbers] = split(text);
  const entry = find('penalty', entries, id);
  if (numbers === undefined) throw new UsageError(`--penalty ${id} needs its strength.`, `Write --penalty ${id}=0.1.`);
  return { id, options: inOrder('penalty', entry, numbers) };
}

/** `he-normal`, `constant=0.5`. */
export function chooseInitialiser(entries: readonly EntryMetadata[], text: string): OptimizerChoice {
  const [id, numbers] = split(text);
  const entry = find('initialiser', entries, id);
  return { id, options: numbers === undefined ? {} : inOrder('initialiser', entry, numbers) };
}

/** Numbers for the options in the order of their table. */
function inOrder(what: string, { id, options }: EntryMetadata, numbers: string): OptimizerChoice['options'] {
  const names = Object.keys(options);
  const values = numbers.split(',').map((part) => number(id, part));
  if (values.length > names.length) throw new UsageError(`The ${what} ${id} takes ${countInWords(names)}, not ${values.length}.`);
  return Object.fromEntries(values.map((value, k) => [names[k], value]));
}

function countInWords(names: readonly string[]): string {
  if (names.length === 0) return 'no numbers';
  return names.length === 1 ? `1 number (${names[0]})` : `up to ${names.length} numbers (${names.join(', ')})`;
}

/** Throws `UsageError` where one penalty is given twice: which strength was meant? */
export function choosePenalties(entries: readonly EntryMetadata[], texts: readonly string[]): OptimizerChoice[] {
  const chosen = texts.map((text) => choosePenalty(entries, text));
  const twice = chosen.find(({ id }, k) => chosen.findIndex((other) => other.id === id) < k);
  if (twice) throw new UsageError(`The penalty ${twice.id} is given twice.`, 'Leave one of the two out.');
  return chosen;
}

/** Each `--set` belongs to the `--optimizer` before it. */
export function chooseSeveral(entries: readonly EntryMetadata[], given: readonly GivenOption[]): OptimizerChoice[] {
  const groups: { id: string; settings: string[] }[] = [];
  for (const { name, value } of given) {
    if (name === 'optimizer') groups.push({ id: value, settings: [] });
    if (name !== 'set') continue;
    const last = groups.at(-1);
    if (!last) throw new UsageError(`--set ${value} stands before any --optimizer.`, 'A setting applies to the optimizer named before it.');
    last.settings.push(value);
  }
  return groups.map(({ id, settings }) => choose('optimizer', entries, id, settings));
}
