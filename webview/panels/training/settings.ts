/** What the user chooses, and what that asks of the engine. Every function is pure. */
import type { BatchSizesParams, DescendParams, StartsParams } from '../../../src/protocol/engine';
import { stepsPerEpoch } from '../../../src/protocol/epochs';
import type { Catalog, LossDescription, Readout, TrainingOptions } from '../../../src/protocol/model';
import { type Offer, offers } from '../../../src/protocol/offers';
import { automaticRate, rateBasis, rateOption, reachOf } from '../../lib/picture/rate';
import type { Constant } from './state';

export interface Settings {
  /** The name of an optimizer or preset as the catalog has it; undefined: the first. */
  readonly optimizer: string | undefined;
  /** Undefined: what suits the optimizer and the loss. */
  readonly rate: number | undefined;
  /** Of losses over data. */
  readonly epochs: number;
  /** Of losses without. */
  readonly steps: number;
  /** Undefined: all examples in each step. */
  readonly batchSize: number | undefined;
  readonly validation: number | undefined;
  readonly patience: number | undefined;
  readonly minDelta: number | undefined;
  /** Of batches and of the held-out share. */
  readonly seed: number;
  /** Batch sizes to compare; undefined: all examples, a quarter and a sixteenth of them. */
  readonly sizes: readonly number[] | undefined;
  readonly scaleRate: boolean;
  readonly starts: number;
  /** The id of an initialiser; undefined: as the source says. */
  readonly init: string | undefined;
  /** The constant of the file to vary, the first where undefined, and its values. */
  readonly constant: string | undefined;
  readonly values: readonly number[] | undefined;
  /** Columns to standardise; undefined: those that look like features. */
  readonly features: readonly string[] | undefined;
}

export const plainSettings: Settings = {
  optimizer: undefined,
  rate: undefined,
  epochs: 100,
  steps: 500,
  batchSize: undefined,
  validation: undefined,
  patience: undefined,
  minDelta: undefined,
  seed: 0,
  sizes: undefined,
  scaleRate: false,
  starts: 100,
  init: undefined,
  constant: undefined,
  values: undefined,
  features: undefined,
};

/** What the settings are seen against. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly description: LossDescription;
  /** At the start. */
  readonly readout: Readout | undefined;
}

/** Engine and host take no more. */
const mostSteps = 1_000_000;
/** Rows of a run that a chart can tell apart, and numbers that cross to the panel. */
const [mostRows, mostNumbers] = [600, 2e6];

export const isOverExamples = ({ examples }: Pick<LossDescription, 'examples'>): boolean => examples !== undefined && examples > 1;

export function offerOf(catalog: Catalog, { optimizer }: Pick<Settings, 'optimizer'>): Offer {
  const all = offers(catalog);
  return all.find(({ name }) => name === optimizer) ?? all[0];
}

/** Steps of an epoch: as many as there are batches. */
export function updatesPerEpoch({ batchSize, validation }: Settings, { examples = 1 }: Pick<LossDescription, 'examples'>): number {
  return stepsPerEpoch(examples, { ...(batchSize !== undefined && { batchSize }), ...(validation !== undefined && { validation }) });
}

export function stepsOf(settings: Settings, description: LossDescription): number {
  if (!isOverExamples(description)) return Math.min(mostSteps, settings.steps);
  return Math.min(mostSteps, settings.epochs * updatesPerEpoch(settings, description));
}

/** The rate in force; undefined for methods without one. */
export function rateOf(settings: Settings, { catalog, description, readout }: Surroundings): number | undefined {
  const { optimizer, options } = offerOf(catalog, settings);
  const option = catalog.optimizers.find(({ id }) => id === optimizer)?.options[rateOption];
  if (option?.kind !== 'number') return undefined;
  if (settings.rate !== undefined) return settings.rate;
  if (rateBasis(optimizer) === undefined || !readout) return option.default;
  return automaticRate({ optimizer, options }, readout, reachOf(description, readout), stepsOf(settings, description));
}

function optimizerOf(settings: Settings, surroundings: Surroundings): DescendParams['optimizer'] {
  const { optimizer, options } = offerOf(surroundings.catalog, settings);
  const rate = rateOf(settings, surroundings);
  return { id: optimizer, options: rate === undefined ? options : { ...options, [rateOption]: rate } };
}

