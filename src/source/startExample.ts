import type { FoundParameter } from './discover/found';
import type { Shape } from './shape';

/** Where a length is not known. */
const exampleLength = 2;

/** A start of the right shape to begin with, as JSON for `@start`: zeros, and two elements where nobody knows how many. */
export function startExample(parameters: readonly FoundParameter[]): string {
  const [only] = parameters;
  const value = parameters.length === 1 ? zeros(only.shape) : Object.fromEntries(parameters.map(({ name, shape }) => [name, zeros(shape)]));
  return JSON.stringify(value).replaceAll(',', ', ').replaceAll(':', ': ');
}

function zeros(shape: Shape): unknown {
  switch (shape.kind) {
    case 'number':
      return 0;
    case 'array':
      return Array.from({ length: shape.length ?? exampleLength }, () => zeros(shape.element));
    case 'tuple':
      return shape.elements.map(zeros);
    case 'object':
      return Object.fromEntries(shape.fields.map((field) => [field.name, zeros(field.shape)]));
    default:
      return shape satisfies never;
  }
}
