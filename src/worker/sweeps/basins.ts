import { BasinMap, stagesOf } from '../../engine/landscape/basinMap';
import { CancelledError, type ParamsOf, type PartialOf, RequestError, type RequestOptions } from '../../protocol/channel';
import type { SweepMethods } from '../../protocol/engine';
import type { Basins, Problem } from '../../protocol/model';
import type { WorkerPool } from '../pool';
import { throttled } from '../throttled';

/** Starts that one worker follows before it reports: few, so that all are busy to the end and a cancel waits for none. */
const chunkSize = 32;
/** Which minimum each start of a grid reaches, the starts shared out among the pool, from 16 × 16 of them up. */
export async function sweepBasins(
  pool: WorkerPool,
  { target, ...request }: ParamsOf<SweepMethods, 'basins'>,
  { signal, onPartial }: RequestOptions<PartialOf<SweepMethods, 'basins'>>,
): Promise<Basins> {
  const map = new BasinMap(request);
  const show = throttled((basins: Basins) => onPartial?.(basins));
  for (const [stage, cells] of stagesOf(request.size).entries()) {
    const chunks = chunked(cells).map((some) => ({ target, ...request, cells: some }));
    const failures: Problem[] = [];
    for await (const { result } of pool.run('settle', chunks, signal)) {
      for (const settlement of result.settlements) map.add(settlement);
      if (result.failure) failures.push(result.failure);
      // Blank patches would flicker: the first map is shown whole.
      if (stage > 0) show(() => map.result());
      if (signal?.aborted) throw new CancelledError();
    }
    if (stage === 0 && failures.length === chunks.length) throw new RequestError(failures[0]);
    onPartial?.(map.result());
  }
  return map.result();
}

function chunked(cells: readonly number[]): Uint32Array[] {
  return Array.from({ length: Math.ceil(cells.length / chunkSize) }, (_, k) =>
    Uint32Array.from(cells.slice(k * chunkSize, (k + 1) * chunkSize)),
  );
}
