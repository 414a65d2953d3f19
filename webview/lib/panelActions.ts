/** What the user can do in every panel. */
import type { Location } from '../../src/protocol/model';
import type { WebviewEvents } from '../../src/protocol/panel';

export abstract class PanelActions {
  constructor(
    private readonly pending: { cancel(): void },
    private readonly host: { emit<K extends 'reveal' | 'openGallery'>(name: K, value: WebviewEvents[K]): void },
  ) {}

  /** Back to how everything was at first. */
  abstract reset(): void;

  /** Gives up what is under way. */
  cancel(): void {
    this.pending.cancel();
  }

  reveal(location: Location): void {
    this.host.emit('reveal', location);
  }

  openGallery(): void {
    this.host.emit('openGallery', null);
  }
}
