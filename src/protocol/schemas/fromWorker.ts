/** What a worker thread tells unasked is checked before the watchdog relies on it. */
import * as v from 'valibot';
import type { Target } from '../engine';
import type { SitePlaces, WorkerEvents } from '../workerThread';
import { real, reals, record, type Schema, text } from './schema';

const workerEvents: { readonly [K in keyof WorkerEvents]: Schema<WorkerEvents[K]> } = {
  session: real,
  owner: record<WorkerEvents['owner']>({ id: real, target: record<Target>({ file: text, function: text }) }),
  sites: record<WorkerEvents['sites']>({
    opened: v.array(record<SitePlaces>({ first: real, file: text, places: v.instance(Uint32Array) })),
    gone: reals,
  }),
};

/** For the channel to a worker thread. */
export const fromWorker = { events: workerEvents };
