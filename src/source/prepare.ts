import type { LossProgram } from '../engine/autodiff/objective';
import type { Runtime } from '../engine/autodiff/runtime';
import type { SourceRange } from '../engine/objective';
import { type Discovery, findLossesIn } from './discover';
import type { FoundLoss } from './discover/found';
import { domainOf } from './domain';
import type { FileHost } from './files';
import { SiteTable, traceTransformer, watchTransformer } from './instrument';
import type { Layout } from './layout';
import { ModuleLoader } from './modules/loader';
import { defaultsTransformer } from './modules/defaults';
import { ScriptNames } from './modules/locate';
import { OptionsCache } from './modules/options';
import { ParsedModules } from './modules/parsedModules';
import { seededMath } from './modules/random';
import { Resolver } from './modules/resolve';
import { SourceError, type SourceProblem } from './problem';
import { LoadedLoss } from './program';
import { findStart, readGiven, type StartContext } from './start/start';

export interface WorkspaceOptions {
  readonly runtime: Runtime;
  /** Slot 0 receives the site that plain code is at; backed by shared memory, so that a watchdog can read it. */
  readonly watch: Int32Array;
  /** Folders that user code may read data files from. */
  readonly folders?: readonly string[];
  /** Called when modules are compiled, before anything of them runs: the time to tell a watchdog about new `sites`. */
  readonly beforeRun?: () => void;
  /** Wraps parsing and compiling, whose time is not the user's code's. */
  readonly ownWork?: <T>(work: () => T) => T;
}

export interface LossTarget {
  readonly file: string;
  readonly name: string;
}

/** A loss made ready: modules loaded, lengths and start known. */
export interface PreparedLoss {
  readonly found: FoundLoss;
  readonly layout: Layout;
  readonly start: Float64Array;
  readonly startOrigin: string;
  /** One interval per coordinate, from `@domain`. */
  readonly domain: readonly (readonly [number, number] | undefined)[];
  readonly program: LossProgram;
  /** What is worth knowing and stopped nothing, such as malformed tags. */
  readonly findings: readonly SourceProblem[];
  /** All files whose change concerns the loss, its own included. */
  readonly dependencies: readonly string[];
}

const seed = 1;

/** Everything that is kept between edits: syntax trees, compiled and loaded modules, in a plain and a traced version. */
export class Workspace {
  readonly sites = new SiteTable();
  private readonly ownWork: <T>(work: () => T) => T;
  private readonly modules: ParsedModules;
  private readonly scripts = new ScriptNames();
  private readonly plain: ModuleLoader;
  private readonly traced: ModuleLoader;

  constructor(
    private readonly files: FileHost,
    { runtime, watch, folders = [], beforeRun = () => {}, ownWork = (work) => work() }: WorkspaceOptions,
  ) {
    this.ownWork = ownWork;
    const options = new OptionsCache(files);
    this.modules = new ParsedModules(files, options);
    const resolver = new Resolver(files, options);
    const environment = { files, modules: this.modules, resolver, scripts: this.scripts, folders, beforeRun, ownWork };
    this.plain = new ModuleLoader(environment, {
      transformers: ({ file }) => (isPackage(file) ? [] : [watchTransformer(file, this.sites), defaultsTransformer]),
      scope: (parsed, isLoading) => ({ __watch: watch, ...seededMath(parsed, Math, isLoading) }),
    });
    this.traced = new ModuleLoader(environment, {
      transformers: ({ file }) => [traceTransformer(file, this.sites)],
      scope: (parsed, isLoading) => {
        const math = runtime.globals.Math as Math;
        return { ...runtime.globals, __watch: watch, ...seededMath(parsed, math, isLoading, () => math.random()) };
      },
    });
  }

  /** The losses in a file, from syntax alone. Nothing of the user's runs. */
  findLosses(file: string): Discovery {
    const parsed = this.modules.get(file);
    if (!parsed) throw new SourceError('bad-input', `There is no file ${file}.`);
    return findLossesIn(parsed, this.files);
  }

  /** Loads the loss and finds its start; `start` is flat and may fix array lengths. Throws `SourceError`. */
  prepare(target: LossTarget, start?: Float64Array): PreparedLoss {
    const found = this.ownWork(() => this.find(target));
    const loaded = this.load(found, target.file);
    const { layout, start: values, origin } = findStart(loaded.startContext(seed), start);
    const { domain, unmatched } = domainOf(found.tags.domain, layout.coordinates);
    const unknown = unmatched.map(({ name, range }) => ({ code: 'bad-input' as const, message: `@domain: there is no parameter "${name}".`, range }));
    return {
      found,
      layout,
      start: values,
      startOrigin: origin,
      domain,
      program: loaded.program(layout),
      findings: [...found.tags.problems, ...unknown],
      dependencies: [...new Set(this.plain.dependencies(target.file))],
    };
  }

  /** A point written flat or in the shape of the parameters (already parsed from JSON), as a flat vector. Throws `SourceError`. */
  readPoint(target: LossTarget, value: unknown): Float64Array {
    const context: StartContext = this.load(this.find(target), target.file).startContext(seed);
    return Float64Array.from(readGiven(context, value).values);
  }

  /** Where in the user's code an error was thrown. */
  locateError(error: unknown): SourceRange | undefined {
    return this.scripts.locate(error);
  }

  private find({ file, name }: LossTarget): FoundLoss {
    const { losses, syntaxErrors } = this.findLosses(file);
    const [error] = syntaxErrors;
    if (error) throw new SourceError('syntax', error.message, { range: error.range });
    const found = losses.find((loss) => loss.name === name);
    if (found) return found;
    const others = losses.map((loss) => loss.name).join(', ');
    throw new SourceError('no-loss', `There is no loss "${name}" in ${file}${others ? `; there is ${others}` : ''}.`);
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

/** `Workspace.prepare` as a function, for callers that keep the workspace elsewhere. */
export function prepareLoss(workspace: Workspace, target: LossTarget, options: { readonly start?: Float64Array } = {}): PreparedLoss {
  return workspace.prepare(target, options.start);
}

function isPackage(file: string): boolean {
  return file.includes('/node_modules/');
}
