import type { Runtime } from '../engine/autodiff/runtime';
import type { LossProgram } from '../engine/autodiff/tracer';
import type { SourceRange } from '../engine/objective';
import type { InitialiserChoice } from '../engine/training/initialisers';
import { t } from '../l10n/t';
import { placeAt, type SourcePlace } from './cursor/place';
import { declarationOf } from './declaration';
import { type Discovery, findLossesIn } from './discover';
import type { FoundLoss } from './discover/found';
import { domainOf } from './domain';
import { type FileHost, portablePath } from './files';
import { tagFindings } from './findings';
import { SiteTable, traceTransformer, watchTransformer } from './instrument';
import { layersOf, type PlacedLayer } from './layers';
import type { Layout } from './layout';
import { defaultsTransformer } from './modules/defaults';
import { type LoadMode, ModuleLoader } from './modules/loader';
import { ScriptNames } from './modules/locate';
import { OptionsCache } from './modules/options';
import { inPackage } from './modules/packages';
import type { ParsedModule } from './modules/parse';
import { ParsedModules } from './modules/parsedModules';
import { seededMath } from './modules/random';
import { Resolver } from './modules/resolve';
import { SourceError, type SourceProblem, withinStack } from './problem';
import { LoadedLoss, type LossData } from './program';
import { penaltyRemedy } from './remedies/penalty';
import type { Remedy } from './remedies/remedy';
import { stableForms } from './remedies/stableForms';
import { standardiseRemedy } from './remedies/standardise/standardise';
import { startRemedy } from './remedies/start';
import { drawStart, findStart, readGiven } from './start/start';

export interface WorkspaceOptions {
  readonly runtime: Runtime;
  /** Slot 0 receives the site that plain code is at; backed by shared memory, so that a watchdog can read it. */
  readonly watch: Int32Array;
  /** Folders that user code may read data files from. */
  readonly folders?: readonly string[];
  /** Called when modules are compiled, before anything of them runs: the time to tell a watchdog about new `sites`. */
  readonly beforeRun?: () => void;
  /** Undoes what a module has changed of the language, and names it. */
  readonly restoreLanguage?: () => string | undefined;
  /** Wraps parsing and compiling, whose time is not the user's code's. */
  readonly ownWork?: <T>(work: () => T) => T;
}

export interface LossTarget {
  readonly file: string;
  readonly name: string;
}

/** A loss with its lengths and start, found by running it as the user wrote it. */
export interface OutlinedLoss {
  readonly found: FoundLoss;
  readonly layout: Layout;
  readonly start: Float64Array;
  readonly startOrigin: string;
  /** Some of the start was drawn: another seed draws another. */
  readonly startDrawn: boolean;
}

/** A loss made ready: modules loaded in both versions, lengths and start known. */
export interface PreparedLoss extends OutlinedLoss {
  /** One interval per coordinate, from `@domain`. */
  readonly domain: readonly (readonly [number, number] | undefined)[];
  readonly program: LossProgram;
  /**
   * The start of this seed, of length n; by `init`, else by what the tags say. The start itself, where it was drawn, is that of seed 1.
   * Runs the loss, to see whether it is finite there. Throws `SourceError`.
   */
  readonly drawStart: (seed: number, init?: InitialiserChoice) => Float64Array;
  /** Parts of the data, and held-out data; undefined for a loss that takes none. Resolved when asked for. Throws `SourceError`. */
  readonly data: () => LossData | undefined;
  /** What of the parameters belongs together, and where it stands. */
  readonly layers: () => readonly PlacedLayer[];
  /** The gradient that the user wrote and named with `@gradient`. Throws `SourceError`. */
  readonly userGradient: ((x: Float64Array) => Float64Array) | undefined;
  /** Where that gradient is declared, or else named. */
  readonly gradientRange: SourceRange | undefined;
  /** What is worth knowing and stopped nothing, such as malformed tags. */
  readonly findings: readonly SourceProblem[];
  /** All files whose change concerns the loss, its own included; also places where a file would count if it existed. */
  readonly dependencies: readonly string[];
}

