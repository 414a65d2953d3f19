/** Which options a search varies and over what, and how a place in the unit cube becomes their values. */
import { t } from '../../../l10n/t';
import {
  type NumberOption,
  type Option,
  OptionError,
  type OptionTable,
  type OptionValue,
  resolveOptions,
  type SearchScale,
} from '../../options';

/** An option to be searched, as it is asked for: over its own default range, another one, or a list of values. */
export interface WantedOption {
  readonly name: string;
  readonly range?: readonly [low: number, high: number] | undefined;
  readonly values?: readonly OptionValue[] | undefined;
}

export interface NumberDimension {
  readonly kind: 'number' | 'integer';
  readonly name: string;
  readonly range: readonly [low: number, high: number];
  readonly scale: SearchScale;
}
export interface ListDimension {
  readonly kind: 'list';
  readonly name: string;
  readonly values: readonly OptionValue[];
}
export type Dimension = NumberDimension | ListDimension;
/** One side of the unit cube for each option that is searched. */
export type SearchSpace = readonly Dimension[];

/** Drawn values keep so many digits: a person can type them again, and gets the same run. */
const digits = 4;

/**
 * Fills in ranges and scales from the options' metadata. A range that its scale can't hold, such as a logarithmic one from 0, is searched
 * evenly. Throws `OptionError` for options that there are not or that are asked for twice, and for values that they don't take.
 */
export function searchSpace(wanted: readonly WantedOption[], table: OptionTable): SearchSpace {
  if (wanted.length === 0) throw new OptionError(t('Nothing is searched: choose at least one option.'));
  const twice = wanted.find(({ name }, i) => wanted.findIndex((other) => other.name === name) !== i);
  if (twice) throw new OptionError(t('"{0}" is searched twice.', twice.name));
  return wanted.map((one) => dimension(one, table));
}

function dimension({ name, range, values }: WantedOption, table: OptionTable): Dimension {
  const option = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!option) throw new OptionError(t('There is no option "{0}"; there is {1}.', name, Object.keys(table).join(', ') || 'none'));
  if (values) return list(name, values, table);
  if (option.kind === 'number' || option.kind === 'integer') return interval(name, option, range, table);
  return list(name, valuesOf(name, option), table);
}

function valuesOf(name: string, option: Option): readonly OptionValue[] {
  if (option.kind === 'boolean') return [false, true];
  if (option.kind === 'choice') return option.choices;
  throw new OptionError(t('"{0}" has no range to search: list the values to try.', name));
}

function list(name: string, values: readonly OptionValue[], table: OptionTable): ListDimension {
  if (values.length === 0) throw new OptionError(t('"{0}" is searched over no values.', name));
  for (const value of values) check(name, value, table);
  return { kind: 'list', name, values };
}

function interval(name: string, option: NumberOption, given: WantedOption['range'], table: OptionTable): NumberDimension {
  const { range, scale } = option.search ?? option;
  const [low, high] = given ?? range;
  if (!(low < high)) throw new OptionError(t('The range of "{0}" must go upwards, not from {1} to {2}.', name, low, high));
  for (const end of [low, high]) check(name, end, table);
  const fits = scale === 'linear' || (scale === 'log' ? low > 0 : high < 1);
  return { kind: option.kind, name, range: [low, high], scale: fits ? scale : 'linear' };
}

const check = (name: string, value: OptionValue, table: OptionTable): void => {
  resolveOptions({ [name]: table[name] }, { [name]: value });
};

/** The value at `u` ∈ [0, 1] along a side of the cube. */
export function valueAt(dimension: Dimension, u: number): OptionValue {
  if (dimension.kind === 'list') return dimension.values[Math.min(dimension.values.length - 1, Math.floor(u * dimension.values.length))];
  const value = onScale(dimension, u);
  const [low, high] = dimension.range;
  return Math.min(high, Math.max(low, dimension.kind === 'integer' ? Math.round(value) : value));
}

function onScale({ range: [low, high], scale }: NumberDimension, u: number): number {
  switch (scale) {
    case 'linear':
      return rounded(low + (high - low) * u);
    case 'log':
      return rounded(low * (high / low) ** u);
    case 'complement':
      // 1 − 0.0001 is not exactly 0.9999: twelve digits are.
      return Number((1 - rounded((1 - low) * ((1 - high) / (1 - low)) ** u)).toPrecision(12));
    default:
      return scale satisfies never;
  }
}

const rounded = (value: number): number => Number(value.toPrecision(digits));

/** The options at a place of the unit cube, by name. */
export function optionsAt(space: SearchSpace, place: readonly number[]): Record<string, OptionValue> {
  return Object.fromEntries(space.map((dimension, i) => [dimension.name, valueAt(dimension, place[i])]));
}

/** How many different values a side has: ∞ for real numbers. */
export function levelsOf(dimension: Dimension): number {
  if (dimension.kind === 'list') return dimension.values.length;
  return dimension.kind === 'integer' ? dimension.range[1] - dimension.range[0] + 1 : Number.POSITIVE_INFINITY;
}

/** Options of the schedule stand beside those of the optimizer under this prefix. */
const ofSchedule = 'schedule.';

/** All options that can be searched: the optimizer's, and those of the schedule under `schedule.…`. */
export function searchableOptions(optimizer: OptionTable, schedule: OptionTable = {}): OptionTable {
  return { ...optimizer, ...Object.fromEntries(Object.entries(schedule).map(([name, option]) => [ofSchedule + name, option])) };
}

/** The options of the optimizer and those of the schedule, told apart. */
export function partedOptions(options: Readonly<Record<string, OptionValue>>): {
  readonly optimizer: Readonly<Record<string, OptionValue>>;
  readonly schedule: Readonly<Record<string, OptionValue>>;
} {
  const isTheirs = ([name]: readonly [string, unknown]): boolean => name.startsWith(ofSchedule);
  const entries = Object.entries(options);
  const schedule = entries.filter(isTheirs).map(([name, value]) => [name.slice(ofSchedule.length), value] as const);
  return { optimizer: Object.fromEntries(entries.filter((entry) => !isTheirs(entry))), schedule: Object.fromEntries(schedule) };
}
