/**
 * What the worker answers. A method, its arguments and its result derive from this one interface; `partial` is what it
 * streams before the result. A `Target` names the function; the worker keeps one session per (file, version, function).
 */
import type {
  Basins,
  BatchTrial,
  Catalog,
  CheckReport,
  ChosenPlane,
  CoefficientPath,
  Convexity,
  CriticalPoints,
  CrossSection,
  CursorPlace,
  Diagnosis,
  DiagnosisCode,
  Escape,
  ExpressionReading,
  Field,
  FieldName,
  Interpolation,
  Judgement,
  LayerHistory,
  LossDescription,
  LossOutline,
  LossSummary,
  Lottery,
  NamedOptimizer,
  OptimizerChoice,
  PenaltyGeometry,
  Picture,
  Plane,
  PlaneChoice,
  Problem,
  RatioSearch,
  Readout,
  Remedy,
  SearchReport,
  SearchSpace,
  Settlement,
  Sharpness,
  Sketch,
  Spectrum,
  Standardisation,
  StartTrial,
  Surface,
  TrainingOptions,
  Trajectory,
  Trial,
  TrialOutcome,
  WantedOption,
} from './model';
import type { Varied } from './variation';

export interface Target {
  /** Absolute path on the machine that runs the worker. */
  readonly file: string;
  /** Name as in `LossSummary`. */
  readonly function: string;
}

/** An open document whose text differs from what is on disk (or is not on disk at all). `undefined` text: closed, read the disk again. */
export interface Overlay {
  readonly file: string;
  readonly text: string | undefined;
}

export interface DescendParams {
  readonly target: Target;
  readonly optimizer: OptimizerChoice;
  readonly start?: Float64Array;
  readonly steps: number;
  /** Stop when ‖g‖ is at most this; 0 runs all the steps. */
  readonly tolerance: number;
  /** Eigenvalues along the path, for κ and sharpness curves. */
  readonly curvature: boolean;
  /** What the optimizer keeps per coordinate, in every row. */
  readonly internals?: boolean;
  readonly schedule?: OptimizerChoice;
  readonly penalties?: readonly OptimizerChoice[];
  readonly penaltyMethod?: 'proximal' | 'subgradient';
  /** Coordinates, or prefixes of coordinates (`b`, `W[0]`), left out of penalties. */
  readonly unpenalized?: readonly string[];
  readonly clipNorm?: number;
  readonly clipValue?: number;
  readonly seed?: number;
  readonly every?: number;
  /** For losses over data: batches, most epochs (beside `steps`), held-out data and early stopping. */
  readonly training?: TrainingOptions;
}

/** What is the same for every run of a picture, whatever the optimizer and the start. */
export type SharedSettings = Pick<
  DescendParams,
  'schedule' | 'penalties' | 'penaltyMethod' | 'unpenalized' | 'clipNorm' | 'clipValue' | 'seed' | 'training'
>;

export interface PictureParams {
  readonly target: Target;
  readonly paths: readonly Omit<DescendParams, 'target'>[];
  /** The path that is read out, and at which of its steps. */
  readonly focus: number;
  readonly step: number;
  /** A grid in a plane of two coordinates; the others are those of the point that is read out. */
  readonly map?: { readonly plane: Plane; readonly box: Surface['box']; readonly size: number };
}

export interface BasinsParams extends SharedSettings {
  readonly target: Target;
  readonly plane: Plane;
  readonly box: Surface['box'];
  /** Cells along a side: 16, 32, 64, … */
  readonly size: number;
  readonly optimizer: OptimizerChoice;
  readonly steps: number;
}

/** One run of a hyperparameter search. */
export interface TrialParams {
  readonly target: Target;
  /** With the options that are not searched; in a single trial with all of them. */
  readonly optimizer: OptimizerChoice;
  readonly schedule?: OptimizerChoice;
  /** Most optimizer steps. */
  readonly steps: number;
  /** Of what is drawn: the trials of a search, the batches, the held-out examples. */
  readonly seed: number;
  readonly judgement: Judgement;
  readonly start?: Float64Array;
  readonly training?: Omit<TrainingOptions, 'epochs'>;
}

export interface SearchParams extends TrialParams {
  /** Those of the schedule are named `schedule.…`. */
  readonly options: readonly WantedOption[];
  /** Id of a strategy. */
  readonly strategy: string;
  /** Full runs: the search costs at most `trials` × `steps` optimizer steps. */
  readonly trials: number;
  /** Of a search from coarse to fine, counted from 0: each draws anew. */
  readonly round?: number;
  /** To go on from. */
  readonly earlier?: { readonly trials: readonly Trial[]; readonly source: string };
}

export interface BatchSizesParams extends Omit<DescendParams, 'curvature' | 'internals' | 'every' | 'steps' | 'tolerance' | 'training'> {
  /** The batch size apart, which is that of the trial; `epochs` is the budget. */
  readonly training: Omit<TrainingOptions, 'batchSize'> & Required<Pick<TrainingOptions, 'epochs'>>;
  readonly batchSizes: readonly number[];
  /** The rate grows in proportion to the batch size, from that for the smallest. */
  readonly scaleRate: boolean;
}