const seed = 1;

/** Everything that is kept between edits: syntax trees, compiled and loaded modules, in a plain and a traced version. */
export class Workspace {
  readonly sites = new SiteTable();
  private readonly ownWork: <T>(work: () => T) => T;
  private readonly options: OptionsCache;
  private readonly modules: ParsedModules;
  private readonly discoveries = new WeakMap<ParsedModule, Discovery>();
  private readonly scripts = new ScriptNames();
  private readonly plain: ModuleLoader;
  private readonly traced: ModuleLoader;

  constructor(
    private readonly files: FileHost,
    { runtime, watch, folders = [], beforeRun = () => {}, restoreLanguage = () => undefined, ownWork = (work) => work() }: WorkspaceOptions,
  ) {
    this.ownWork = ownWork;
    // V8 keeps ten frames; from deep within a package, the line of the user's that called it would be lost.
    Error.stackTraceLimit = Math.max(Error.stackTraceLimit, 100);
    this.options = new OptionsCache(files);
    this.modules = new ParsedModules(files, this.options);
    const resolver = new Resolver(files, this.options);
    const environment = {
      files,
      modules: this.modules,
      resolver,
      scripts: this.scripts,
      sites: this.sites,
      folders,
      beforeRun,
      restoreLanguage,
      ownWork,
    };
    this.plain = new ModuleLoader(environment, plainMode(watch));
    this.traced = new ModuleLoader(environment, tracedMode(watch, runtime));
  }

  /** The losses in a file, from syntax alone. Nothing of the user's runs. Throws a `SourceError` when there is no such file. */
  findLosses(path: string): Discovery {
    const file = portablePath(path);
    const parsed = withinStack(file, () => this.modules.get(file));
    if (!parsed) throw new SourceError('no-loss', t('There is no file {0}.', path));
    const known = this.discoveries.get(parsed);
    if (known && [...known.typeTexts].every(([other, text]) => this.files.read(other) === text)) return known;
    const discovery = withinStack(file, () => findLossesIn(parsed, this.files));
    this.discoveries.set(parsed, discovery);
    return discovery;
  }

  /** Finds the start alone: for a list of many losses, in a fraction of the time that `prepare` takes. Throws `SourceError`. */
  outline(target: LossTarget): OutlinedLoss {
    const file = portablePath(target.file);
    const { found } = this.ownWork(() => this.find(file, target.name));
    return outlined(this.load(found, file), found);
  }

  /** Loads the loss and finds its start; `start` is flat and may fix array lengths. Throws `SourceError`. */
  prepare(target: LossTarget, start?: Float64Array): PreparedLoss {
    const file = portablePath(target.file);
    const { found, typeTexts } = this.ownWork(() => this.find(file, target.name));
    const loaded = this.load(found, file);
    const outline = outlined(loaded, found, start);
    const { layout } = outline;
    const { domain } = domainOf(found.tags.domain, layout.coordinates);
    const files = [...this.plain.dependencies(file), ...typeTexts.keys(), ...this.options.forFile(file).files.keys()];
    return {
      ...outline,
      domain,
      program: loaded.program(layout),
      drawStart: (seed, init) => drawStart(loaded.startContext(seed), layout, init),
      data: () => loaded.data(layout),
      layers: () => layersOf({ found, layout, sourceFile: this.modules.get(file)?.sourceFile }),
      userGradient: loaded.userGradient(layout),
      gradientRange: this.gradientRange(found, file),
      findings: tagFindings(found, layout.coordinates),
      dependencies: [...new Set(files)],
    };
  }

  private gradientRange({ tags: { gradient } }: FoundLoss, file: string): SourceRange | undefined {
    const sourceFile = this.modules.get(file)?.sourceFile;
    return gradient && ((sourceFile && declarationOf(gradient.name, sourceFile)) ?? gradient.range);
  }

