/** What the engine answers, as schemas: the host's messages are checked by them in the webview. */
import * as v from 'valibot';
import type {
  Basins,
  BatchTrial,
  Catalog,
  ChosenPlane,
  CoefficientPath,
  Convexity,
  CriticalPoint,
  CriticalPoints,
  CrossSection,
  CursorPlace,
  DataColumn,
  Definiteness,
  Dimension,
  EntryMetadata,
  Escape,
  Extent,
  Field,
  FieldName,
  Inertia,
  Interpolation,
  Layer,
  LayerHistory,
  Location,
  LossDescription,
  LossSummary,
  Lottery,
  NamedOptimizer,
  OptimizerChoice,
  Option,
  OptionValue,
  PenaltyGeometry,
  Picture,
  Plane,
  PointKind,
  Problem,
  RatioPoint,
  RatioSearch,
  Readout,
  Recipe,
  ScaledDescent,
  SearchReport,
  SearchScale,
  Sharpness,
  Spectrum,
  Standardisation,
  StartTrial,
  StopReason,
  StrategyMetadata,
  Surface,
  Trajectory,
  Trial,
  TrialOutcome,
  UnitCount,
} from '../model';
import type { Varied } from '../variation';
import { doubles, flag, oneOf, optional, pair, real, reals, record, type Schema, text, texts } from './schema';

const wholes = v.instance(Uint32Array);

export const location: Schema<Location> = record<Location>({ file: text, line: real, column: real, endLine: real, endColumn: real });

const codes: Readonly<Record<Problem['code'], true>> = {
  ...{ syntax: true, 'no-loss': true, 'start-unknown': true, 'import-missing': true, threw: true, 'language-changed': true },
  ...{ 'not-a-number': true, 'numeric-derivatives': true, 'batched-derivatives': true, 'not-deterministic': true, 'bad-input': true },
  ...{ 'first-non-finite': true, 'time-limit': true, 'memory-limit': true, untrusted: true, internal: true },
};
export const problem: Schema<Problem> = record<Problem>({
  ...{ code: oneOf(codes), message: text, hint: optional(text), location: optional(location) },
});

export const optionValue: Schema<OptionValue> = v.union([real, flag, text, reals]);
const optionValues = v.record(text, optionValue);
export const choice: Schema<OptimizerChoice> = record<OptimizerChoice>({ id: text, options: optionValues });
export const namedOptimizer: Schema<NamedOptimizer> = record<NamedOptimizer>({ id: text, name: text, options: optionValues });

const common = { label: text, help: text };
const scale: Schema<SearchScale> = v.picklist(['linear', 'log', 'complement']);
type NumberOption = Extract<Option, { kind: 'number' | 'integer' }>;
const option: Schema<Option> = v.union([
  record<NumberOption>({
    ...common,
    kind: v.picklist(['number', 'integer']),
    ...{ default: real, min: real, max: real, range: pair, scale: v.picklist(['linear', 'log']) },
    search: optional(record<NonNullable<NumberOption['search']>>({ range: pair, scale })),
  }),
  record<Extract<Option, { kind: 'boolean' }>>({ ...common, kind: v.literal('boolean'), default: flag }),
  record<Extract<Option, { kind: 'choice' }>>({ ...common, kind: v.literal('choice'), default: text, choices: texts }),
  record<Extract<Option, { kind: 'list' }>>({ ...common, kind: v.literal('list'), default: reals }),
]);
const entries = v.array(
  record<EntryMetadata>({
    ...{ id: text, name: text, help: text, formula: text, source: text, options: v.record(text, option) },
    presets: optional(v.array(record({ name: text, options: optionValues }))),
  }),
);
export const catalog: Schema<Catalog> = record<Catalog>({
  ...{ optimizers: entries, schedules: entries, penalties: entries, initialisers: entries },
  strategies: v.array(record<StrategyMetadata>({ id: text, name: text, help: text, source: text })),
  recipes: v.array(
    record<Recipe>({
      ...{ name: text, help: text, source: text, optimizer: choice, rateBySharpness: optional(real), schedule: optional(choice) },
      ...{ scheduleShares: optional(v.record(text, real)), penalties: optional(v.array(choice)), clipNorm: optional(real) },
    }),
  ),
});

