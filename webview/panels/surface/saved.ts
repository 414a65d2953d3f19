/** What comes back after a reload of the window: what the Descent panel keeps, and the orbit. */
import { toSave as pictureToSave, type Saved as SavedPicture } from '../../lib/picture/saved';
import { homeOrbit, isOrbit, type Orbit } from './orbit';
import type { State } from './state';

export interface Saved extends SavedPicture {
  readonly orbit: Orbit;
}

export function toSave(state: State): Saved | undefined {
  const picture = pictureToSave(state);
  return picture && { ...picture, orbit: state.orbit };
}

export function restoredOrbit(saved: unknown): Orbit {
  return typeof saved === 'object' && saved !== null && 'orbit' in saved && isOrbit(saved.orbit) ? saved.orbit : homeOrbit;
}
