/** What the user can do beside what the Descent panel offers: go round the surface. */

import { Actions } from '../../lib/picture/actions';
import type { HostChannel, PictureRequests } from '../../lib/picture/requests';
import type { Store } from '../../lib/store';
import { homeOrbit, type Orbit, turned, zoomed } from './orbit';
import type { State } from './state';

/** After so many milliseconds without a movement it is over. */
const rest = 160;

export class SurfaceActions extends Actions {
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly view: Store<State>,
    requests: PictureRequests,
    channel: HostChannel,
  ) {
    super(view, requests, channel);
  }

  turn(round: number, over: number): void {
    this.moveTo(turned(this.view.state.orbit, round, over));
  }

  zoom(factor: number): void {
    this.moveTo(zoomed(this.view.state.orbit, factor));
  }

  resetOrbit(): void {
    this.moveTo(homeOrbit);
  }

  private moveTo(orbit: Orbit): void {
    clearTimeout(this.resting);
    this.view.set({ orbit, moving: true });
    this.resting = setTimeout(() => this.view.set({ moving: false }), rest);
  }
}
