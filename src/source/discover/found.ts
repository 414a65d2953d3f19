import type { SourceRange } from '../../engine/objective';
import type { Shape } from '../shape';
import type { Tags } from '../tags';

/** A parameter that is optimised. */
export interface FoundParameter {
  /** The name as written; for a destructuring pattern its text on one line, e.g. `[x1, x2]`. */
  readonly name: string;
  /** For a destructuring pattern: how its parts are called, where the pattern names them. */
  readonly pattern: Pattern | undefined;
  readonly range: SourceRange;
  readonly shape: Shape;
  /** `...w: number[]`: the elements are passed one by one. */
  readonly rest: boolean;
  /** The default value's expression, e.g. of `x = 1`. */
  readonly fallback: SourceRange | undefined;
}

/** Names that a destructuring pattern gives to parts of a parameter. */
export type Pattern =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'tuple'; readonly elements: readonly (Pattern | undefined)[]; readonly rest: Pattern | undefined }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Pattern> };

/** The parameter that receives the data batch. */
export interface DataParameter {
  readonly name: string;
  readonly range: SourceRange;
  /** Its type as written, if any. */
  readonly typeText: string | undefined;
  /** A name that its default value consists of: `batch = samples`. */
  readonly fallbackName: string | undefined;
  /** True when the function can be called without it. */
  readonly optional: boolean;
}

/** A function that can be visualised, as its syntax tells it. */
export interface FoundLoss {
  /** `rosenbrock`, or `Model.loss` for a static method. */
  readonly name: string;
  /** Parameters as the user wrote them, e.g. `(x: number, y: number)`. */
  readonly signature: string;
  readonly nameRange: SourceRange;
  /** The whole function with its JSDoc: what an edit must touch to concern it. */
  readonly extent: SourceRange;
  readonly exported: boolean;
  readonly parameters: readonly FoundParameter[];
  readonly data: DataParameter | undefined;
  readonly tags: Tags;
}
