/** What a run has beside its optimizer: schedule, penalties and clipping, for the commands that descend. */
import type { SharedSettings } from '../protocol/engine';
import { relevantOptions } from '../protocol/followers';
import type { Catalog, EntryMetadata, OptimizerChoice } from '../protocol/model';
import type { OptionSpecs, ValuesOf } from './arguments';
import { choosePenalties, chooseSchedule, withDefaults } from './choices';
import { UsageError } from './errors';

export const runOptions = {
  schedule: { kind: 'text', placeholder: 'ID', help: 'how the learning rate changes' },
  'schedule-set': { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the schedule' },
  penalty: {
    kind: 'list',
    placeholder: 'ID=STRENGTH',
    help: 'a penalty on the parameters: l1=0.1, lp=0.1,0.5; numbers for its options in their order',
  },
  'penalty-method': { kind: 'text', placeholder: 'METHOD', help: 'proximal or subgradient', choices: ['proximal', 'subgradient'] },
  unpenalized: { kind: 'list', placeholder: 'NAME', help: 'a parameter (b) or component (w[8]) left out of penalties' },
  'clip-norm': { kind: 'number', placeholder: 'C', help: 'longest gradient', min: 0 },
  'clip-value': { kind: 'number', placeholder: 'C', help: 'largest component of the gradient', min: 0 },
} as const satisfies OptionSpecs;

export function runSettings(values: ValuesOf<typeof runOptions>, catalog: Catalog): SharedSettings {
  const { schedule, penalty, unpenalized, 'clip-norm': clipNorm, 'clip-value': clipValue, 'penalty-method': method } = values;
  requireSense(values);
  return {
    ...(schedule !== undefined && { schedule: chooseSchedule(catalog.schedules, schedule, values['schedule-set']) }),
    ...(penalty.length > 0 && { penalties: choosePenalties(catalog.penalties, penalty) }),
    ...(method !== undefined && { penaltyMethod: method === 'subgradient' ? 'subgradient' : 'proximal' }),
    ...(unpenalized.length > 0 && { unpenalized }),
    ...(clipNorm !== undefined && { clipNorm }),
    ...(clipValue !== undefined && { clipValue }),
  };
}

/** Throws `UsageError` for an option that would change nothing. */
function requireSense({ schedule, penalty, unpenalized, ...values }: ValuesOf<typeof runOptions>): void {
  const method = values['penalty-method'];
  if (schedule === undefined && values['schedule-set'].length > 0) throw new UsageError('--schedule-set needs --schedule.');
  if (penalty.length === 0 && (unpenalized.length > 0 || method !== undefined))
    throw new UsageError(`--${method === undefined ? 'unpenalized' : 'penalty-method'} needs --penalty.`);
  for (const name of ['clip-norm', 'clip-value'] as const) {
    if (values[name] === 0) throw new UsageError(`--${name} must be above 0: a gradient cut to nothing moves nothing.`);
  }
}

/** The schedule and the penalties with all their options, those left at their default too. */
export interface Beside {
  readonly schedule?: OptimizerChoice;
  readonly penalties?: readonly OptimizerChoice[];
}

export function besidesOptimizer({ schedule, penalties }: SharedSettings, catalog: Catalog): Beside {
  const filled = (choice: OptimizerChoice, entries: readonly EntryMetadata[]): OptimizerChoice => {
    const entry = entries.find(({ id }) => id === choice.id);
    return entry ? withDefaults(choice, relevantOptions(entry, choice.options, entries)) : choice;
  };
  return {
    ...(schedule && { schedule: filled(schedule, catalog.schedules) }),
    ...(penalties && { penalties: penalties.map((penalty) => filled(penalty, catalog.penalties)) }),
  };
}
