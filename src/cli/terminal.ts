import type { Paint } from './text/paint';

/** Goes back to the beginning of the line of a live terminal and empties it. */
export const clearLine = '\r\u001b[K';

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
  /** Of standard error. */
  readonly errColumns: number;
  /** Colours for standard output. */
  readonly paint: Paint;
  /** Colours for standard error. */
  readonly errPaint: Paint;
}
