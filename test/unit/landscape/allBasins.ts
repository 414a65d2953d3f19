import { BasinMap, type Basins, type BasinsRequest, stagesOf } from '../../../src/engine/landscape/basinMap';
import { settleAll } from '../../../src/engine/landscape/basins';
import type { Objective } from '../../../src/engine/objective';
import { finish } from '../../../src/engine/work';

/** A whole map, all on this thread. */
export function allBasins(objective: Objective, request: BasinsRequest): Basins {
  const map = new BasinMap(request);
  for (const one of finish(settleAll(objective, request, stagesOf(request.size).flat())).settlements) map.add(one);
  return map.result();
}
