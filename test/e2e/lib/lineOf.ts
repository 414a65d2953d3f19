import { readFileSync } from 'node:fs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

/** The number of the line of an example that begins like this. */
export function lineOf(example: string, beginning: string): number {
  const lines = readFileSync(inRoot('examples', example), 'utf8').split('\n');
  const index = lines.findIndex((line) => line.startsWith(beginning));
  if (index < 0) throw new Error(`${example} has no line "${beginning}…"`);
  return index + 1;
}