export interface StartsParams extends Omit<DescendParams, 'start' | 'curvature' | 'internals' | 'every'> {
  /** Of the starts: `firstSeed`, `firstSeed` + 1, … */
  readonly firstSeed: number;
  readonly count: number;
  /** How they are drawn; as the source says when absent. */
  readonly init?: OptimizerChoice;
}

export interface VariationParams extends Omit<DescendParams, 'curvature' | 'internals' | 'every'> {
  readonly constant: { readonly name: string; readonly value: number };
}

export interface EngineMethods {
  /** Unsaved texts, pushed before the requests that depend on them. */
  sync: { params: { overlays: readonly Overlay[] }; result: null };
  catalog: { params: Record<string, never>; result: Catalog };
  /** Syntax only: runs nothing of the user's. Syntax errors are reported beside what could still be found. */
  losses: { params: { file: string }; result: { losses: readonly LossSummary[]; problems: readonly Problem[] } };
  /** Parameters and start alone, for lists of losses: a fraction of the time that `describe` takes. */
  outline: { params: { target: Target }; result: LossOutline };
  describe: { params: { target: Target; start?: Float64Array }; result: LossDescription };
  /** A point written as JSON, flat (`[0.5, 1]`) or in the shape of the parameters (`{"W": [[…]], "b": […]}`), as a flat vector. */
  parseVector: { params: { target: Target; json: string }; result: Float64Array };
  /**
   * Starts drawn anew, one for each seed: by this initialiser, else by `@start initial(seed)` where the source has such a call, else by
   * `@init`. A start that the loss drew itself is that of seed 1.
   */
  drawStarts: { params: { target: Target; seeds: readonly number[]; init?: OptimizerChoice }; result: readonly Float64Array[] };
  /** A `brief` one of more than 8 parameters has no Hessian, and of the eigenvectors only that of the smallest eigenvalue: n² numbers less. */
  readout: { params: { target: Target; at?: Float64Array; brief?: boolean }; result: Readout };
  /** All that a picture shows first, in one answer: paths, the readout at one of their points, and a coarse map. */
  picture: { params: PictureParams; result: Picture };
  /** Every arithmetic expression that ran, by one reverse sweep; empty where derivatives are numeric. */
  expressions: { params: { target: Target; at?: Float64Array }; result: readonly ExpressionReading[] };
  /** What stands at a place (from 1) in the file of the loss; an expression is read at a point, the start unless one is given. */
  cursor: {
    params: { target: Target; line: number; column: number; at?: Float64Array };
    result: CursorPlace | undefined;
  };
  surface: { params: { target: Target; plane: Plane; box: Surface['box']; size: number }; partial: Surface; result: Surface };
  /** Something else than the loss over the same grid: ‖∇L‖, eigenvalues of the whole Hessian, κ, … */
  overlay: {
    params: { target: Target; plane: Plane; box: Surface['box']; size: number; field: FieldName };
    partial: Field;
    result: Field;
  };
  /** A plane through parameter space by eigenvectors, a path's principal components, random directions or three points. */
  plane: { params: { target: Target; choice: PlaneChoice }; result: ChosenPlane };
  /** Whether the loss is convex on a box, with a proof or a counter-example. */
  convexity: { params: { target: Target; box: readonly (readonly [number, number])[] }; partial: Convexity; result: Convexity };
  /** A small picture round the start, worked out when nobody waits for anything else. */
  sketch: { params: { target: Target; optimizer?: OptimizerChoice }; result: Sketch };
  descend: { params: DescendParams; result: Trajectory };
  /** The loss and its Taylor parabola along every known eigenvector, or so many `outermost` ones at each end; ascending by eigenvalue. */
  sections: {
    params: { target: Target; at?: Float64Array; reach?: number; samples?: number; outermost?: number };
    result: readonly CrossSection[];
  };
  /** Both ways down from a saddle; undefined where no direction bends down. */
  escape: { params: { target: Target; at?: Float64Array }; result: Escape | undefined };
  spectrum: {
    params: { target: Target; at?: Float64Array; top?: number; probes?: number; seed?: number };
    partial: Spectrum;
    result: Spectrum;
  };
  /** How sharp the loss is at each of these points, by the same perturbations of length `epsilon`. */
  sharpness: {
    params: { target: Target; points: readonly Float64Array[]; epsilon: number };
    partial: readonly Sharpness[];
    result: readonly Sharpness[];
  };
  /** Exponents of a rescaling of the parameters that leaves the loss as it is; undefined when there is none. */
  rescaling: { params: { target: Target; at?: Float64Array }; result: Float64Array | undefined };
  /** Critical and near-critical points of all indices round a point. */
  minimumRatio: {
    params: { target: Target; at?: Float64Array; starts?: number; seed?: number };
    partial: RatioSearch;
    result: RatioSearch;
  };
  /** The loss along the straight line between two points, with its barrier. */
  interpolation: { params: { target: Target; from: Float64Array; to: Float64Array }; result: Interpolation };
  /** Where descents from these cells of a grid end; `failure`: what the user's code threw, where it did so from every one of them. */
  settle: {
    params: BasinsParams & { readonly cells: Uint32Array };
    result: { readonly settlements: readonly Settlement[]; readonly failure: Problem | undefined };
  };
  /** One run of a search; `failure`: what the user's code threw, or why these options can't be; `source` as in `SearchReport`. */
  trial: {
    params: TrialParams;
    result: { readonly outcome: TrialOutcome; readonly failure: Problem | undefined; readonly source: string };
  };
  /** What is searched, with ranges and scales filled in. */
  searchSpace: {
    params: Pick<SearchParams, 'optimizer' | 'schedule' | 'options'>;
    result: SearchSpace;
  };
  /** Training with one batch size. */
  batchTrial: {
    params: Omit<BatchSizesParams, 'batchSizes' | 'scaleRate'> & { readonly batchSize: number; readonly rateIsFor?: number };
    result: BatchTrial;
  };
  /** Runs from so many drawn starts; `failure`: what the user's code threw, where it did so for every one of them. */
  startTrials: { params: StartsParams; result: { readonly trials: readonly StartTrial[]; readonly failure: Problem | undefined } };
  /** Numbers that the file of a loss declares at its top level: what can be varied. */
  constants: { params: { target: Target }; result: readonly { readonly name: string; readonly value: number }[] };
  /** Where a descent ends when a constant of the file has another value; the file stays as it is. */
  variation: { params: VariationParams; result: Varied };
  /** ‖∂L/∂layer‖ along a run. */
  layers: { params: DescendParams; result: LayerHistory };
  /** The loss before and after standardising `features`, the likely ones when absent; of the examples learnt from. */
  standardisation: {
    params: { target: Target; start?: Float64Array; features?: readonly string[]; validation?: number; seed?: number };
    result: Standardisation;
  };
  /** The user's own gradient (`@gradient`) against the exact one; without it, the exact one against differences. */
  check: { params: { target: Target; at?: Float64Array }; result: CheckReport };
  /** What is wrong at the start, or at another point, by every rule that is not `off`; `optimizers` are those that are to run. */
  diagnose: {
    params: { target: Target; at?: Float64Array; optimizers?: readonly NamedOptimizer[]; off?: readonly DiagnosisCode[] };
    result: readonly Diagnosis[];
  };
  /** Changes of the source that can be offered; runs nothing of the user's. */
  remedies: { params: { target: Target }; result: readonly Remedy[] };
  /** The minimiser of L + α·R for falling α. */
  coefficientPath: {
    params: { target: Target; penalty: OptimizerChoice; unpenalized?: readonly string[]; start?: Float64Array };
    partial: CoefficientPath;
    result: CoefficientPath;
  };
  /** The minimiser of L and the penalties together, and the penalties' ball through it in the plane of two coordinates. */
  penaltyGeometry: {
    params: {
      target: Target;
      penalties: readonly OptimizerChoice[];
      unpenalized?: readonly string[];
      start?: Float64Array;
      plane: readonly [number, number];
    };
    result: PenaltyGeometry;
  };
  /** The learning rate of each step, to look at before a run, or after it with the objectives that it reached (`plateau` asks for them). */
  scheduleRates: {
    params: { schedule: OptimizerChoice; learningRate: number; steps: number; objectives?: Float64Array };
    result: Float64Array;
  };
  /** Exponentially weighted averages of a curve, with and without bias correction. */
  averages: { params: { values: Float64Array; beta: number }; result: { corrected: Float64Array; uncorrected: Float64Array } };
  /** A page of its own about the function: map, curves, tables and source, with the runs that are named. */
  report: {
    params: { target: Target; paths: readonly Omit<DescendParams, 'target'>[]; steps: number };
    partial: { readonly label: string; readonly done: number };
    result: string;
  };
  criticalPoints: {
    params: { target: Target; box: readonly (readonly [number, number])[] };
    partial: CriticalPoints;
    result: CriticalPoints;
  };
}

/** What several workers answer together, each a part of it. */
export interface SweepMethods {
  /** Which minimum a descent reaches from each cell of a grid. */
  basins: { params: BasinsParams; partial: Basins; result: Basins };
  /** Which options of an optimizer get a loss lowest. */
  search: { params: SearchParams; partial: SearchReport; result: SearchReport };
  /** The same epochs with several batch sizes; in their order, those to come missing. */
  batchSizes: { params: BatchSizesParams; partial: readonly BatchTrial[]; result: readonly BatchTrial[] };
  /** Descents with several values of a constant; in their order, those to come missing. */
  vary: {
    params: Omit<VariationParams, 'constant'> & { readonly constant: string; readonly values: readonly number[] };
    partial: readonly Varied[];
    result: readonly Varied[];
  };
  /** The lottery of starts. */
  starts: { params: StartsParams; partial: Lottery; result: Lottery };
}
