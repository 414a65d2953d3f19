/** The data that crosses boundaries. Everything here survives structured cloning. */
import type { Definiteness, Inertia, PointKind } from '../engine/curvature/classify';
import type { PointReport } from '../engine/curvature/readout';
import type { DiagnosisCode, SuggestedRate } from '../engine/diagnose/finding';
import type { GradientCheck } from '../engine/diagnose/gradientCheck';
import type { Surface } from '../engine/landscape/plane';
import type { DerivativeKind } from '../engine/objective';
import type { EntryMetadata } from '../engine/options';
import type { Recipe } from '../engine/recipes';
import type { Layer, LayerNorms } from '../engine/training/layerNorms';
import type { StartTrial } from '../engine/training/lottery';
import type { SearchResult } from '../engine/training/search/search';
import type { Strategy } from '../engine/training/search/strategy';
import type { ScalingComparison } from '../engine/training/standardisation';
import type { StopReason, Trajectory } from '../engine/trajectory';
import type { SourceProblemCode } from '../source/problem';
import type { Remedy as SourceRemedy } from '../source/remedies/remedy';
import type { TextLocation } from '../source/text';

export type { Convexity } from '../engine/curvature/convexity';
export type { CrossSection } from '../engine/curvature/crossSection';
export type { Escape } from '../engine/curvature/escape';
export type { RatioPoint, RatioSearch } from '../engine/curvature/minimumRatio';
export type { CriticalPoint, CriticalPoints } from '../engine/curvature/points';
export type { Sharpness } from '../engine/curvature/sharpness';
export type { Spectrum } from '../engine/curvature/spectrum';
export type { NamedOptimizer } from '../engine/diagnose/facts';
export type { Basins, Settlement } from '../engine/landscape/basinMap';
export type { Field, FieldName } from '../engine/landscape/fields';
export type { Interpolation } from '../engine/landscape/interpolation';
export type { Plane, Surface } from '../engine/landscape/plane';
export type { ChosenPlane, PlaneChoice } from '../engine/landscape/planes';
export type { Sketch } from '../engine/landscape/sketch';
export type { EntryMetadata, Option, OptionTable, OptionValue, SearchScale } from '../engine/options';
export type { CoefficientPath } from '../engine/penalties/coefficientPath';
export type { PenaltyGeometry } from '../engine/penalties/geometry';
export type { Recipe } from '../engine/recipes';
export type { BatchTrial } from '../engine/training/batchTrial';
export type { Layer, LayerNorms } from '../engine/training/layerNorms';
export type { StartTrial } from '../engine/training/lottery';
export type { TrainingOptions } from '../engine/training/plan';
export type { SearchResult } from '../engine/training/search/search';
export type { Dimension, SearchSpace, WantedOption } from '../engine/training/search/space';
export type { Trial, TrialOutcome } from '../engine/training/search/strategy';
export type { Judgement } from '../engine/training/search/trial';
export type { ScaledDescent, ScalingComparison } from '../engine/training/standardisation';
export type { UnitCount } from '../engine/training/units';
export type { OptimizerChoice, StopReason, Trajectory } from '../engine/trajectory';
export type { Definiteness, DerivativeKind, DiagnosisCode, Inertia, PointKind };

/** A place in the user's source, 1-based like an editor's status bar and like compilers print it. */
export type Location = TextLocation;

/** What went wrong, where, and what to do. */
export interface Problem {
  readonly code: SourceProblemCode | 'first-non-finite' | 'time-limit' | 'memory-limit' | 'untrusted' | 'internal';
  readonly message: string;
  readonly hint?: string;
  readonly location?: Location;
}

/** One function that can be visualised; found from syntax alone, nothing of the user's has run. */
export interface LossSummary {
  /** `rosenbrock`, or `Model.loss` for a static method. */
  readonly name: string;
  /** Parameters as the user wrote them, e.g. `(x: number, y: number)`. */
  readonly signature: string;
  /** The function's name. */
  readonly location: Location;
  /** The whole function, body included: what an edit must touch to concern it. */
  readonly extent: Location;
  readonly takesData: boolean;
}

/** What a loss is a function of, and where it starts. */
export interface LossOutline {
  readonly n: number;
  readonly parameters: readonly { readonly name: string; readonly shape: string }[];
  readonly start: Float64Array;
  /** Where the start comes from, in words: `@start`, `parameter defaults`, `seeded draw`. */
  readonly startOrigin: string;
  /** Some of the start was drawn: another seed draws another. */
  readonly startDrawn: boolean;
}

