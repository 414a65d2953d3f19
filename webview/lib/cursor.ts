/** What the text cursor stands at, as panels show it. */
import type { CursorPlace } from '../../src/protocol/model';

/** The class of what is shown for it. */
export const atCursor = 'at-cursor';

/** Whether the cursor stands at this coordinate, or at a whole that it belongs to. */
export function isAtCursor(cursor: CursorPlace | undefined, coordinate: number): boolean {
  return cursor?.kind === 'coordinates' && cursor.coordinates.includes(coordinate);
}

/** The same for equal sets of coordinates; undefined when the cursor stands at none. */
export const coordinatesAt = (cursor: CursorPlace | undefined): string | undefined =>
  cursor?.kind === 'coordinates' ? cursor.coordinates.join() : undefined;
