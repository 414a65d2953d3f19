import { withCurvesOfEnds } from '../../engine/training/lottery';
import { type ParamsOf, type PartialOf, RequestError, type RequestOptions } from '../../protocol/channel';
import type { SweepMethods } from '../../protocol/engine';
import type { Lottery, Problem, StartTrial } from '../../protocol/model';
import type { WorkerPool } from '../pool';
import { throttled } from '../throttled';

/** Starts that one worker follows before it reports. */
const chunkSize = 4;

/** Runs from the starts of many seeds, shared out among the pool. The answer is the same however many workers there are. */
export async function sweepStarts(
  pool: WorkerPool,
  { firstSeed, count, ...common }: ParamsOf<SweepMethods, 'starts'>,
  { signal, onPartial }: RequestOptions<PartialOf<SweepMethods, 'starts'>>,
): Promise<Lottery> {
  const chunks = Array.from({ length: Math.ceil(count / chunkSize) }, (_, k) => ({
    ...common,
    ...{ firstSeed: firstSeed + k * chunkSize, count: Math.min(chunkSize, count - k * chunkSize) },
  }));
  const known: (readonly StartTrial[])[] = [];
  const lottery = (): Lottery => ({ trials: withCurvesOfEnds(known.flat()), asked: count });
  const show = throttled((soFar: Lottery) => onPartial?.(soFar));
  const failures: Problem[] = [];
  for await (const { index, result } of pool.run('startTrials', chunks, signal)) {
    known[index] = result.trials;
    if (result.failure) failures.push(result.failure);
    show(lottery);
  }
  if (chunks.length > 0 && failures.length === chunks.length) throw new RequestError(failures[0]);
  return lottery();
}
