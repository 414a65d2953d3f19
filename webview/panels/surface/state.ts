/** The Descent panel's picture, seen from another side: the same state, and where it is looked at from. */
import { initialState as initialPicture, type State as Picture } from '../../lib/picture/state';
import { homeOrbit, type Orbit } from './orbit';

export interface State extends Picture {
  readonly orbit: Orbit;
  /** The orbit is changing: the picture may be coarser. */
  readonly moving: boolean;
}

export const initialState: State = { ...initialPicture, orbit: homeOrbit, moving: false };
