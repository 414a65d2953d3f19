import vm from 'node:vm';
import type { FoundParameter, Pattern } from './discover/found';
import type { Shape } from './shape';

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
  const coordinates = parameters.flatMap((parameter, i) => coordinatesOf(shapes[i], parameter.name, parameter.pattern));
  const rows = parameters.map(({ name, rest }, i) => ({ name, rest, shape: shapes[i] }));
  return { parameters: rows, n: coordinates.length, coordinates };
}

function coordinatesOf(shape: Shape, path: string, pattern: Pattern | undefined): string[] {
  const name = pattern?.kind === 'name' ? pattern.name : path;
  switch (shape.kind) {
    case 'number':
      return [name];
    case 'array': {
      const parts = pattern?.kind === 'tuple' ? pattern.elements : [];
      return Array.from({ length: known(shape) }, (_, i) => coordinatesOf(shape.element, `${name}[${i}]`, parts[i])).flat();
    }
    case 'tuple': {
      const parts = pattern?.kind === 'tuple' ? pattern.elements : [];
      return shape.elements.flatMap((element, i) => coordinatesOf(element, `${name}[${i}]`, parts[i]));
    }
    case 'object': {
      const parts = pattern?.kind === 'object' ? pattern.fields : new Map<string, Pattern>();
      return shape.fields.flatMap((field) => coordinatesOf(field.shape, `${name}.${field.name}`, parts.get(field.name)));
    }
    default:
      return shape satisfies never;
  }
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

/** `number`, `number[3]`, `[number, number]`, `Float64Array[4]`, `number[2][3]`, `{ w: number[2], b: number }`. */
export function shapeText(shape: Shape): string {
  switch (shape.kind) {
    case 'number':
      return 'number';
    case 'array':
      return arrayText(shape);
    case 'tuple':
      return `[${shape.elements.map(shapeText).join(', ')}]`;
    case 'object':
      return `{ ${shape.fields.map((field) => `${field.name}: ${shapeText(field.shape)}`).join(', ')} }`;
    default:
      return shape satisfies never;
  }
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

/** Builds the arguments from coordinates that may be numbers or traced values; `float64` makes a Float64Array of some. */
export function unflatten<T>(layout: Layout, values: readonly T[], float64: (values: readonly T[]) => Float64Array): unknown[] {
  let at = 0;
  const build = (shape: Shape): unknown => {
    switch (shape.kind) {
      case 'number':
        return values[at++];
      case 'array': {
        if (shape.container === 'float64') return float64(values.slice(at, (at += known(shape))));
        return Array.from({ length: known(shape) }, () => build(shape.element));
      }
      case 'tuple':
        return shape.elements.map(build);
      case 'object':
        return Object.fromEntries(shape.fields.map((field) => [field.name, build(field.shape)]));
      default:
        return shape satisfies never;
    }
  };
  return layout.parameters.flatMap(({ shape, rest }) => {
    const argument = build(shape);
    return rest && Array.isArray(argument) ? argument : [argument];
  });
}

/** Arrays up to this length are built by a literal, more than twice as fast as a loop; beyond, the code grows too large to be optimised. */
const literalLength = 1024;

type Loss = (...args: never[]) => unknown;

/**
 * Compiles x ↦ `loss(…arguments of x, …data)`, `data` being one batch or nothing: building the arguments costs next to nothing
 * beside the loss itself. Each call gets fresh arrays, since a loss may write into its parameters.
 */
export function compileCall(layout: Layout, loss: Loss, data: readonly unknown[]): (x: Float64Array) => unknown {
  let at = 0;
  const build = (shape: Shape): string => {
    switch (shape.kind) {
      case 'number':
        return `x[${at++}]`;
      case 'array': {
        const from = at;
        const length = known(shape);
        if (shape.container === 'float64') return `x.slice(${from}, ${(at += length)})`;
        if (shape.element.kind === 'number' && length > literalLength) return `copy(x, ${from}, ${(at += length)})`;
        return `[${Array.from({ length }, () => build(shape.element)).join(', ')}]`;
      }
      case 'tuple':
        return `[${shape.elements.map(build).join(', ')}]`;
      case 'object':
        return `{ ${shape.fields.map((field) => `${JSON.stringify(field.name)}: ${build(field.shape)}`).join(', ')} }`;
      default:
        return shape satisfies never;
    }
  };
  const args = layout.parameters.map(({ shape, rest }) => (rest ? `...${build(shape)}` : build(shape)));
  if (data.length > 0) args.push('data');
  const make = vm.compileFunction(`return (x) => loss(${args.join(', ')});`, ['loss', 'data', 'copy']);
  return make(loss, data[0], copyOf);
}

function copyOf(x: Float64Array, from: number, to: number): number[] {
  const copy = new Array<number>(to - from);
  for (let i = from; i < to; i++) copy[i - from] = x[i];
  return copy;
}

function known(shape: Extract<Shape, { kind: 'array' }>): number {
  if (shape.length === undefined) throw new RangeError('An array length is not known yet.');
  return shape.length;
}