/** A loss made ready: modules loaded, start known. */
export interface LossDescription extends LossOutline {
  /** Changes when, and only when, the function or something that it imports changed. */
  readonly revision: number;
  readonly summary: LossSummary;
  /** Flat coordinate names, depth first: `x`, `w[0]`, `net.W[0][1]`. */
  readonly coordinates: readonly string[];
  /** The box of the map, one interval per coordinate; from `@domain` or undefined. */
  readonly domain: readonly (readonly [number, number] | undefined)[];
  /** How many examples the data of the loss has; absent without data, and where it can't be told apart into examples. */
  readonly examples?: number;
  readonly derivatives: DerivativeKind;
  /** Why derivatives are numeric, and other things worth knowing; each with its place. */
  readonly warnings: readonly Problem[];
}

/** Everything known at one point, with the places that are worth a look. */
export interface Readout extends PointReport {
  readonly nonSmooth: readonly { readonly location: Location; readonly expression: string; readonly rule: string }[];
  readonly warnings: readonly Problem[];
}

/** What a picture shows first. */
export interface Picture {
  /** In the order in which they were asked for. */
  readonly paths: readonly Trajectory[];
  /** At a step of one of them, brief; undefined where the path has left the numbers. */
  readonly readout: Readout | undefined;
  /** The first, coarse one. */
  readonly surface: Surface | undefined;
}

/** Smallest and largest over all the times that an expression ran. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** The value of one expression of the source at a point, and ∂L/∂(expression) there. */
export interface ExpressionReading {
  readonly location: Location;
  /** How often it ran. */
  readonly count: number;
  readonly value: Extent;
  readonly adjoint: Extent;
}

/** What of a loss stands where the text cursor is. */
export type CursorPlace =
  /** The tag `@start`. */
  | { readonly kind: 'start' }
  /** A parameter, a part of one, or one number, by its name: these coordinates. */
  | { readonly kind: 'coordinates'; readonly name: string; readonly coordinates: readonly number[] }
  /** An expression, as its source says it. */
  | { readonly kind: 'expression'; readonly source: string; readonly reading: Omit<ExpressionReading, 'location'> };

/** What a rule says of a loss at its start. */
export interface Diagnosis extends Omit<Problem, 'code'> {
  readonly code: DiagnosisCode;
  readonly location: Location;
  /** A learning rate that is stable, for the optimizer of this name. */
  readonly suggestedRate?: SuggestedRate;
  /** The condition number comes from the scales of the parameters, which follow those of the data. */
  readonly fromScales?: boolean;
}

/** A change of the source that would mend something at a place. */
export interface Remedy {
  readonly kind: SourceRemedy['kind'];
  readonly title: string;
  readonly location: Location;
  readonly edits: readonly { readonly location: Location; readonly text: string }[];
}

/** A gradient compared with differences, or with the one that the user wrote. */
export interface CheckReport extends GradientCheck {
  readonly at: Float64Array;
  readonly against: 'finite differences' | 'user gradient';
}

/** The plain data of a search strategy. */
export type StrategyMetadata = Pick<Strategy, 'id' | 'name' | 'help' | 'source'>;

/** What a search has come to, and of which text of the loss. */
export interface SearchReport extends SearchResult {
  /** The same for the same text of the loss and everything that it imports. */
  readonly source: string;
}

/** What can be chosen: drives the panel's forms and the command line's help. */
export interface Catalog {
  readonly optimizers: readonly EntryMetadata[];
  readonly schedules: readonly EntryMetadata[];
  readonly penalties: readonly EntryMetadata[];
  /** For drawing starts. */
  readonly initialisers: readonly EntryMetadata[];
  /** Of a hyperparameter search. */
  readonly strategies: readonly StrategyMetadata[];
  readonly recipes: readonly Recipe[];
}

/** A number that every example of the data has: `study`, `x[0]`, or `value` where the examples are plain numbers. */
export interface DataColumn {
  readonly name: string;
  /** Over the examples that are learnt from. */
  readonly mean: number;
  readonly deviation: number;
  /** What is probably a feature, and no target, by its name and values. */
  readonly likelyFeature: boolean;
}

/** A loss before and after some columns of its data have been standardised. */
export interface Standardisation extends ScalingComparison {
  readonly columns: readonly DataColumn[];
  /** Names of the columns that were standardised. */
  readonly features: readonly string[];
}

/** Runs from starts that seeds have drawn, as far as they are known, by seed. */
export interface Lottery {
  readonly trials: readonly StartTrial[];
  /** How many there are to be. */
  readonly asked: number;
}

/** Gradient norms along a run, with the layers and where each stands in the source. */
export interface LayerHistory extends LayerNorms {
  readonly layers: readonly (Layer & { readonly location: Location })[];
  readonly stopped: StopReason;
}
