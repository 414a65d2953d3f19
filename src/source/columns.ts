/** The numbers of data as columns over its examples, and data with some of them changed. Forms of data as in batch.ts. */
import { countOf, isRows, type Rows } from './batch';

export interface Column {
  /** `study`, `x[0]`, or `value` where the examples are plain numbers. */
  readonly name: string;
  readonly values: Float64Array;
}

const plain = 'value';

/** Numbers that every one of these examples has, in the order of the first; none for data that can't be told apart into examples. */
export function columnsOf(data: unknown, rows: readonly number[]): readonly Column[] {
  if (countOf(data) === undefined || rows.length === 0) return [];
  const examples = rows.map((row) => numbersIn(exampleAt(data, row), ''));
  const names = [...examples[0].keys()].filter((name) => examples.every((numbers) => numbers.has(name)));
  return names.map((name) => ({ name, values: Float64Array.from(examples, (numbers) => numbers.get(name) ?? Number.NaN) }));
}

/** The same data, each number of these columns changed; what is not among them stays as it is. */
export function withColumns(data: unknown, changes: ReadonlyMap<string, (x: number) => number>): unknown {
  if (isRows(data)) return mapped(data, (example) => changed(example, '', changes));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, isRows(value) ? mapped(value, (part) => changed(part, name, changes)) : value]),
  );
}

function exampleAt(data: unknown, row: number): unknown {
  if (isRows(data)) return data[row];
  return Object.fromEntries(Object.entries(data ?? {}).flatMap(([name, value]) => (isRows(value) ? [[name, value[row]]] : [])));
}

function numbersIn(value: unknown, path: string, found = new Map<string, number>()): Map<string, number> {
  if (typeof value === 'number') found.set(path || plain, value);
  else if (isRows(value)) for (const [i, part] of Array.from<unknown>(value).entries()) numbersIn(part, `${path}[${i}]`, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) numbersIn(part, joined(path, name), found);
  }
  return found;
}

function changed(value: unknown, path: string, changes: ReadonlyMap<string, (x: number) => number>): unknown {
  if (typeof value === 'number') return changes.get(path || plain)?.(value) ?? value;
  if (isRows(value)) return mapped(value, (part, i) => changed(part, `${path}[${i}]`, changes));
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, changed(part, joined(path, name), changes)] as const);
  // Examples may be instances of a class, with methods.
  return Object.assign(Object.create(Object.getPrototypeOf(value)), Object.fromEntries(parts));
}

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function mapped(rows: Rows, change: (value: unknown, i: number) => unknown): Rows {
  if (Array.isArray(rows)) return rows.map(change);
  const copy = Float64Array.from(rows as ArrayLike<number>);
  return copy.map((value, i) => Number(change(value, i)));
}

const targets = /^(y|t|z|out|outputs?|targets?|labels?|class(es)?|expected|truth)\b/i;

/** No target by its name, and more than two different values: a switch needs no scale. */
export function isLikelyFeature({ name, values }: Column): boolean {
  return !targets.test(name) && new Set(values).size > 2;
}
