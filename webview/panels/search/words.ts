/** Trials and what they say, in words. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { OptionTable, OptionValue, Trial } from '../../../src/protocol/model';
import { listed, sentences, stopWords } from '../../../src/protocol/words';
import { asTyped } from '../../lib/scale';
import type { Said } from '../../lib/verdict';
import { isOfSchedule, type Plan } from './plan';
import { type Found, isOfOtherPlan, isRunning, isStale, type State } from './state';

export function optionWords(value: OptionValue | undefined): string {
  if (typeof value === 'number') return asTyped(value);
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  return String(value ?? '');
}

/** What an option is called: one of the schedule is told apart from the optimizer's. */
export function labelOf(name: string, table: OptionTable): string {
  const label = table[name]?.label ?? name;
  return isOfSchedule(name) ? t('Schedule: {0}', label) : label;
}

export const lossWords = ({ loss }: Pick<Trial, 'loss'>): string => significant(loss, 4);

export const endWords = ({ stopped }: Pick<Trial, 'stopped'>): string => (stopped === 'failed' ? t('failed') : stopWords[stopped]);

export const diverged = ({ loss }: Pick<Trial, 'loss'>): boolean => !Number.isFinite(loss);

/** `Learning rate 0.19, β₁ 0.9` */
export const trialOptionWords = ({ options }: Trial, table: OptionTable): string =>
  listed(Object.entries(options).map(([name, value]) => t('{0} = {1}', labelOf(name, table), optionWords(value))));

/** What the loss of a trial is called: on held-out data it is not that of the map. */
export const judgedBy = ({ heldOut }: Pick<Trial, 'heldOut'>): string => (heldOut ? t('held-out L') : 'L');

/** All trials of a search are judged alike. */
export const allJudgedBy = (trials: readonly Trial[]): string => judgedBy(trials.find(({ heldOut }) => heldOut) ?? {});

/** `trial 7: L = 0.12, Learning rate = 0.1` */
export const trialWords = (trial: Trial, table: OptionTable): string =>
  t('Trial {0}: {1} = {2}, {3}', trial.index + 1, judgedBy(trial), lossWords(trial), trialOptionWords(trial, table));

/** The answer so far. */
export function saidOf(found: Found, table: OptionTable): Said {
  const { best, trials } = found.report;
  const lost = trials.filter(diverged).length;
  const counted = trials.length === 1 ? t('{0} trial.', 1) : t('{0} trials.', trials.length);
  const lostWords = lost === 0 ? '' : lost === 1 ? t('{0} diverged or failed.', 1) : t('{0} of them diverged or failed.', lost);
  if (!best) return { headline: t('Every trial diverged'), why: sentences(counted, t('Search smaller learning rates.')) };
  return {
    headline: t('Best: {0} = {1} at {2}', judgedBy(best), lossWords(best), trialOptionWords(best, table)),
    why: sentences(t('Trial {0}, after {1} steps.', best.index + 1, best.steps), counted, lostWords),
  };
}

/** How far what was found can be relied on, or what is to be done; empty while it is of the present function and settings. */
export function conditionWords(state: State): string {
  const { found, run } = state;
  if (!found) return isRunning(run) ? '' : t('Tick the options to search, and start.');
  if (isStale(state)) return t('~ The function has changed since: these trials are of how it was.');
  if (run === 'idle' && isOfOtherPlan(state)) return t('These trials are of other settings than those above.');
  return '';
}

/** The cost of a search, in optimizer steps. */
export function costWords({ trials, steps, strategy }: Plan): string {
  const most = (trials * steps).toLocaleString('en');
  return strategy === 'random'
    ? t('{0} × {1} = {2} optimizer steps', trials, steps, most)
    : t('at most {0} × {1} = {2} optimizer steps', trials, steps, most);
}
