import type { FoundLoss } from '../discover/found';
import type { Remedy } from './remedy';

/** Adds a tag at the end of the comment that a loss has, or in a new one over it. */
export function tagInsertion({ extent: { file, start } }: FoundLoss, text: string, tag: string): Remedy['edits'][number] {
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const comment = /^\/\*\*[\s\S]*?(?=\s*\*\/)/.exec(text.slice(start))?.[0];
  const at = start + (comment?.length ?? 0);
  const added = comment === undefined ? `/** ${tag} */${newline}${indent}` : `${newline}${indent} * ${tag}`;
  return { range: { file, start: at, end: at }, text: added };
}
