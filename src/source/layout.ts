import vm from 'node:vm';
import type { FoundParameter, Pattern } from './discover/found';
import type { Shape } from './shape';

type ArrayShape = Extract<Shape, { kind: 'array' }>;

/**
 * How n coordinates in a flat vector and the arguments of a loss correspond: depth first through the parameters as written.
 * All lengths are known.
 */
export interface Layout {
  readonly parameters: readonly { readonly name: string; readonly shape: Shape; readonly rest: boolean }[];
  readonly n: number;
  /** `x`, `w[0]`, `p.b`, `W[0][1]`; where a destructuring pattern names a part, by that name. */
  readonly coordinates: readonly string[];
}

/** Fixes the layout of parameters whose lengths are all known. Throws a `RangeError` when one is not. */
export function layoutOf(parameters: readonly FoundParameter[], shapes: readonly Shape[]): Layout {
  const coordinates = parameters.flatMap(({ name, pattern }, i) => coordinatesOf(shapes[i], pattern ? '' : name, pattern));
  const rows = parameters.map(({ name, rest }, i) => ({ name, rest, shape: shapes[i] }));
  return { parameters: rows, n: coordinates.length, coordinates };
}

/** `path` leads to the value, and is empty for one that a pattern takes apart. */
function coordinatesOf(shape: Shape, path: string, pattern: Pattern | undefined): string[] {
  const name = pattern?.kind === 'name' ? pattern.name : path;
  switch (shape.kind) {
    case 'number':
      return [name];
    case 'array':
      return Array.from({ length: known(shape) }, (_, i) => elementCoordinates(shape.element, i, name, pattern)).flat();
    case 'tuple':
      return shape.elements.flatMap((element, i) => elementCoordinates(element, i, name, pattern));
    case 'object': {
      const parts = pattern?.kind === 'object' ? pattern.fields : new Map<string, Pattern>();
      return shape.fields.flatMap((field) =>
        coordinatesOf(field.shape, name === '' ? field.name : `${name}.${field.name}`, parts.get(field.name)),
      );
    }
    default:
      return shape satisfies never;
  }
}

function elementCoordinates(shape: Shape, i: number, path: string, pattern: Pattern | undefined): string[] {
  if (pattern?.kind !== 'tuple') return coordinatesOf(shape, `${path}[${i}]`, undefined);
  const beyond = i - pattern.elements.length;
  if (beyond >= 0 && pattern.rest?.kind === 'name') return coordinatesOf(shape, `${pattern.rest.name}[${beyond}]`, undefined);
  return coordinatesOf(shape, `${path}[${i}]`, pattern.elements[i]);
}

/** How many numbers a shape holds; undefined while a length is unknown. */
export function sizeOf(shape: Shape): number | undefined {
  switch (shape.kind) {
    case 'number':
      return 1;
    case 'array': {
      const element = sizeOf(shape.element);
      return shape.length === undefined || element === undefined ? undefined : shape.length * element;
    }
    case 'tuple':
      return total(shape.elements.map(sizeOf));
    case 'object':
      return total(shape.fields.map((field) => sizeOf(field.shape)));
    default:
      return shape satisfies never;
  }
}

export function total(sizes: readonly (number | undefined)[]): number | undefined {
  return sizes.reduce((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0);
}

/** `number`, `number[3]`, `[number, number]`, `Float64Array[4]`, `number[2][3]`, `{ w: number[2], b?: number }`. */
export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'number':
      return 'number';
    case 'array':
      return arrayText(shape);
    case 'tuple':
      return `[${shape.elements.map(shapeText).join(', ')}]`;
    case 'object':
      return `{ ${fieldTexts(shape).join(', ')} }`;
    default:
      return shape satisfies never;
  }
}

function fieldTexts({ fields, optional }: Extract<Shape, { kind: 'object' }>): string[] {
  return [
    ...fields.map(({ name, shape }) => `${name}: ${shapeText(shape)}`),
    ...optional.flatMap(({ name, shape }) => (shape === undefined ? [] : [`${name}?: ${shapeText(shape)}`])),
  ];
}

