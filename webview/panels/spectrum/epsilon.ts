/** How far perturbations go. */
import { automaticEpsilon } from '../../../src/protocol/epsilon';
import { roundLength } from '../../lib/logSlider';

export const epsilonRange = { least: 1e-3, most: 100 } as const;

/** In round numbers, for the field that shows it. */
export const roundEpsilon = (points: readonly Float64Array[]): number => roundLength(automaticEpsilon(points));
