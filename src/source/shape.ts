/** The shape of a loss's parameters as written; array lengths are `undefined` until a start fixes them. */
export type Shape =
  | { readonly kind: 'number' }
  | { readonly kind: 'array'; readonly container: 'array' | 'float64'; readonly element: Shape; readonly length: number | undefined }
  | { readonly kind: 'tuple'; readonly elements: readonly Shape[] }
  | {
      readonly kind: 'object';
      readonly fields: readonly { readonly name: string; readonly shape: Shape }[];
      /** Fields that a start may give besides: they follow the others. Without a shape, a value of their type cannot be optimised. */
      readonly optional: readonly { readonly name: string; readonly shape: Shape | undefined }[];
    };

/** May a start give more than the required fields? */
export function mayHoldMore(shape: Shape): boolean {
  switch (shape.kind) {
    case 'number':
      return false;
    case 'array':
      return mayHoldMore(shape.element);
    case 'tuple':
      return shape.elements.some(mayHoldMore);
    case 'object':
      return shape.optional.length > 0 || shape.fields.some((field) => mayHoldMore(field.shape));
    default:
      return shape satisfies never;
  }
}

export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
}
