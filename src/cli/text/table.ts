import { stripVTControlCharacters } from 'node:util';

export type Align = 'left' | 'right';
export interface Column {
  readonly title: string;
  readonly align?: Align;
}

const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

function pad(text: string, width: number, align: Align): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? space + text : text + space;
}

/** Rows in aligned columns, two spaces apart, with a line of titles when any column has one. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], title = (text: string): string => text): string {
  const titles = columns.map((column) => title(column.title));
  const lines = columns.some((column) => column.title !== '') ? [titles, ...rows] : rows;
  const widths = columns.map((_, k) => Math.max(0, ...lines.map((line) => widthOf(line[k] ?? ''))));
  const render = (line: readonly string[]) =>
    columns
      .map(({ align = 'left' }, k) => pad(line[k] ?? '', widths[k], align))
      .join('  ')
      .trimEnd();
  return lines.map(render).join('\n');
}

export function indent(text: string, by = 2): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

/** Words in lines of at most `width` characters. */
export function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
