/** What all optimizers of the panel share: the schedule of η, penalties, clipping and the seed. Every change is a pure function. */
import { t } from '../../../src/l10n/t';
import type { SharedSettings } from '../../../src/protocol/engine';
import { relevantOptions } from '../../../src/protocol/followers';
import type { Catalog, EntryMetadata, OptimizerChoice, OptionValue, TrainingOptions } from '../../../src/protocol/model';

/** A schedule or penalty. `options` holds what differs from the defaults. */
export type Choice = OptimizerChoice;

export const penaltyMethods = ['proximal', 'subgradient'] as const;
export type PenaltyMethod = (typeof penaltyMethods)[number];
export const penaltyMethodWords: Readonly<Record<PenaltyMethod, string>> = { proximal: t('proximal'), subgradient: t('subgradient') };

export interface RunSettings {
  /** Undefined: η stays as it is. */
  readonly schedule: Choice | undefined;
  /** Each at most once. */
  readonly penalties: readonly Choice[];
  readonly penaltyMethod: PenaltyMethod;
  /** Coordinates, or wholes that some belong to, left out of penalties beside those that the source names. */
  readonly unpenalized: readonly string[];
  readonly clipNorm: number | undefined;
  readonly clipValue: number | undefined;
  readonly seed: number;
  /** Batches, held-out data and early stopping, for losses over data. */
  readonly training: Training;
}

/** Epochs are steps here: the timeline counts those. */
export type Training = Omit<TrainingOptions, 'epochs'>;

export const plainRun: RunSettings = {
  schedule: undefined,
  penalties: [],
  penaltyMethod: 'proximal',
  unpenalized: [],
  clipNorm: undefined,
  clipValue: undefined,
  seed: 0,
  training: {},
};

/** With a schedule, penalties, clipping or batches a rate that is unstable for the loss alone may be none, and the other way round. */
export const changesStability = ({ schedule, penalties, clipNorm, clipValue, training }: RunSettings): boolean =>
  schedule !== undefined || penalties.length > 0 || clipNorm !== undefined || clipValue !== undefined || training.batchSize !== undefined;

export const entryOf = (entries: readonly EntryMetadata[], id: string | undefined): EntryMetadata | undefined =>
  entries.find((entry) => entry.id === id);

/** `undefined` goes back to a constant rate. */
export function withSchedule(run: RunSettings, id: string | undefined): RunSettings {
  return { ...run, schedule: id === undefined ? undefined : { id, options: {} } };
}

export function setScheduleOption(
  run: RunSettings,
  schedules: readonly EntryMetadata[],
  option: string,
  value: OptionValue | undefined,
): RunSettings {
  if (!run.schedule) return run;
  const schedule = withOption(run.schedule, option, value);
  const entry = entryOf(schedules, schedule.id);
  // Another follower takes other options; those of the last one would be refused.
  const fitting = entry && relevantOptions(entry, schedule.options, schedules);
  const options = Object.fromEntries(Object.entries(schedule.options).filter(([name]) => !fitting || name in fitting));
  return { ...run, schedule: { ...schedule, options } };
}

export function addPenalty(run: RunSettings, id: string): RunSettings {
  if (run.penalties.some((penalty) => penalty.id === id)) return run;
  return { ...run, penalties: [...run.penalties, { id, options: {} }] };
}

export function removePenalty(run: RunSettings, id: string): RunSettings {
  return { ...run, penalties: run.penalties.filter((penalty) => penalty.id !== id) };
}

export function setPenaltyOption(run: RunSettings, id: string, option: string, value: OptionValue | undefined): RunSettings {
  return { ...run, penalties: run.penalties.map((penalty) => (penalty.id === id ? withOption(penalty, option, value) : penalty)) };
}

function withOption(choice: Choice, option: string, value: OptionValue | undefined): Choice {
  const { [option]: _dropped, ...rest } = choice.options;
  return { ...choice, options: value === undefined ? rest : { ...rest, [option]: value } };
}

