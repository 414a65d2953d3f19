import { addPenalty } from './addPenalty';
import { addStart } from './addStart';
import type { Fix } from './fix';
import { stableForm } from './stableForm';
import { stableRate } from './stableRate';

export const fixes: readonly Fix[] = [addStart, stableRate, addPenalty, stableForm];
