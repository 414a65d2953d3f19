import type { FoundLoss, FoundParameter } from '../discover/found';
import { sizeOf, total } from '../layout';
import type { Shape } from '../shape';
import { elementsOf, fieldOf, fixLengths, flattenValue } from '../vector';
import { countUnknown, withLengths } from './recording';

/** A point, with the shapes of the parameters it fixes: all of them, or the first few. */
export interface GivenPoint {
  readonly shapes: readonly Shape[];
  readonly values: readonly number[];
}

/**
 * Reads a point written flat (`[0.5, 1]`, depth first), as one value per parameter (`{"W": [[…]], "b": […]}` or a list of the
 * arguments), or as the value of the only parameter. Last parameters that have a default may be missing: they keep it, and are
 * settings of the loss then. Undefined when the value fits none of these. `known` are shapes with lengths and optional fields found
 * otherwise, which a flat vector is taken for if it is as long.
 */
export function readPoint({ parameters, data }: FoundLoss, value: unknown, known?: () => Shapes): GivenPoint | undefined {
  const required = data ? parameters.length : 1 + parameters.findLastIndex(({ fallback }) => !fallback);
  for (let count = parameters.length; count >= Math.max(required, 1); count--) {
    const point = anyReading(parameters.slice(0, count), value, () => known?.()?.slice(0, count));
    if (point && point.values.length > 0) return point;
  }
  return undefined;
}

type Shapes = readonly Shape[] | undefined;

function anyReading(parameters: readonly FoundParameter[], value: unknown, known: () => Shapes): GivenPoint | undefined {
  const shapes = parameters.map(({ shape }) => shape);
  const byName = parameters.map(({ name }) => fieldOf(value, name));
  const elements = elementsOf(value);
  return (
    (parameters.length === 1 ? fitted(shapes, [value]) : undefined) ??
    (elements ? undefined : fitted(shapes, byName)) ??
    (elements && flat(shapes, elements, known)) ??
    (elements && fitted(shapes, elements))
  );
}

function fitted(shapes: readonly Shape[], values: readonly unknown[]): GivenPoint | undefined {
  if (shapes.length !== values.length) return undefined;
  const fixed = shapes.map((shape, i) => fixLengths(shape, values[i]));
  const flats = fixed.map((shape, i) => shape && flattenValue(shape, values[i]));
  if (!fixed.every((shape) => shape !== undefined) || !flats.every((values) => values !== undefined)) return undefined;
  return { shapes: fixed, values: flats.flat() };
}

function flat(shapes: readonly Shape[], elements: readonly unknown[], known: () => Shapes): GivenPoint | undefined {
  if (!elements.every((element) => typeof element === 'number')) return undefined;
  const found = known();
  const sized = found && total(found.map(sizeOf)) === elements.length ? found : withTotal(shapes, elements.length);
  return sized && { shapes: sized, values: elements };
}

/** Fixes the one unknown length so that there are n numbers in all; undefined when that does not come out, or there are several. */
function withTotal(shapes: readonly Shape[], n: number): readonly Shape[] | undefined {
  const unknown = countUnknown(shapes);
  if (unknown > 1) return undefined;
  const sizeWith = (length: number) => total(shapes.map((shape) => sizeOf(withLengths(shape, () => length)))) ?? 0;
  const fixed = sizeWith(0);
  const perElement = sizeWith(1) - fixed;
  const length = perElement === 0 ? 1 : (n - fixed) / perElement;
  if (!Number.isInteger(length) || length < 1 || fixed + length * perElement !== n) return undefined;
  return shapes.map((shape) => withLengths(shape, () => length));
}
