/**
 * What a panel's webview and the host say to each other. The host binds the panel to one function and passes engine
 * requests on to the worker with that target filled in, so a webview can ask only about its own function.
 */
import type { DescendParams, EngineMethods, PictureParams, SweepMethods, Target } from './engine';
import type { Catalog, CursorPlace, Location, LossDescription, NamedOptimizer, OptimizerChoice, Picture, Problem, Readout } from './model';

type Untargeted<P> = Omit<P, 'target'>;

export interface HostMethods {
  readout: { params: Untargeted<EngineMethods['readout']['params']>; result: EngineMethods['readout']['result'] };
  surface: {
    params: Untargeted<EngineMethods['surface']['params']>;
    partial: EngineMethods['surface']['partial'];
    result: EngineMethods['surface']['result'];
  };
  overlay: {
    params: Untargeted<EngineMethods['overlay']['params']>;
    partial: EngineMethods['overlay']['partial'];
    result: EngineMethods['overlay']['result'];
  };
  plane: { params: Untargeted<EngineMethods['plane']['params']>; result: EngineMethods['plane']['result'] };
  convexity: {
    params: Untargeted<EngineMethods['convexity']['params']>;
    partial: EngineMethods['convexity']['partial'];
    result: EngineMethods['convexity']['result'];
  };
  basins: {
    params: Untargeted<SweepMethods['basins']['params']>;
    partial: SweepMethods['basins']['partial'];
    result: SweepMethods['basins']['result'];
  };
  search: {
    params: Untargeted<SweepMethods['search']['params']>;
    partial: SweepMethods['search']['partial'];
    result: SweepMethods['search']['result'];
  };
  trial: { params: Untargeted<EngineMethods['trial']['params']>; result: EngineMethods['trial']['result'] };
  descend: { params: Untargeted<DescendParams>; result: EngineMethods['descend']['result'] };
  sections: { params: Untargeted<EngineMethods['sections']['params']>; result: EngineMethods['sections']['result'] };
  escape: { params: Untargeted<EngineMethods['escape']['params']>; result: EngineMethods['escape']['result'] };
  parseVector: {
    params: Untargeted<EngineMethods['parseVector']['params']>;
    result: EngineMethods['parseVector']['result'];
  };
  spectrum: {
    params: Untargeted<EngineMethods['spectrum']['params']>;
    partial: EngineMethods['spectrum']['partial'];
    result: EngineMethods['spectrum']['result'];
  };
  sharpness: {
    params: Untargeted<EngineMethods['sharpness']['params']>;
    partial: EngineMethods['sharpness']['partial'];
    result: EngineMethods['sharpness']['result'];
  };
  rescaling: {
    params: Untargeted<EngineMethods['rescaling']['params']>;
    result: EngineMethods['rescaling']['result'];
  };
  minimumRatio: {
    params: Untargeted<EngineMethods['minimumRatio']['params']>;
    partial: EngineMethods['minimumRatio']['partial'];
    result: EngineMethods['minimumRatio']['result'];
  };
  interpolation: {
    params: Untargeted<EngineMethods['interpolation']['params']>;
    result: EngineMethods['interpolation']['result'];
  };
  coefficientPath: {
    params: Untargeted<EngineMethods['coefficientPath']['params']>;
    partial: EngineMethods['coefficientPath']['partial'];
    result: EngineMethods['coefficientPath']['result'];
  };
  penaltyGeometry: {
    params: Untargeted<EngineMethods['penaltyGeometry']['params']>;
    result: EngineMethods['penaltyGeometry']['result'];
  };
  batchSizes: {
    params: Untargeted<SweepMethods['batchSizes']['params']>;
    partial: SweepMethods['batchSizes']['partial'];
    result: SweepMethods['batchSizes']['result'];
  };
  starts: {
    params: Untargeted<SweepMethods['starts']['params']>;
    partial: SweepMethods['starts']['partial'];
    result: SweepMethods['starts']['result'];
  };
  constants: { params: Untargeted<EngineMethods['constants']['params']>; result: EngineMethods['constants']['result'] };
  vary: {
    params: Untargeted<SweepMethods['vary']['params']>;
    partial: SweepMethods['vary']['partial'];
    result: SweepMethods['vary']['result'];
  };
  layers: { params: Untargeted<EngineMethods['layers']['params']>; result: EngineMethods['layers']['result'] };
  standardisation: {
    params: Untargeted<EngineMethods['standardisation']['params']>;
    result: EngineMethods['standardisation']['result'];
  };
  scheduleRates: EngineMethods['scheduleRates'];
  averages: EngineMethods['averages'];
  criticalPoints: {
    params: Untargeted<EngineMethods['criticalPoints']['params']>;
    partial: EngineMethods['criticalPoints']['partial'];
    result: EngineMethods['criticalPoints']['result'];
  };
}

