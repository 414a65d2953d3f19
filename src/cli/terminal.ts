import type { Paint } from './text/paint';

/** Where a command runs and writes; tests give their own. */
export interface Terminal {
  readonly cwd: string;
  /** Standard output: the answer. */
  out(text: string): void;
  /** Standard error: what is wrong, and progress. */
  err(text: string): void;
  /** Whether somebody watches standard error live. */
  readonly live: boolean;
  readonly columns: number;
  /** Colours for standard output. */
  readonly paint: Paint;
  /** Colours for standard error. */
  readonly errPaint: Paint;
}
