import type { ParamsOf, PartialOf, RequestOptions } from '../../protocol/channel';
import type { SweepMethods } from '../../protocol/engine';
import type { Varied } from '../../protocol/variation';
import type { WorkerPool } from '../pool';

/** A descent for each value of the constant; large ones first, which take longest where it is the size of a model. */
export async function sweepVary(
  pool: WorkerPool,
  { constant: name, values, ...common }: ParamsOf<SweepMethods, 'vary'>,
  { signal, onPartial }: RequestOptions<PartialOf<SweepMethods, 'vary'>>,
): Promise<readonly Varied[]> {
  const chunks = [...new Set(values)].sort((a, b) => b - a).map((value) => ({ ...common, constant: { name, value } }));
  const found: Varied[] = [];
  const ordered = () => values.flatMap((value) => found.filter((varied) => varied.value === value).slice(0, 1));
  for await (const { result } of pool.run('variation', chunks, signal)) {
    found.push(result);
    onPartial?.(ordered());
  }
  return ordered();
}
