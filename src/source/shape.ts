/** The shape of a loss's parameters as written; array lengths are `undefined` until a start fixes them. */
export type Shape =
  | { readonly kind: 'number' }
  | { readonly kind: 'array'; readonly container: 'array' | 'float64'; readonly element: Shape; readonly length: number | undefined }
  | { readonly kind: 'tuple'; readonly elements: readonly Shape[] }
  | { readonly kind: 'object'; readonly fields: readonly { readonly name: string; readonly shape: Shape }[] };

export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
}
