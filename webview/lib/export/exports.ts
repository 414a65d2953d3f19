/** What panels say that they have to export. */
import type { DataTable } from './data';

/** What a panel has to export. */
export interface Exports {
  readonly tables: readonly DataTable[];
  /** What JSON holds beside the function; the tables as lists of objects where it is left out. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Tables for reading, in place of those above. */
  readonly summary?: readonly string[];
  /** Pictures that are drawn for a file, beside the parts of the page that are marked by `data-picture`. */
  readonly pictures?: readonly Picture[];
}

export interface Picture {
  /** Ends the name of the file: `map`. */
  readonly name: string;
  readonly title: string;
  /** An SVG document on white; undefined while there is nothing to show. */
  draw(): string | undefined | Promise<string>;
}
