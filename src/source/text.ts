import type { SourceRange } from '../engine/objective';

/** 1-based line and column, as editors show and compilers print them. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A range as positions; the same fields as the protocol's `Location`. */
export interface TextLocation extends TextPosition {
  readonly file: string;
  readonly endLine: number;
  readonly endColumn: number;
}

const BYTE_ORDER_MARK = 0xfeff;
const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;

/** Editors hide the byte order mark of a file on disk; all offsets here are offsets into the text without it. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/** Where a text offset (0-based) stands. Lines end at `\r\n`, `\n` or a lone `\r`, as in VS Code. */
export function lineColumn(text: string, offset: number): TextPosition {
  return positionIn(lineStarts(text), offset);
}

/** The range in 1-based lines and columns of the text it points into. */
export function locationOf(range: SourceRange, text: string): TextLocation {
  const starts = lineStarts(text);
  const from = positionIn(starts, range.start);
  const to = positionIn(starts, range.end);
  return { file: range.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** The offset of a 1-based position, clamped to the text. */
export function offsetAt(text: string, { line, column }: TextPosition): number {
  const starts = lineStarts(text);
  const index = Math.min(Math.max(line, 1), starts.length) - 1;
  return Math.min(starts[index] + Math.max(column, 1) - 1, text.length);
}

/** The text last asked about, since whoever asks for one place mostly asks for more in the same text. */
let latest = { text: '', starts: startsIn('') };

function lineStarts(text: string): readonly number[] {
  if (latest.text !== text) latest = { text, starts: startsIn(text) };
  return latest.starts;
}

function startsIn(text: string): number[] {
  const starts = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(i + 1) !== LINE_FEED)) starts.push(i + 1);
  }
  return starts;
}

function positionIn(starts: readonly number[], offset: number): TextPosition {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.max(offset - starts[low], 0) + 1 };
}
