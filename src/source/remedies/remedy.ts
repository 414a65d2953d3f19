import type { SourceRange } from '../../engine/objective';

/**
 * A change of the source that would mend something: `stable-form` of an expression that overflows, a `penalty` on the parameters, features
 * of the data brought to one scale (`standardise`), or the tag `start`.
 */
export interface Remedy {
  readonly kind: 'stable-form' | 'penalty' | 'standardise' | 'start';
  readonly title: string;
  /** What it concerns: the expression, or the function's name. */
  readonly range: SourceRange;
  readonly edits: readonly { readonly range: SourceRange; readonly text: string }[];
}
