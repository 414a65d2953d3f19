/** What a webview sends is checked before it is acted on: shapes, sizes and finite numbers. */
import * as v from 'valibot';
import type {
  ChosenOptions,
  DescentWebviewEvents,
  ExportEvents,
  ExportedFile,
  Foresight,
  HostMethods,
  SearchWebviewEvents,
  ShownPoint,
} from '../panel';
import { fieldNames, location, stops } from './data';
import { count, oneOf, record, type Schema, doubles as vector } from './schema';

const plane = v.object({ origin: vector, first: vector, second: vector });
const box = v.tuple([v.number(), v.number(), v.number(), v.number()]);
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const interval = v.tuple([v.number(), v.number()]);
const optionValue = v.union([v.number(), v.boolean(), v.string(), v.array(v.number())]);
const choice = v.object({ id: v.string(), options: v.record(v.string(), optionValue) });

const maxSteps = 1_000_000;
const maxGridSize = 1_024;
const maxCoordinates = 1_000_000;
/** Characters of a point that is typed or pasted: 25 for each of the most coordinates. */
const maxVectorText = 25 * maxCoordinates;
/** Eigenvalues at each end, or points side by side. */
const mostListed = 100;
const mostProbes = 1_000;
const maxExamples = 1_000_000_000;
const maxTrials = 100_000;
const mostStarts = 100_000;

const training = v.object({
  batchSize: v.exactOptional(v.pipe(count(maxExamples), v.minValue(1))),
  epochs: v.exactOptional(count(maxSteps)),
  validation: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
  patience: v.exactOptional(count(maxSteps)),
  minDelta: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
});

const sharedSettings = {
  schedule: v.exactOptional(choice),
  penalties: v.exactOptional(v.array(choice)),
  penaltyMethod: v.exactOptional(v.picklist(['proximal', 'subgradient'])),
  unpenalized: v.exactOptional(v.array(v.string())),
  clipNorm: v.exactOptional(v.number()),
  clipValue: v.exactOptional(v.number()),
  seed: v.exactOptional(count(2 ** 31)),
  training: v.exactOptional(training),
};
const count31 = count(2 ** 31);
const trial = {
  optimizer: choice,
  schedule: v.exactOptional(choice),
  steps: v.pipe(count(maxSteps), v.minValue(1)),
  seed: count31,
  judgement: v.picklist(['final', 'best']),
  start: v.exactOptional(vector),
  training: v.exactOptional(training),
};
const finishedTrial = v.object({
  ...{ index: count31, place: v.array(v.number()), budget: count(maxSteps), rung: count31, options: v.record(v.string(), optionValue) },
  ...{ loss: v.number(), steps: count(maxSteps), note: v.exactOptional(v.string()) },
  stopped: oneOf({ ...stops, failed: true }),
});
/** What all runs share. */
const run = { optimizer: choice, start: v.exactOptional(vector), ...sharedSettings };
const descent = {
  ...run,
  steps: count(maxSteps),
  tolerance: v.pipe(v.number(), v.minValue(0)),
  curvature: v.boolean(),
  internals: v.exactOptional(v.boolean()),
  every: v.exactOptional(v.pipe(count(maxSteps), v.minValue(1))),
};

/** Names and texts that a webview may hand over, in characters: a picture as pixels is the largest. */
const [mostName, mostContent] = [200, 2 ** 26];