/** Names as typed, separated by commas or blanks; 'invalid' when one stands for no coordinate. */
export function parseNames(text: string, coordinates: readonly string[]): readonly string[] | 'invalid' {
  const names = text.split(/[\s,;]+/).filter((name) => name !== '');
  return names.every((name) => isName(name, coordinates)) ? [...new Set(names)] : 'invalid';
}

/** A coordinate (`w[8]`), or the whole that some belong to (`b`, `W[0]`, `net.b`). */
function isName(name: string, coordinates: readonly string[]): boolean {
  return coordinates.some((coordinate) => coordinate === name || coordinate.startsWith(`${name}[`) || coordinate.startsWith(`${name}.`));
}

/** Without names that stand for no coordinate. */
export function namesKnown(run: RunSettings, coordinates: readonly string[]): RunSettings {
  const unpenalized = run.unpenalized.filter((name) => isName(name, coordinates));
  return unpenalized.length === run.unpenalized.length ? run : { ...run, unpenalized };
}

/** Without schedules and penalties that no longer exist. */
export function entriesKnown(run: RunSettings, { schedules, penalties }: Catalog): RunSettings {
  return {
    ...run,
    schedule: entryOf(schedules, run.schedule?.id) && run.schedule,
    penalties: run.penalties.filter(({ id }) => entryOf(penalties, id)),
  };
}

/**
 * What a request for a path says of these. A method without a learning rate has nothing that a schedule could change, and a loss without
 * data nothing to cut into batches.
 */
export function sharedParams(run: RunSettings, takesRate: boolean, takesData = false): SharedSettings {
  const { schedule, penalties, penaltyMethod, unpenalized, clipNorm, clipValue, seed, training } = run;
  return {
    ...(schedule && takesRate && { schedule }),
    ...(penalties.length > 0 && { penalties, penaltyMethod, unpenalized }),
    ...(clipNorm !== undefined && { clipNorm }),
    ...(clipValue !== undefined && { clipValue }),
    ...(takesData && Object.keys(training).length > 0 && { training }),
    seed,
  };
}

/** What is on, in a few words each: `cosine`, `L1 (lasso)`, `clipped`. */
export function runWords(
  { schedule, penalties, clipNorm, clipValue, training }: RunSettings,
  catalog: Catalog,
  takesData = false,
): readonly string[] {
  const nameIn = (entries: readonly EntryMetadata[], id: string) => entryOf(entries, id)?.name ?? id;
  return [
    ...(schedule ? [nameIn(catalog.schedules, schedule.id)] : []),
    ...penalties.map(({ id }) => nameIn(catalog.penalties, id)),
    ...(clipNorm !== undefined || clipValue !== undefined ? [t('clipped')] : []),
    ...(takesData ? trainingWords(training) : []),
  ];
}

function trainingWords({ batchSize, validation, patience }: Training): readonly string[] {
  return [
    ...(batchSize !== undefined ? [t('batches of {0}', batchSize)] : []),
    ...(validation !== undefined ? [t('{0} % held out', Number((100 * validation).toPrecision(3)))] : []),
    ...(patience !== undefined ? [t('early stopping')] : []),
  ];
}

/** `undefined` takes it away. */
export function withTraining(run: RunSettings, which: keyof Training, value: number | undefined): RunSettings {
  const { [which]: _dropped, ...rest } = run.training;
  return { ...run, training: value === undefined ? rest : { ...rest, [which]: value } };
}

/** α of a penalty. */
export function strengthOf(penalty: Choice, penalties: readonly EntryMetadata[]): number | undefined {
  const option = entryOf(penalties, penalty.id)?.options.alpha;
  const { alpha } = penalty.options;
  if (typeof alpha === 'number') return alpha;
  return option?.kind === 'number' ? option.default : undefined;
}
