import type { SourceRange } from '../engine/objective';

/** One tag of a JSDoc comment with its value, the comment's asterisks and indentation taken out. */
export interface TagText {
  readonly name: string;
  readonly text: string;
  /** `@name` itself. */
  readonly tagRange: SourceRange;
  /** Where a part of `text` stands in the source. */
  range(start: number, end: number): SourceRange;
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

/** The tags of the comment at [pos, end). A value is its tag's line, or more lines while a bracket is open. */
export function readTagTexts(file: string, source: string, pos: number, end: number): TagText[] {
  const lines = commentLines(source, pos + 3, end - 2);
  return lines.flatMap((line, index) => {
    const marks = [...line.text.matchAll(/(?:^|\s)@(\w+)/g)];
    return marks.map((mark, k) => {
      const at = line.text.indexOf('@', mark.index);
      const from = at + 1 + mark[1].length;
      const last = k === marks.length - 1;
      const here = slice(line, from, last ? line.text.length : marks[k + 1].index);
      const value = last ? openLines(here, lines.slice(index + 1)) : [here];
      return tagText(file, mark[1], line.offset + at, value);
    });
  });
}

function tagText(file: string, name: string, offset: number, lines: readonly Line[]): TagText {
  const text = lines.map((line) => line.text).join('\n');
  const place = (at: number): number => {
    let rest = at;
    for (const line of lines) {
      if (rest <= line.text.length) return line.offset + rest;
      rest -= line.text.length + 1;
    }
    return offset;
  };
  return {
    name,
    text,
    tagRange: { file, start: offset, end: offset + name.length + 1 },
    range: (start, end) => ({ file, start: place(start), end: place(Math.min(end, text.length)) }),
  };
}

/** Takes lines up to the one that closes the brackets opened in the first. */
function openLines(first: Line, following: readonly Line[]): Line[] {
  const taken = [first];
  let depth = bracketDepth(first.text);
  for (const line of following) {
    if (depth <= 0 || /^@\w/.test(line.text)) break;
    taken.push(line);
    depth += bracketDepth(line.text);
  }
  return taken;
}

function bracketDepth(text: string): number {
  return (text.match(/[[{(]/g)?.length ?? 0) - (text.match(/[\]})]/g)?.length ?? 0);
}

function commentLines(source: string, start: number, end: number): Line[] {
  return [...source.slice(start, end).matchAll(/[^\r\n]+/g)].map((match) => {
    const lead = /^\s*\**\s*/.exec(match[0])?.[0].length ?? 0;
    return { text: match[0].slice(lead).trimEnd(), offset: start + match.index + lead };
  });
}

function slice(line: Line, from: number, to: number): Line {
  const raw = line.text.slice(from, to);
  const lead = raw.length - raw.trimStart().length;
  return { text: raw.trim(), offset: line.offset + from + lead };
}
