import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Shape } from '../shape';
import type { InitScheme } from '../tags';

/** How single numbers and vectors are drawn; matrices always as weights of a layer. */
export type Spread = { readonly low: number; readonly high: number };

/** Tried in turn until the loss is finite: around zero, then positive values, small and large. */
export const spreads: readonly Spread[] = [
  { low: -1, high: 1 },
  { low: 0, high: 1 },
  { low: 0, high: 10 },
  { low: -10, high: 10 },
];

/**
 * A seeded draw in a shape of known lengths, flat. Numbers are uniform in the spread, rounded to hundredths and never 0, where
 * kinks and symmetric saddles like to be. A matrix `number[rows][columns]` is normal with variance 2/(rows + columns)
 * (Glorot and Bengio 2010, eq. 16), or with `he` 2/columns (He et al. 2015, eq. 10); rows are units, columns their inputs.
 */
export function draw(shapes: readonly Shape[], seed: number, spread: Spread, init: InitScheme | undefined): number[] {
  // Neighbouring seeds give neighbouring first draws; spreading the seed's bits undoes that.
  const generator = xoroshiro128plus(Math.imul(seed + 1, 0x9e3779b1));
  const uniform = () => uniformFloat64(generator);
  const values: number[] = [];
  for (const shape of shapes) drawInto(values, shape, uniform, spread, init ?? 'glorot');
  return values;
}

function drawInto(values: number[], shape: Shape, uniform: () => number, spread: Spread, init: InitScheme): void {
  const inner = (part: Shape) => drawInto(values, part, uniform, spread, init);
  switch (shape.kind) {
    case 'number':
      values.push(rounded(spread, uniform));
      break;
    case 'array': {
      const { element, length = 0 } = shape;
      if (isVector(element)) values.push(...weights(length, element.length ?? 0, uniform, init));
      else for (let i = 0; i < length; i++) inner(element);
      break;
    }
    case 'tuple':
      shape.elements.forEach(inner);
      break;
    case 'object':
      for (const field of shape.fields) inner(field.shape);
      break;
    default:
      shape satisfies never;
  }
}

function isVector(shape: Shape): shape is Extract<Shape, { kind: 'array' }> {
  return shape.kind === 'array' && shape.element.kind === 'number';
}

function rounded({ low, high }: Spread, uniform: () => number): number {
  const value = Math.round((low + (high - low) * uniform()) * 100) / 100;
  return value === 0 ? rounded({ low, high }, uniform) : value;
}

function weights(rows: number, columns: number, uniform: () => number, init: InitScheme): number[] {
  const variance = init === 'he' ? 2 / columns : 2 / (rows + columns);
  return Array.from({ length: rows * columns }, () => Math.sqrt(variance) * normal(uniform));
}

/** Box and Muller (1958). */
function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
