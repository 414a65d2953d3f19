/** What stands between a worker thread and the thread that watches it, beside requests and answers. */
import type { Translations } from '../l10n/t';
import type { Target } from './engine';

/** Sites first, first + 1, … of a file: `places` holds (start offset, end offset) for each. */
export interface SitePlaces {
  readonly first: number;
  readonly file: string;
  readonly places: Uint32Array;
}

/** One-way news from the worker, for the watchdog: which program user code belongs to, and where its watch sites are. */
export interface WorkerEvents {
  /** The number of the latest version of any loss. */
  session: number;
  /** The number by which `watchSlots.owner` names a loss; told before anything of it runs for the first time. */
  owner: { readonly id: number; readonly target: Target };
  /** Blocks of sites that are new, before anything there runs, and the `first` of those that are gone. */
  sites: { readonly opened: readonly SitePlaces[]; readonly gone: readonly number[] };
}

/**
 * Slots of the shared Int32Array through which a blocked worker still tells where it is.
 * `site` is written by the user's instrumented code, and cleared by whoever looks whether it is written again; `calls` is odd while the user's code runs; `owner` says whose; `beats` counts
 * how often the worker has come back to its messages.
 */
export const watchSlots = { site: 0, calls: 1, owner: 2, beats: 3, length: 4 } as const;

/** Exit code of a worker whose language the user's code has spoiled: another takes its place. */
export const spoiledExit = 86;

export interface WorkerData {
  readonly watch: Int32Array;
  readonly dataFolders: readonly string[];
  /** The highest session id that an earlier worker gave out. */
  readonly lastSession: number;
  /** The language that messages are in. */
  readonly translations: Translations;
}