const derivatives = v.picklist(['exact', 'numeric']);
const interval: Schema<readonly [number, number]> = pair;
export const description: Schema<LossDescription> = record<LossDescription>({
  ...{ n: real, revision: real, coordinates: texts, start: doubles, startOrigin: text, startDrawn: flag, examples: optional(real) },
  parameters: v.array(record({ name: text, shape: text })),
  summary: record<LossSummary>({ name: text, signature: text, location, extent: location, takesData: flag }),
  domain: v.array(v.optional(interval)),
  derivatives,
  warnings: v.array(problem),
});

const kinds: Readonly<Record<PointKind, true>> = { minimum: true, saddle: true, maximum: true, degenerate: true };
const kind = oneOf(kinds);
const inertia: Schema<Inertia> = v.tuple([real, real, real]);
const definiteness: Readonly<Record<Definiteness, true>> = {
  ...{ 'positive definite': true, 'negative definite': true, indefinite: true, 'positive semidefinite': true },
  ...{ 'negative semidefinite': true, zero: true, undefined: true },
};
const pointReport = {
  ...{ at: doubles, loss: real, gradient: doubles, gradientNorm: real, critical: flag, kind: v.optional(kind), derivatives },
  ...{ hessian: optional(doubles), eigenvalues: doubles, eigenvectors: doubles, conditionNumber: real, determinant: real, trace: real },
  ...{ inertia, definiteness: oneOf(definiteness) },
};
export const readout: Schema<Readout> = record<Readout>({
  ...pointReport,
  nonSmooth: v.array(record({ location, expression: text, rule: text })),
  warnings: v.array(problem),
});

const plane: Schema<Plane> = record<Plane>({ origin: doubles, first: doubles, second: doubles });
const box: Schema<Surface['box']> = v.tuple([real, real, real, real]);
const bands: Schema<Surface['bands']> = v.array(record({ level: real, polygons: v.array(v.array(v.instance(Float32Array))) }));
const grid = { plane, box, size: real, values: doubles, levels: doubles, bands };
export const surface: Schema<Surface> = record<Surface>({ ...grid, scale: v.picklist(['linear', 'log']), base: real });
export const fieldNames: Readonly<Record<FieldName, true>> = {
  ...{ gradientNorm: true, smallestEigenvalue: true, largestEigenvalue: true, conditionNumber: true, determinantSign: true },
  ...{ negativeCurvature: true, plateau: true },
};
export const field: Schema<Field> = record<Field>({
  ...grid,
  name: oneOf(fieldNames),
  scale: v.picklist(['linear', 'log', 'diverging', 'mask']),
});
export const chosenPlane: Schema<ChosenPlane> = record<ChosenPlane>({ plane, explained: optional(pair), eigenvalues: optional(pair) });

export const stops: Readonly<Record<StopReason, true>> = { steps: true, converged: true, early: true, diverged: true, stalled: true };
const stopped = oneOf(stops);
const stoppedOrFailed = oneOf({ ...stops, failed: true });
const byName = v.record(text, doubles);
export const trajectory: Schema<Trajectory> = record<Trajectory>({
  ...{ optimizer: text, options: optionValues, n: real, steps: wholes, params: doubles, loss: doubles, objective: doubles },
  ...{ gradientNorm: doubles, learningRate: doubles, conditionNumber: doubles, eigenvalues: doubles, eigenvectors: doubles },
  ...{ relativeSharpness: doubles, batchLoss: doubles, validation: doubles, internals: byName, measures: byName },
  ...{ answer: doubles, answerStep: real, stopped, note: optional(text) },
  evaluations: record({ loss: real, gradient: real, hessian: real }),
});
export const picture: Schema<Picture> = record<Picture>({
  ...{ paths: v.array(trajectory), readout: v.optional(readout), surface: v.optional(surface) },
});

