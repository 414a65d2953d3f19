import type { TrainingOptions } from './model';

/** Steps that see each example learnt from once, the partial batch at the end included. */
export function stepsPerEpoch(examples: number, { batchSize, validation = 0 }: Pick<TrainingOptions, 'batchSize' | 'validation'>): number {
  const learnt = examples - Math.round(examples * validation);
  return batchSize === undefined ? 1 : Math.max(1, Math.ceil(learnt / batchSize));
}
