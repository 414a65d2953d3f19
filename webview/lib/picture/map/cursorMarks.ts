import { isAtCursor } from '../../cursor';
import type { State } from '../state';

/** What of the picture is marked for the text cursor: the start, or an axis. */
export type CursorMark = 'start' | 'across' | 'up' | undefined;

export function cursorMark({ cursor, shownPlane, description }: Pick<State, 'cursor' | 'shownPlane' | 'description'>): CursorMark {
  if (cursor?.kind === 'start') return 'start';
  const [across, up] = shownPlane?.axes ?? [];
  if (across !== undefined && isAtCursor(cursor, across)) return 'across';
  return up !== undefined && description?.n !== 1 && isAtCursor(cursor, up) ? 'up' : undefined;
}
