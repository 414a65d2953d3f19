import type { ParamsOf, PartialOf, RequestOptions } from '../../protocol/channel';
import type { SweepMethods } from '../../protocol/engine';
import type { BatchTrial } from '../../protocol/model';
import type { WorkerPool } from '../pool';

/** Trains with every batch size, those with the most updates first, so that no worker is left alone with them at the end. */
export async function sweepBatchSizes(
  pool: WorkerPool,
  { batchSizes, scaleRate, ...common }: ParamsOf<SweepMethods, 'batchSizes'>,
  { signal, onPartial }: RequestOptions<PartialOf<SweepMethods, 'batchSizes'>>,
): Promise<readonly BatchTrial[]> {
  const sizes = [...new Set(batchSizes)].sort((a, b) => a - b);
  const [smallest] = sizes;
  const chunks = sizes.map((batchSize) => ({ ...common, batchSize, ...(scaleRate && { rateIsFor: smallest }) }));
  const trials: BatchTrial[] = [];
  const known = () => trials.filter((trial) => trial !== undefined);
  for await (const { index, result } of pool.run('batchTrial', chunks, signal)) {
    trials[index] = result;
    onPartial?.(known());
  }
  return known();
}