/** What the panel stands on: pushed on `ready` and after every edit that concerns the function. */
export type Binding =
  /** No function is bound, or it is gone; `message` says which. */
  | { readonly kind: 'empty'; readonly message: string }
  /** The first description is under way. */
  | { readonly kind: 'loading'; readonly name: string }
  /** Good: requests answer for this version. What comes along saves asking: the readout at the start, and what the panel foresaw. */
  | {
      readonly kind: 'ready';
      readonly version: number;
      readonly description: LossDescription;
      readonly readout?: Readout;
      /** `coming`: soon, by the event `picture`. */
      readonly picture?: ForeseenPicture | 'coming';
    }
  /** The source is broken now; the last good picture stays, marked stale. `description` is undefined when there never was one. */
  | { readonly kind: 'broken'; readonly problem: Problem; readonly name: string; readonly description: LossDescription | undefined };

/** What a panel would ask for first after an edit that changes little. */
export interface Foresight extends Untargeted<PictureParams> {
  /** Grows with every change. */
  readonly id: number;
}

/** The answer to a foresight, of a new version. */
export interface ForeseenPicture {
  readonly id: number;
  readonly picture: Picture;
}

/** What a panel hears that shows a picture. */
export interface PictureEvents {
  /** What was `coming`; undefined when it failed: then the panel asks, and hears why. */
  picture: { readonly version: number; readonly foreseen: ForeseenPicture | undefined };
}

export interface PanelEvents {
  bound: { readonly target: Target; readonly binding: Binding; readonly defaults: PanelDefaults };
}

/** What a panel hears that offers a choice. */
export interface CatalogEvents {
  /** Once, before the first `bound`: it stays the same and is too large to come with every edit. */
  catalog: Catalog;
}

/** What the host asks of a panel that can be steered from outside. */
export interface SteerEvents {
  goTo: Destination;
  /** The optimizer to look at, by its name in the _Add_ menu; added when the panel has it not. */
  optimizer: string;
}

/** What a panel hears that shows where the text cursor is. */
export interface CursorEvents {
  /** Undefined: nowhere in the loss. */
  cursor: CursorPlace | undefined;
}

/** A point to look at, to start from, or to escape from. */
export interface Destination {
  readonly at: Float64Array;
  readonly purpose: 'look' | 'start' | 'escape';
}

/** What the Descent panel hears beside that. */
export interface DescentEvents extends PanelEvents, CatalogEvents, PictureEvents, SteerEvents, CursorEvents {
  /** Another rate for the optimizer of this name. */
  learningRate: { readonly optimizer: string; readonly learningRate: number };
  options: ChosenOptions;
}

/** An optimizer with its options, and the schedule that they were found with. */
export interface ChosenOptions {
  readonly optimizer: OptimizerChoice;
  readonly schedule?: OptimizerChoice;
}

export interface PanelDefaults {
  /** Names of presets or optimizers as the catalog has them, e.g. `Gradient descent`, `Momentum`, `Adam`. */
  readonly optimizers: readonly string[];
  readonly steps: number;
}

/** What a webview keeps with `setState`, so that its panel comes back after a reload: its own view state beside the target. */
export interface SavedPanelState {
  readonly target: Target;
}

/** A file for the user to keep. */
export interface ExportedFile {
  /** Proposed, with its ending. */
  readonly name: string;
  readonly content: string;
  readonly encoding: 'utf8' | 'base64';
}

/** What a panel says when something is taken away from it. */
export interface ExportEvents {
  save: ExportedFile;
  /** To the clipboard. */
  copy: string;
  /** The report of the function, as a page of its own. */
  saveReport: null;
}

/** What every panel hears besides. */
export interface ExportRequests {
  /** To open its menu of what can be taken away. */
  openExport: null;
}

/** From the webview to the host. */
export interface WebviewEvents {
  ready: null;
  reveal: Location;
  openGallery: null;
  /** A finished picture is on screen: what it shows, for the host's tests and for the screenshot command. */
  settled: { readonly version: number };
}

/** What the Search panel says beside that. */
export interface SearchWebviewEvents extends WebviewEvents {
  /** For the Descent panel of the same function. */
  useOptions: ChosenOptions;
}

/** What a panel that shows a picture tells besides. */
export interface ForesightEvents {
  foresight: Foresight;
}

/** What a panel that scrubs along a path tells besides. */
export interface ScrubEvents {
  /** The point that it reads out; undefined when it has none. */
  at: ShownPoint | undefined;
}

export interface ShownPoint {
  /** Of the function that it is a point of. */
  readonly version: number;
  readonly at: Float64Array;
  readonly step: number;
  /** The optimizer whose path it is on, by the name that the panel shows. */
  readonly optimizer: string;
}

/** What the Descent panel says beside that. */
export interface DescentWebviewEvents extends WebviewEvents, ForesightEvents, ScrubEvents {
  /** The optimizers on screen with the rates in force; none where a schedule, a penalty or clipping changes what is stable. */
  optimizers: readonly NamedOptimizer[];
}