/** What each question takes. */
const questions = {
  readout: v.object({ at: v.exactOptional(vector), brief: v.exactOptional(v.boolean()) }),
  surface: v.object({ plane, box, size: v.pipe(count(maxGridSize), v.minValue(2)) }),
  overlay: v.object({
    plane,
    box,
    size: v.pipe(count(maxGridSize), v.minValue(2)),
    field: oneOf(fieldNames),
  }),
  plane: v.object({
    choice: v.variant('kind', [
      v.object({ kind: v.picklist(['eigenvectors', 'random']), at: vector, seed: v.exactOptional(count(2 ** 31)) }),
      v.object({ kind: v.literal('trajectory'), at: vector, params: vector }),
      v.object({ kind: v.literal('points'), points: v.tuple([vector, vector, vector]) }),
    ]),
  }),
  basins: v.object({
    plane,
    box,
    size: v.pipe(count(maxGridSize), v.minValue(16)),
    optimizer: choice,
    steps: count(maxSteps),
    ...sharedSettings,
  }),
  convexity: v.object({ box: v.array(interval) }),
  search: v.object({
    ...trial,
    options: v.array(v.object({ name: v.string(), range: v.exactOptional(interval), values: v.exactOptional(v.array(optionValue)) })),
    strategy: v.string(),
    trials: v.pipe(count(maxTrials), v.minValue(1)),
    round: v.exactOptional(count31),
    earlier: v.exactOptional(v.object({ trials: v.array(finishedTrial), source: v.string() })),
  }),
  trial: v.object(trial),
  descend: v.object(descent),
  layers: v.object(descent),
  batchSizes: v.object({
    ...run,
    training: v.object({ ...v.omit(training, ['batchSize']).entries, epochs: count(maxSteps) }),
    batchSizes: v.pipe(v.array(v.pipe(count(maxExamples), v.minValue(1))), v.minLength(1), v.maxLength(mostListed)),
    scaleRate: v.boolean(),
  }),
  constants: v.object({}),
  vary: v.object({
    ...v.omit(v.object(descent), ['curvature', 'internals', 'every']).entries,
    constant: v.pipe(v.string(), v.maxLength(mostName)),
    values: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.minLength(1), v.maxLength(mostListed)),
  }),
  starts: v.object({
    ...v.omit(v.object(descent), ['start', 'curvature', 'internals', 'every']).entries,
    firstSeed: count(2 ** 31),
    count: v.pipe(count(mostStarts), v.minValue(1)),
    init: v.exactOptional(choice),
  }),
  standardisation: v.object({
    start: v.exactOptional(vector),
    features: v.exactOptional(v.array(v.string())),
    validation: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1))),
    seed: v.exactOptional(count(2 ** 31)),
  }),
  sections: v.object({
    at: v.exactOptional(vector),
    reach: v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0))),
    samples: v.exactOptional(v.pipe(count(maxGridSize), v.minValue(2))),
    outermost: v.exactOptional(v.pipe(count(maxGridSize), v.minValue(1))),
  }),
  escape: v.object({ at: v.exactOptional(vector) }),
  parseVector: v.object({ json: v.pipe(v.string(), v.maxLength(maxVectorText)) }),
  spectrum: v.object({
    at: v.exactOptional(vector),
    top: v.exactOptional(v.pipe(count(mostListed), v.minValue(1))),
    probes: v.exactOptional(v.pipe(count(mostProbes), v.minValue(1))),
    seed: v.exactOptional(count(2 ** 31)),
  }),
  sharpness: v.object({ points: v.pipe(v.array(vector), v.maxLength(mostListed)), epsilon: positive }),
  rescaling: v.object({ at: v.exactOptional(vector) }),
  minimumRatio: v.object({
    at: v.exactOptional(vector),
    starts: v.exactOptional(v.pipe(count(mostProbes), v.minValue(1))),
    seed: v.exactOptional(count(2 ** 31)),
  }),
  interpolation: v.object({ from: vector, to: vector }),
  coefficientPath: v.object({ penalty: choice, unpenalized: v.exactOptional(v.array(v.string())), start: v.exactOptional(vector) }),
  penaltyGeometry: v.object({
    penalties: v.array(choice),
    unpenalized: v.exactOptional(v.array(v.string())),
    start: v.exactOptional(vector),
    plane: v.tuple([count(maxCoordinates), count(maxCoordinates)]),
  }),
  scheduleRates: v.object({ schedule: choice, learningRate: v.number(), steps: count(maxSteps), objectives: v.exactOptional(vector) }),
  averages: v.object({ values: vector, beta: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  criticalPoints: v.object({ box: v.array(interval) }),
} satisfies { [K in keyof HostMethods]: Schema<HostMethods[K]['params']> };

/** Optimizers side by side. */
const mostPaths = 100;
const foresight = record<Foresight>({
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  paths: v.pipe(v.array(questions.descend), v.maxLength(mostPaths)),
  focus: count(mostPaths),
  step: count(maxSteps),
  map: v.exactOptional(questions.surface),
});
const shownPoint = record<ShownPoint>({ version: v.number(), at: vector, step: count(maxSteps), optimizer: v.string() });

type Events = DescentWebviewEvents & SearchWebviewEvents & ExportEvents;

/** What a panel tells unasked; each kind of panel tells some of it. */
const webviewEvents: { readonly [K in keyof Events]: Schema<Events[K]> } = {
  ready: v.null(),
  reveal: location,
  openGallery: v.null(),
  settled: record<Events['settled']>({ version: v.number() }),
  useOptions: record<ChosenOptions>({ optimizer: choice, schedule: v.exactOptional(choice) }),
  save: record<ExportedFile>({
    name: v.pipe(v.string(), v.maxLength(mostName), v.regex(/^[^/\\:]+$/)),
    content: v.pipe(v.string(), v.maxLength(mostContent)),
    encoding: v.picklist(['utf8', 'base64']),
  }),
  copy: v.pipe(v.string(), v.maxLength(mostContent)),
  saveReport: v.null(),
  foresight,
  at: v.optional(shownPoint),
  optimizers: v.pipe(
    v.array(record<Events['optimizers'][number]>({ id: v.string(), name: v.string(), options: v.record(v.string(), optionValue) })),
    v.maxLength(mostPaths),
  ),
};

/** For the host's channel to a panel. */
export const fromWebview = { questions, events: webviewEvents };
