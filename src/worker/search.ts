import { optimizerById } from '../engine/optimizers';
import { resolveOptions } from '../engine/options';
import { scheduleById } from '../engine/schedules';
import { type SearchSpace, searchableOptions, searchSpace } from '../engine/training/search/space';
import type { EngineMethods } from '../protocol/engine';

/** Throws `OptionError` for anything that the search would have to refuse, before it begins. */
export function searchSpaceRequest({ optimizer, schedule, options }: EngineMethods['searchSpace']['params']): SearchSpace {
  const own = optimizerById(optimizer.id).options;
  const theirs = schedule && scheduleById(schedule.id).options;
  resolveOptions(own, optimizer.options);
  if (theirs) resolveOptions(theirs, schedule.options);
  return searchSpace(options, searchableOptions(own, theirs));
}
