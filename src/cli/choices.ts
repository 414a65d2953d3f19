/** Optimizers, schedules and penalties from the words of the command line, by the catalog's metadata. */
import type { EntryMetadata, OptimizerChoice, Option, OptionValue } from '../protocol/model';
import type { GivenOption } from './arguments';
import { UsageError } from './errors';
import { unknownName } from './suggest';

/** An entry of the catalog with options set by `name=value`. Throws `UsageError` for unknown names and values of the wrong kind. */
export function choose(what: string, entries: readonly EntryMetadata[], id: string, settings: readonly string[]): OptimizerChoice {
  const entry = find(what, entries, id);
  const options = Object.fromEntries(settings.map((setting) => parseSetting(what, entry, setting)));
  return { id, options };
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
  if (values.length > names.length)
    throw new UsageError(
      `The ${what} ${id} takes ${names.length === 0 ? 'no numbers' : `${names.length} numbers (${names.join(', ')})`}, not ${values.length}.`,
    );
  return Object.fromEntries(values.map((value, k) => [names[k], value]));
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