function trainingOf({ batchSize, validation, patience, minDelta }: Settings, description: LossDescription): TrainingOptions {
  if (!isOverExamples(description)) return {};
  return {
    ...(batchSize !== undefined && { batchSize }),
    ...(validation !== undefined && { validation }),
    ...(patience !== undefined && { patience }),
    ...(minDelta !== undefined && patience !== undefined && { minDelta }),
  };
}

export type RunParams = Omit<DescendParams, 'target'>;

/** One run: the curves, and the gradients layer by layer. */
export function runParams(settings: Settings, surroundings: Surroundings): RunParams {
  const { description } = surroundings;
  const steps = stepsOf(settings, description);
  const rows = Math.max(2, Math.min(mostRows, Math.floor(mostNumbers / description.n)));
  return {
    optimizer: optimizerOf(settings, surroundings),
    steps,
    // Every step sees another batch, so that a small gradient says nothing about the next.
    tolerance: isOverExamples(description) ? 0 : 1e-12,
    curvature: false,
    seed: settings.seed,
    every: Math.max(1, Math.ceil(steps / rows)),
    training: trainingOf(settings, description),
  };
}

/** Sizes to compare where none are chosen: all examples learnt from, a quarter and a sixteenth of them. */
export function sizesOf({ sizes, validation = 0 }: Settings, { examples = 1 }: Pick<LossDescription, 'examples'>): readonly number[] {
  const learnt = examples - Math.round(examples * validation);
  return sizes ?? [...new Set([16, 4, 1].map((part) => Math.max(1, Math.round(learnt / part))))];
}

export function batchParams(settings: Settings, surroundings: Surroundings): Omit<BatchSizesParams, 'target'> {
  const { patience: _, minDelta: __, batchSize: ___, ...training } = trainingOf(settings, surroundings.description);
  return {
    optimizer: optimizerOf(settings, surroundings),
    seed: settings.seed,
    training: { ...training, epochs: settings.epochs },
    batchSizes: sizesOf(settings, surroundings.description),
    scaleRate: settings.scaleRate,
  };
}

export function startParams(settings: Settings, surroundings: Surroundings): Omit<StartsParams, 'target'> {
  const { optimizer, steps, tolerance, seed, training } = runParams(settings, surroundings);
  return {
    ...{ optimizer, steps, tolerance, firstSeed: 1, count: settings.starts },
    ...(seed !== undefined && { seed }),
    ...(training && { training }),
    ...(settings.init !== undefined && { init: { id: settings.init, options: {} } }),
  };
}

/** From an eighth of a value to four times it: a size that just fits the data lies mostly between. */
const factors = [1 / 8, 1 / 4, 3 / 8, 1 / 2, 5 / 8, 3 / 4, 1, 3 / 2, 2, 4];

export interface Varying {
  readonly constant: string;
  readonly values: readonly number[];
}

/** What is varied, and how; undefined where the file has nothing to vary. */
export function varyingOf({ constant, values }: Settings, constants: readonly Constant[]): Varying | undefined {
  const chosen = constants.find(({ name }) => name === constant) ?? constants[0];
  if (!chosen) return undefined;
  const around = factors.map((factor) =>
    Number.isInteger(chosen.value) ? Math.max(1, Math.round(chosen.value * factor)) : chosen.value * factor,
  );
  return { constant: chosen.name, values: values ?? [...new Set(around)] };
}

/**
 * Every model is trained to its end on all examples learnt from, by a method that finds the minimiser of least norm from a start at 0
 * and needs no rate: what is compared are the models.
 */
export function varyParams(settings: Settings, varying: Varying) {
  const { validation, seed } = settings;
  return {
    ...{ ...varying, optimizer: { id: 'conjugate-gradient', options: { iterations: 1000 } }, steps: 300, tolerance: 1e-12, seed },
    training: { ...(validation !== undefined && { validation }) },
  };
}

/** `2, 5, 10`: finite numbers. */
export function parseValues(text: string): readonly number[] | undefined | 'invalid' {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const values = parts.map(Number);
  return values.length <= 50 && values.every(Number.isFinite) ? values : 'invalid';
}

export function scalingParams({ features, validation, seed }: Settings) {
  return { ...(features && { features }), ...(validation !== undefined && { validation }), seed };
}

/** `8, 64`: whole numbers from 1. */
export function parseSizes(text: string): readonly number[] | undefined | 'invalid' {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const sizes = parts.map(Number);
  return sizes.length <= 12 && sizes.every((size) => Number.isInteger(size) && size >= 1) ? sizes : 'invalid';
}
