/** Imported before everything else, since tables of words are made when their modules are evaluated. */
import { workerData } from 'node:worker_threads';
import { translateWith } from '../l10n/t';
import type { WorkerData } from '../protocol/workerThread';

translateWith((workerData as WorkerData).translations);
