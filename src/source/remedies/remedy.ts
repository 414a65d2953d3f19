import type { SourceRange } from '../../engine/objective';

/** A change of the source that would mend something: `stable-form` of an expression that overflows, or a `penalty` on the parameters. */
export interface Remedy {
  readonly kind: 'stable-form' | 'penalty';
  readonly title: string;
  /** What it concerns: the expression, or the function's name. */
  readonly range: SourceRange;
  readonly edits: readonly { readonly range: SourceRange; readonly text: string }[];
}