export const convexity: Schema<Convexity> = record<Convexity>({
  ...{ verdict: v.picklist(['convex', 'not convex', 'open']), reason: optional(text), share: real, samples: real },
  counterExample: optional(record({ at: doubles, direction: doubles, curvature: real })),
});
export const basins: Schema<Basins> = record<Basins>({
  ...{ plane, box, size: real, attractor: v.instance(Int16Array), steps: wholes, bestShare: real, unsettledShare: real, done: real },
  attractors: v.array(record({ at: doubles, loss: real, flat: flag, share: real })),
});

const outcome = { loss: real, heldOut: optional(v.literal(true)), steps: real, stopped: stoppedOrFailed, note: optional(text) };
const trial: Schema<Trial> = record<Trial>({
  ...outcome,
  ...{ index: real, place: reals, budget: real, rung: real, options: optionValues },
});
const dimension: Schema<Dimension> = v.union([
  record<Extract<Dimension, { kind: 'number' | 'integer' }>>({ kind: v.picklist(['number', 'integer']), name: text, range: pair, scale }),
  record<Extract<Dimension, { kind: 'list' }>>({ kind: v.literal('list'), name: text, values: v.array(optionValue) }),
]);
const space = v.array(dimension);
export const searchReport: Schema<SearchReport> = record<SearchReport>({
  ...{ space, trials: v.array(trial), best: v.optional(trial), zoomed: v.optional(space), done: real, source: text },
});
export const trialReport = record<{ outcome: TrialOutcome; failure: Problem | undefined; source: string }>({
  ...{ outcome: record<TrialOutcome>(outcome), failure: v.optional(problem), source: text },
});

export const sections: Schema<readonly CrossSection[]> = v.array(
  record<CrossSection>({ direction: doubles, eigenvalue: real, slope: real, t: doubles, loss: doubles, taylor: doubles }),
);
const branch = record<Escape['branches'][number]>({
  ...{ sign: v.picklist([1, -1]), start: doubles, startLoss: real, trajectory, params: doubles, loss: real },
});
export const waysDown: Schema<Escape> = record<Escape>({
  ...{ from: record<Escape['from']>(pointReport), direction: doubles, eigenvalue: real, branches: v.tuple([branch, branch]) },
});

const density = { x: doubles, y: doubles, error: doubles };
export const spectrum: Schema<Spectrum> = record<Spectrum>({
  ...{ n: real, method: v.picklist(['dense', 'lanczos']), top: doubles, bottom: doubles, residual: real },
  ...{ conditionNumber: real, conditionKnown: flag, trace: real, traceError: real, eigenvalues: optional(doubles) },
  density: optional(record<NonNullable<Spectrum['density']>>(density)),
  bentDensity: optional(record<NonNullable<Spectrum['bentDensity']>>({ ...density, unit: real })),
  ...{ positiveRatio: real, positiveRatioError: real, progress: real },
});
export const sharpnesses: Schema<readonly Sharpness[]> = v.array(
  record<Sharpness>({
    ...{ loss: real, largestEigenvalue: real, trace: real, traceError: real, epsilon: real },
    ...{ meanIncrease: real, meanIncreaseError: real, worstIncrease: real },
  }),
);
const ratioPoint = record<RatioPoint>({ at: doubles, loss: real, gradientNorm: real, critical: flag, inertia, kind, ratio: real });
export const ratioSearch: Schema<RatioSearch> = record<RatioSearch>({ points: v.array(ratioPoint), starts: real, progress: real });
export const interpolation: Schema<Interpolation> = record<Interpolation>({
  ...{ t: doubles, loss: doubles, barrier: record({ t: real, height: real }) },
});

