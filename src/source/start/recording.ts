import type { Shape } from '../shape';

type ArrayShape = Extract<Shape, { kind: 'array' }>;

/** What a run of the loss showed about one array of unknown length. */
export interface Recorder {
  /** One more than the largest index that was asked for. */
  needed: number;
  /** The most elements that a destructuring pattern took before it stopped. */
  taken: number;
  /** The loss asked for the length, or went through all elements: it may work at any length. */
  flexible: boolean;
}

/** What an array of unknown length holds beyond its end: drawn numbers, to learn how far it is read in one run, or nothing. */
export type Beyond = 'drawn' | 'undefined';

/** A loss that reads this far looks for an end that is not there. */
const farthestIndex = 1_000_000;
export class TooFar extends Error {}

/** Breaks off a run that has read long without anything new: losses over data read the same elements again and again. */
export class SeenEnough extends Error {}

/** Where the numbers of recording arguments come from, in the order in which they are asked for. */
export interface ArgumentSource {
  readonly lengths: Iterator<number>;
  /** One per array of unknown length; without any, the arrays are plain ones. */
  readonly recorders: Iterator<Recorder>;
  readonly number: () => number;
  readonly beyond: Beyond;
  /** How many reads that teach nothing new are waited for, and how many there have been. */
  readonly repetitions: { count: number; readonly most: number };
}

/** Lengths of the arrays whose length is unknown, in the order of `countUnknown`: depth first, an array before its elements. */
export function countUnknown(shapes: readonly Shape[]): number {
  let count = 0;
  for (const shape of shapes) {
    withLengths(shape, () => {
      count++;
      return 0;
    });
  }
  return count;
}

/** Fills in unknown lengths from `next`, asked in the order of `countUnknown`. */
export function withLengths(shape: Shape, next: () => number): Shape {
  switch (shape.kind) {
    case 'number':
      return shape;
    case 'array': {
      const length = shape.length ?? next();
      return { ...shape, length, element: withLengths(shape.element, next) };
    }
    case 'tuple':
      return { ...shape, elements: shape.elements.map((element) => withLengths(element, next)) };
    case 'object':
      return { ...shape, fields: shape.fields.map((field) => ({ ...field, shape: withLengths(field.shape, next) })) };
    default:
      return shape satisfies never;
  }
}

/** An argument whose arrays of unknown length record how they are read. */
export function recordingArgument(shape: Shape, source: ArgumentSource): unknown {
  return maker(shape, source)();
}

/** Rows of one matrix share their recorder, so it is taken once per shape and not once per value. */
function maker(shape: Shape, source: ArgumentSource): () => unknown {
  switch (shape.kind) {
    case 'number':
      return source.number;
    case 'array': {
      const recorder: Recorder | undefined = shape.length === undefined ? source.recorders.next().value : undefined;
      const length: number = shape.length ?? source.lengths.next().value;
      const element = maker(shape.element, source);
      return () => recordingArray(shape, length, element, recorder, source);
    }
    case 'tuple': {
      const elements = shape.elements.map((part) => maker(part, source));
      return () => elements.map((make) => make());
    }
    case 'object': {
      const fields = shape.fields.map((field) => [field.name, maker(field.shape, source)] as const);
      return () => Object.fromEntries(fields.map(([name, make]) => [name, make()]));
    }
    default:
      return shape satisfies never;
  }
}

function recordingArray(
  shape: ArrayShape,
  length: number,
  element: () => unknown,
  recorder: Recorder | undefined,
  source: ArgumentSource,
): unknown {
  const values = Array.from({ length }, element);
  const target: object = shape.container === 'float64' ? Float64Array.from(values, Number) : values;
  if (!recorder) return target;
  const read = new RecordedReads(length, values, element, recorder, source);
  return new Proxy(target, {
    get: (object, key) => {
      if (key === 'length') {
        recorder.flexible = true;
        return length;
      }
      if (typeof key === 'string' && isIndex(key)) return read.at(Number(key));
      if (key === Symbol.iterator) return () => read.iterator();
      if (key === 'slice' || key === 'subarray') return (from?: number, to?: number) => read.slice(from, to);
      const value: unknown = Reflect.get(object, key);
      if (shape.container !== 'float64' || typeof value !== 'function') return value;
      recorder.flexible = true;
      return value.bind(object);
    },
  });
}

/** Property names of arrays that begin with a digit are indices. */
function isIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57;
}

class RecordedReads {
  constructor(
    private readonly length: number,
    private readonly values: unknown[],
    private readonly element: () => unknown,
    private readonly recorder: Recorder,
    private readonly source: ArgumentSource,
  ) {}

  at(index: number): unknown {
    if (index > farthestIndex) throw new TooFar();
    this.note(index);
    while (this.source.beyond === 'drawn' && this.values.length <= index) this.values.push(this.element());
    return this.values[index];
  }

  private note(index: number): void {
    const { recorder, source } = this;
    if (index >= recorder.needed) {
      recorder.needed = index + 1;
      source.repetitions.count = 0;
    } else if (source.repetitions.count++ >= source.repetitions.most) throw new SeenEnough();
  }

  /** A slice up to a fixed place tells the length; any other depends on it. */
  slice(from = 0, to?: number): unknown[] {
    const fixed = to !== undefined && from >= 0 && to >= 0;
    if (fixed && to > from) this.at(to - 1);
    if (!fixed) this.recorder.flexible = true;
    return fixed ? this.values.slice(from, to) : this.values.slice(0, this.length).slice(from, to);
  }

  iterator(): IterableIterator<unknown> {
    const { recorder, values, length } = this;
    let taken = 0;
    const iterator: IterableIterator<unknown> = {
      next: () => {
        if (taken < length) return { done: false, value: values[taken++] };
        recorder.flexible = true;
        return { done: true, value: undefined };
      },
      return: (value) => {
        recorder.taken = Math.max(recorder.taken, taken);
        return { done: true, value };
      },
      [Symbol.iterator]: () => iterator,
    };
    return iterator;
  }
}
