import { Search } from '../../engine/training/search/search';
import { partedOptions } from '../../engine/training/search/space';
import type { Proposal } from '../../engine/training/search/strategy';
import { t } from '../../l10n/t';
import { CancelledError, type ParamsOf, type PartialOf, RequestError, type RequestOptions } from '../../protocol/channel';
import type { SearchParams, SweepMethods, TrialParams } from '../../protocol/engine';
import type { Problem, SearchReport, SearchSpace, Trial } from '../../protocol/model';
import type { WorkerPool } from '../pool';
import { throttled } from '../throttled';

type Progress = RequestOptions<PartialOf<SweepMethods, 'search'>>;

/** The trials of a search, shared out among the pool, one at a time each; the same result whatever the number of workers. */
export async function sweepSearch(
  pool: WorkerPool,
  params: ParamsOf<SweepMethods, 'search'>,
  { signal, onPartial }: Progress,
): Promise<SearchReport> {
  const space = await spaceOf(pool, params, signal);
  const search = new Search({ ...params, space, seed: params.seed + (params.round ?? 0) }, params.earlier?.trials);
  let source = params.earlier?.source ?? '';
  const report = (): SearchReport => ({ ...search.result(), source });
  let made = 0;
  // A look holds every trial: with thousands of them it is dear on the other side.
  const show = throttled(
    (known: SearchReport) => onPartial?.(known),
    () => made / 4,
  );
  for (let waiting = search.waiting(); waiting.length > 0; waiting = search.waiting()) {
    const failures: Problem[] = [];
    const chunks = waiting.map((proposal) => chunkOf(params, proposal, search.optionsOf(proposal)));
    for await (const { index, result } of pool.run('trial', chunks, signal)) {
      if (source !== '' && result.source !== source) throw changed();
      source = result.source;
      search.add(waiting[index], result.outcome);
      made++;
      if (result.failure) failures.push(result.failure);
      show(report);
      if (signal?.aborted) throw new CancelledError();
    }
    if (failures.length === chunks.length) throw new RequestError(failures[0]);
    onPartial?.(report());
  }
  return report();
}

async function spaceOf(pool: WorkerPool, { optimizer, schedule, options }: SearchParams, signal?: AbortSignal): Promise<SearchSpace> {
  for await (const { result } of pool.run('searchSpace', [{ optimizer, ...(schedule && { schedule }), options }], signal)) return result;
  throw new CancelledError();
}

/** Everything of the search, with the options of one run. */
function chunkOf(params: SearchParams, { budget }: Proposal, options: Trial['options']): TrialParams {
  const { target, optimizer, schedule, seed, judgement, start, training } = params;
  const parts = partedOptions(options);
  return {
    ...{ target, seed, judgement, steps: budget },
    optimizer: { ...optimizer, options: { ...optimizer.options, ...parts.optimizer } },
    ...(schedule && { schedule: { ...schedule, options: { ...schedule.options, ...parts.schedule } } }),
    ...(start && { start }),
    ...(training && { training }),
  };
}

const changed = (): RequestError =>
  new RequestError({ code: 'bad-input', message: t('The function has changed since the search began.'), hint: t('Run the search again.') });
