/** What a panel shows as data: CSV and JSON in full precision, and Markdown for notes and issues. */
import { significant } from '../../../src/protocol/format';
import { spread } from '../table';

export type Cell = string | number | undefined;

/** Curves, or whatever else a picture shows, as columns. */
export interface DataTable {
  /** Ends the name of the file: `curves`. */
  readonly name: string;
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** RFC 4180; unknown values are empty. */
export function toCsv({ heads, rows }: Pick<DataTable, 'heads' | 'rows'>): string {
  return [heads, ...rows].map((line) => line.map(csvCell).join(',')).join('\r\n');
}

const csvCell = (value: Cell): string => {
  const text = value === undefined || Number.isNaN(value) ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One object for each row; numbers that JSON can't write (∞, NaN) become null. */
export const asObjects = ({ heads, rows }: Pick<DataTable, 'heads' | 'rows'>): readonly Readonly<Record<string, Cell>>[] =>
  rows.map((row) => Object.fromEntries(heads.map((head, i) => [head, row[i]])));

/** Rows of a table that is for reading. */
const mostRows = 21;

export function markdownTable({ heads, rows }: Pick<DataTable, 'heads' | 'rows'>): string {
  const shown = spread(rows.length, mostRows).map((row) =>
    rows[row].map((cell) => (typeof cell === 'number' ? significant(cell) : (cell ?? ''))),
  );
  const line = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...shown.map(line)].join('\n');
}
