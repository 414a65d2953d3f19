import type { Remedy } from '../../../src/source/remedies/remedy';

/** A text after the edits of a remedy. */
export function applied(text: string, { edits }: Remedy): string {
  const backwards = [...edits].sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end);
  return backwards.reduce((source, { range, text: put }) => source.slice(0, range.start) + put + source.slice(range.end), text);
}