export const coefficientPath: Schema<CoefficientPath> = record<CoefficientPath>({
  ...{ strengths: doubles, solutions: doubles, loss: doubles, converged: v.array(flag) },
});
export const penaltyGeometry: Schema<PenaltyGeometry> = record<PenaltyGeometry>({
  ...{ optimum: doubles, converged: flag, loss: real, level: real, outline: doubles },
});

export const batchTrials: Schema<readonly BatchTrial[]> = v.array(
  record<BatchTrial>({
    ...{ batchSize: real, learningRate: v.optional(real), updatesPerEpoch: real, updates: real, millisecondsPerUpdate: real },
    ...{ millisecondsPerEpoch: real, batchNoise: real, noiseScale: real, sharpness: real, loss: real, validation: v.optional(real) },
    ...{ bestValidation: v.optional(real), stopped, epochs: doubles, losses: doubles, validations: doubles },
  }),
);
export const constants: Schema<readonly { readonly name: string; readonly value: number }[]> = v.array(
  record<{ readonly name: string; readonly value: number }>({ name: text, value: real }),
);
export const variation: Schema<readonly Varied[]> = v.array(
  record<Varied>({
    ...{ value: real, n: real, loss: real, validation: optional(real), conditionNumber: real, sharpness: real },
    ...{ stopped, steps: real, params: doubles },
  }),
);
const units = v.optional(record<UnitCount>({ units: real, dead: real, saturated: real }));
export const lottery: Schema<Lottery> = record<Lottery>({
  trials: v.array(
    record<StartTrial>({
      ...{ seed: real, startLoss: real, loss: real, validation: v.optional(real), stopped: stoppedOrFailed },
      ...{ steps: wholes, losses: doubles, unitsAtStart: units, unitsAtEnd: units },
    }),
  ),
  asked: real,
});
export const layerHistory: Schema<LayerHistory> = record<LayerHistory>({
  ...{ steps: wholes, norms: doubles, stopped },
  layers: v.array(record<Layer & { location: Location }>({ name: text, offset: real, length: real, location })),
});
const scaledDescent = record<ScaledDescent>({
  ...{ conditionNumber: real, learningRate: real, steps: real, stopped, loss: real, at: doubles, surface, path: doubles },
});
export const standardisation: Schema<Standardisation> = record<Standardisation>({
  ...{ before: scaledDescent, after: scaledDescent, coordinates: pair, reduction: real, features: texts },
  columns: v.array(record<DataColumn>({ name: text, mean: real, deviation: real, likelyFeature: flag })),
});
export const averages = record<{ corrected: Float64Array; uncorrected: Float64Array }>({ corrected: doubles, uncorrected: doubles });

export const criticalPoints: Schema<CriticalPoints> = record<CriticalPoints>({
  box: v.array(interval),
  points: v.array(record<CriticalPoint>({ at: doubles, loss: real, gradientNorm: real, eigenvalues: doubles, inertia, kind })),
  counts: record<CriticalPoints['counts']>({ minimum: real, saddle: real, maximum: real, degenerate: real }),
  continua: v.array(record<CriticalPoints['continua'][number]>({ dimension: real, loss: real, inertia, kind, points: v.array(doubles) })),
  gradientFlat: v.array(record({ at: doubles, loss: real, gradientNorm: real })),
  ...{ proof: v.picklist(['complete', 'sampled']), reason: optional(text), starts: real, expectedMissing: real },
});

const extent: Schema<Extent> = record<Extent>({ min: real, max: real });
type ReadExpression = Extract<CursorPlace, { kind: 'expression' }>;
export const cursorPlace: Schema<CursorPlace> = v.union([
  record<Extract<CursorPlace, { kind: 'start' }>>({ kind: v.literal('start') }),
  record<Extract<CursorPlace, { kind: 'coordinates' }>>({ kind: v.literal('coordinates'), name: text, coordinates: reals }),
  record<ReadExpression>({
    ...{ kind: v.literal('expression'), source: text },
    reading: record<ReadExpression['reading']>({ count: real, value: extent, adjoint: extent }),
  }),
]);
