import type { SourceRange } from '../../engine/objective';

/** Something seen while instrumenting that endangers derivatives: a fact about the text, whether or not it ever runs. */
export interface InstrumentFinding {
  readonly kind: 'outer-write' | 'async';
  readonly range: SourceRange;
  readonly message: string;
}

export type ReportFinding = (finding: InstrumentFinding) => void;
