/** The parts that schemas of messages are made of. */
import * as v from 'valibot';

/** What says of anything whether it is a `T`. */
export type Schema<T> = v.GenericSchema<unknown, T>;

type Entry<T, K extends keyof T> = object extends Pick<T, K> ? v.ExactOptionalSchema<Schema<Required<T>[K]>, undefined> : Schema<T[K]>;

/** One schema for each property, so that the compiler finds one that was forgotten. */
type Entries<T> = { readonly [K in keyof T]-?: Entry<T, K> };

/** An object with these properties; others are left out of what is taken over. */
export function record<T extends object>(entries: Entries<T>): Schema<T> {
  // That the output of `object` is `T` when each entry's output is its property's type is beyond what the compiler infers for any `T`.
  return v.object(entries as v.ObjectEntries) as v.GenericSchema as Schema<T>;
}

export const text = v.string();
export const flag = v.boolean();
/** Any number: losses may be NaN or infinite. */
export const real = v.custom<number>((value) => typeof value === 'number', 'Invalid type: Expected a number');
export const pair = v.tuple([real, real]);
/** Whole numbers from 0. */
export const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));
/** Numbers in typed arrays are taken as they are: whatever arrives in one is a number. */
export const doubles = v.instance(Float64Array);

const listOf = <T>(is: (item: unknown) => item is T, what: string) =>
  v.custom<readonly T[]>((value) => Array.isArray(value) && value.every(is), `Invalid type: Expected a list of ${what}`);

/** Long lists, checked without a schema's work for each item. */
export const texts = listOf((item) => typeof item === 'string', 'texts');
export const reals = listOf((item) => typeof item === 'number', 'numbers');

export const optional = v.exactOptional;

/** The keys of a table that has one for each member of a union. */
export function oneOf<K extends string>(table: Readonly<Record<K, unknown>>): Schema<K> {
  return v.custom<K>(
    (value) => typeof value === 'string' && Object.hasOwn(table, value),
    `Expected one of ${Object.keys(table).join(', ')}`,
  );
}

/** Why the value is not what the schema says, with the place in it; undefined when it is. */
export function faultOf(issues: readonly v.BaseIssue<unknown>[]): string {
  const [first] = issues;
  const path = v.getDotPath(first);
  return path === null ? first.message : `${path}: ${first.message}`;
}
