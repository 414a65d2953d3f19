import type { Shape } from './shape';

type ObjectShape = Extract<Shape, { kind: 'object' }>;

/** A value in the shape of a parameter as flat coordinates; undefined where the value does not fit the shape. */
export function flattenValue(shape: Shape, value: unknown): number[] | undefined {
  switch (shape.kind) {
    case 'number':
      return typeof value === 'number' ? [value] : undefined;
    case 'array': {
      const values = elementsOf(value);
      if (!values || (shape.length !== undefined && values.length !== shape.length)) return undefined;
      return joined(values.map((element) => flattenValue(shape.element, element)));
    }
    case 'tuple': {
      const values = elementsOf(value);
      if (values?.length !== shape.elements.length) return undefined;
      return joined(shape.elements.map((element, i) => flattenValue(element, values[i])));
    }
    case 'object':
      if (optionalGiven(shape, value).length > 0) return undefined;
      return joined(shape.fields.map((field) => flattenValue(field.shape, fieldOf(value, field.name))));
    default:
      return shape satisfies never;
  }
}

function joined(parts: readonly (number[] | undefined)[]): number[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** The elements of an array or a typed array. */
export function elementsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof Float64Array || value instanceof Float32Array ? [...value] : undefined;
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/**
 * Fixes unknown lengths from a value in the shape; undefined where the value does not fit. Where elements of an array differ in their
 * lengths, such as the layers of a network, it becomes a tuple of them.
 */
export function fixLengths(shape: Shape, value: unknown): Shape | undefined {
  switch (shape.kind) {
    case 'number':
      return typeof value === 'number' ? shape : undefined;
    case 'array': {
      const values = elementsOf(value);
      if (!values || (shape.length !== undefined && values.length !== shape.length)) return undefined;
      const [first] = values;
      const element = values.length === 0 ? shape.element : fixLengths(shape.element, first);
      const rectangular = element && values.every((one) => flattenValue(element, one) !== undefined);
      return rectangular ? { ...shape, element, length: values.length } : tupleOf(values.map((one) => fixLengths(shape.element, one)));
    }
    case 'tuple': {
      const values = elementsOf(value);
      if (values?.length !== shape.elements.length) return undefined;
      return tupleOf(shape.elements.map((element, i) => fixLengths(element, values[i])));
    }
    case 'object':
      return fixFields(shape, value);
    default:
      return shape satisfies never;
  }
}

/** Optional fields that the value has become fields like the others. */
function fixFields(shape: ObjectShape, value: unknown): Shape | undefined {
  const given = optionalGiven(shape, value);
  const fields = [...shape.fields, ...given].map(({ name, shape: field }) => {
    const fixed = field && fixLengths(field, fieldOf(value, name));
    return fixed && { name, shape: fixed };
  });
  const optional = shape.optional.filter((field) => !given.includes(field));
  return fields.every((field) => field !== undefined) ? { ...shape, fields, optional } : undefined;
}

const optionalGiven = ({ optional }: ObjectShape, value: unknown): ObjectShape['optional'] =>
  optional.filter(({ name }) => fieldOf(value, name) !== undefined);

function tupleOf(elements: readonly (Shape | undefined)[]): Shape | undefined {
  return elements.every((element) => element !== undefined) ? { kind: 'tuple', elements } : undefined;
}
