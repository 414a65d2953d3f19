import { addPenalty } from './addPenalty';
import { addStart } from './addStart';
import type { Fix } from './fix';
import { stableForm } from './stableForm';
import { stableRate } from './stableRate';
import { standardise } from './standardise';

export const fixes: readonly Fix[] = [addStart, stableRate, standardise, addPenalty, stableForm];
