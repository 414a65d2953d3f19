/** A search in rounds, from coarse to fine. */

import { number } from '../../plot/words';
import type { SearchParams } from '../../protocol/engine';
import type { SearchReport, SearchSpace, Trial, WantedOption } from '../../protocol/model';
import type { Engine } from '../engine';
import { type Reached, reached } from '../interrupt';
import type { Progress } from '../progress';

/** A trial of one of the rounds. */
export interface Tried extends Trial {
  readonly round: number;
}

export interface Found {
  readonly rounds: readonly SearchSpace[];
  readonly trials: readonly Tried[];
  readonly best: Tried | undefined;
}

/** What the loss of a trial is called. */
export const judgedBy = ({ heldOut }: Pick<Trial, 'heldOut'>): string => (heldOut ? 'held-out L' : 'L');

/** Round after round, each in the region to which the last one zoomed. */
export async function inRounds(engine: Engine, request: SearchParams, refine: number, progress: Progress): Promise<Reached<Found>> {
  let found: Found = { rounds: [], trials: [], best: undefined };
  let wanted: readonly WantedOption[] | undefined = request.options;
  for (let round = 0; wanted && round <= refine; round++) {
    const [before, params]: [Found, SearchParams] = [found, { ...request, options: wanted, round }];
    const show = ({ done, best }: SearchReport) => progress.update(progressWords(better(before.best, best), round, refine), done);
    const report = await reached((partly) => engine.sweep('search', params, partly), show).catch((error: unknown) => {
      if (round === 0) throw error;
      return undefined;
    });
    if (!report) return { value: before, interrupted: true };
    found = withRound(before, report.value, round);
    if (report.interrupted) return { value: found, interrupted: true };
    wanted = report.value.zoomed?.map(wantedOf);
  }
  return { value: found, interrupted: false };
}

const wantedOf = (dimension: SearchSpace[number]): WantedOption =>
  dimension.kind === 'list' ? { name: dimension.name, values: dimension.values } : { name: dimension.name, range: dimension.range };

/** All rounds have the same longest run. */
const better = <T extends Trial>(a: T | undefined, b: T | undefined): T | undefined => (a && b ? (b.loss < a.loss ? b : a) : (a ?? b));

function withRound({ rounds, trials, best }: Found, report: SearchReport, round: number): Found {
  const reportBest = report.best && { ...report.best, round };
  return {
    rounds: [...rounds, report.space],
    trials: [...trials, ...report.trials.map((trial) => ({ ...trial, round }))],
    best: better(best, reportBest),
  };
}

function progressWords(best: Trial | undefined, round: number, refine: number): string {
  const where = refine > 0 ? `, round ${round + 1} of ${refine + 1}` : '';
  return `Searching${where}${best ? `, ${judgedBy(best)} = ${number(best.loss)}` : ''}`;
}
