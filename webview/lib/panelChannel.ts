import { Channel, type ChannelOptions, type EventHandlers, type Transport } from '../../src/protocol/channel';
import type { ExportEvents, ExportRequests, PanelEvents, WebviewEvents } from '../../src/protocol/panel';

/** A panel's line to its host: what it asks, says and hears, and what belongs to the export of every panel. */
export class PanelChannel<Methods, Out = WebviewEvents, In = PanelEvents> extends Channel<
  Methods,
  Record<never, never>,
  Out & ExportEvents,
  In & ExportRequests
> {
  constructor(
    transport: Transport,
    events: EventHandlers<In & ExportRequests>,
    options: ChannelOptions<Methods, Record<never, never>, In & ExportRequests>,
  ) {
    super(transport, {}, events, options);
  }
}