  /** Where a loss's name stands; undefined when there is no such loss. */
  nameRange({ file, name }: LossTarget): SourceRange | undefined {
    return this.findLosses(portablePath(file)).losses.find((loss) => loss.name === name)?.nameRange;
  }

  /** Changes of the source that can be offered for a loss and for the expressions of its file. Throws `SourceError`. */
  remedies(target: LossTarget): Remedy[] {
    const file = portablePath(target.file);
    const { found } = this.find(file, target.name);
    const parsed = this.modules.get(file);
    if (!parsed) return [];
    const { sourceFile } = parsed;
    const ofLoss = [startRemedy(found, sourceFile), penaltyRemedy(found, sourceFile), standardiseRemedy(found, parsed, this.files)];
    return [...stableForms(sourceFile), ...ofLoss.filter((remedy) => remedy !== undefined)];
  }

  /** What of a loss stands at an offset into the text of its file. Throws `SourceError`. */
  placeAt(target: LossTarget, offset: number): SourcePlace | undefined {
    const file = portablePath(target.file);
    const { found } = this.find(file, target.name);
    const sourceFile = this.modules.get(file)?.sourceFile;
    return sourceFile && placeAt(found, sourceFile, offset);
  }

  /** A point written flat or in the shape of the parameters (already parsed from JSON), as a flat vector. Throws `SourceError`. */
  readPoint(target: LossTarget, value: unknown): Float64Array {
    const file = portablePath(target.file);
    const { found } = this.ownWork(() => this.find(file, target.name));
    return Float64Array.from(readGiven(this.load(found, file).startContext(seed), value).values);
  }

  /** Where in the user's code an error was thrown. */
  locateError(error: unknown): SourceRange | undefined {
    return this.scripts.locate(error);
  }

  private find(file: string, name: string): { readonly found: FoundLoss; readonly typeTexts: Discovery['typeTexts'] } {
    const { losses, syntaxErrors, typeTexts } = this.findLosses(file);
    const [error] = syntaxErrors;
    if (error) throw new SourceError('syntax', error.message, { range: error.range });
    const found = losses.find((loss) => loss.name === name);
    if (found) return { found, typeTexts };
    const others = losses.map((loss) => loss.name).join(', ');
    const message = others
      ? t('There is no loss "{0}" in {1}; there is {2}.', name, file, others)
      : t('There is no loss "{0}" in {1}.', name, file);
    throw new SourceError('no-loss', message);
  }

  private load(found: FoundLoss, file: string): LoadedLoss {
    return new LoadedLoss(found, file, {
      plain: this.plain,
      traced: this.traced,
      modules: this.modules,
      sites: this.sites,
      locate: (error) => this.scripts.locate(error),
    });
  }
}

function outlined(loaded: LoadedLoss, found: FoundLoss, given?: Float64Array): OutlinedLoss {
  const { layout, start, origin, drawn } = findStart(loaded.startContext(seed), given);
  return { found, layout, start, startOrigin: origin, startDrawn: drawn };
}

/** As the user wrote it, but for the trail that the watchdog reads. Packages leave none: the user's line that called them is named. */
function plainMode(watch: Int32Array): LoadMode {
  return {
    transformers: ({ file }, sites) => (inPackage(file) ? [] : [watchTransformer(file, sites), defaultsTransformer]),
    scope: (parsed, isLoading) => ({ __watch: watch, ...seededMath(parsed, Math, isLoading) }),
  };
}

function tracedMode(watch: Int32Array, { globals }: Runtime): LoadMode {
  const math = globals.Math as Math;
  return {
    transformers: ({ file }, sites) => [traceTransformer(file, sites)],
    scope: (parsed, isLoading) => ({ ...globals, __watch: watch, ...seededMath(parsed, math, isLoading, () => math.random()) }),
  };
}