function arrayText(shape: Shape): string {
  const lengths: string[] = [];
  let inner = shape;
  while (inner.kind === 'array' && inner.container === 'array') {
    lengths.push(`[${inner.length ?? ''}]`);
    inner = inner.element;
  }
  if (inner.kind === 'array') return `Float64Array[${inner.length ?? ''}]${lengths.join('')}`;
  const text = shapeText(inner);
  return `${inner.kind === 'object' ? `(${text})` : text}${lengths.join('')}`;
}

/** How values of the kinds of shapes are made, from the coordinates [from, to) or from their parts. */
interface Assembly<T> {
  number(at: number): T;
  float64(from: number, to: number): T;
  /** An array of numbers, where there is a better way than one by one. */
  numbers?(from: number, to: number): T | undefined;
  array(elements: readonly T[]): T;
  object(fields: readonly (readonly [name: string, value: T])[]): T;
}

/** Walks the parameters depth first; one value for each. */
function assemble<T>(layout: Layout, make: Assembly<T>): T[] {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return [at - count, at] as const;
  };
  const arrayOf = (shape: ArrayShape): T => {
    const length = known(shape);
    if (shape.container === 'float64') return make.float64(...take(length));
    const numbers = shape.element.kind === 'number' ? make.numbers?.(at, at + length) : undefined;
    if (numbers === undefined) return make.array(Array.from({ length }, () => build(shape.element)));
    take(length);
    return numbers;
  };
  const build = (shape: Shape): T => {
    switch (shape.kind) {
      case 'number':
        return make.number(take(1)[0]);
      case 'array':
        return arrayOf(shape);
      case 'tuple':
        return make.array(shape.elements.map(build));
      case 'object':
        return make.object(shape.fields.map((field) => [field.name, build(field.shape)]));
      default:
        return shape satisfies never;
    }
  };
  return layout.parameters.map(({ shape }) => build(shape));
}

/** Builds the arguments from coordinates that may be numbers or traced values; `float64` makes a Float64Array of some. */
export function unflatten<T>(layout: Layout, values: readonly T[], float64: (values: readonly T[]) => Float64Array): unknown[] {
  const built = assemble<unknown>(layout, {
    number: (at) => values[at],
    float64: (from, to) => float64(values.slice(from, to)),
    array: (elements) => elements,
    object: (fields) => Object.fromEntries(fields),
  });
  return built.flatMap((argument, i) => (layout.parameters[i].rest && Array.isArray(argument) ? argument : [argument]));
}

/** Arrays up to this length are built by a literal, more than twice as fast as a loop; beyond, the code grows too large to be optimised. */
const literalLength = 1024;

type Loss = (...args: never[]) => unknown;

/**
 * Compiles (x, batch) ↦ `loss(…arguments of x, batch)`, or without the batch for a loss that takes none: building the arguments
 * costs next to nothing beside the loss itself. Each call gets fresh arrays, since a loss may write into its parameters.
 */
export function compileCall(layout: Layout, loss: Loss, takesBatch: boolean): (x: Float64Array, batch: unknown) => unknown {
  const built = assemble<string>(layout, {
    number: (at) => `x[${at}]`,
    float64: (from, to) => `x.slice(${from}, ${to})`,
    numbers: (from, to) => (to - from > literalLength ? `copy(x, ${from}, ${to})` : undefined),
    array: (elements) => `[${elements.join(', ')}]`,
    object: (fields) => `{ ${fields.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(', ')} }`,
  });
  const args = built.map((text, i) => (layout.parameters[i].rest ? `...${text}` : text));
  if (takesBatch) args.push('batch');
  return vm.compileFunction(`return (x, batch) => loss(${args.join(', ')});`, ['loss', 'copy'])(loss, copyOf);
}

function copyOf(x: Float64Array, from: number, to: number): number[] {
  const copy = new Array<number>(to - from);
  for (let i = from; i < to; i++) copy[i - from] = x[i];
  return copy;
}

function known(shape: ArrayShape): number {
  if (shape.length === undefined) throw new RangeError('An array length is not known yet.');
  return shape.length;
}
