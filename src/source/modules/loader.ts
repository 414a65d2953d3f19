import { isBuiltin } from 'node:module';
import { basename, dirname } from 'node:path/posix';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import ts from '@typescript/typescript6';
import { isOf, messageOf, thrownText } from '../../engine/errors';
import { t } from '../../l10n/t';
import type { FileHost } from '../files';
import type { SiteBlock, SiteTable } from '../instrument';
import { refuseChange, SourceError, withinStack } from '../problem';
import { builtinModule } from './builtins';
import { type EmittedModule, emitModule, type Transformer } from './emit';
import { importRange } from './imports';
import type { ScriptNames } from './locate';
import { isCommonJs, type ParsedModule } from './parse';
import type { ParsedModules } from './parsedModules';
import type { Resolver } from './resolve';
import { moduleScope } from './scope';

/** How modules are changed before they run, and what names are bound around them. */
export interface LoadMode {
  transformers(parsed: ParsedModule, sites: SiteBlock): readonly Transformer[];
  /** `isLoading` tells whether the module's top level is running still. */
  scope(parsed: ParsedModule, isLoading: () => boolean): Readonly<Record<string, unknown>>;
}

export interface LoaderEnvironment {
  readonly files: FileHost;
  readonly modules: ParsedModules;
  readonly resolver: Resolver;
  readonly scripts: ScriptNames;
  readonly sites: SiteTable;
  /** Folders that user code may read data files from. */
  readonly folders: readonly string[];
  /** Called after a module is compiled and before anything of it runs. */
  readonly beforeRun: () => void;
  /** Called after a module has run: undoes what it has changed of the language, and names it. */
  readonly restoreLanguage: () => string | undefined;
  /** Runs the loader's own work within that of user code that imports; its time is not the user's. */
  readonly ownWork: <T>(work: () => T) => T;
}

/** A module that has run. */
export interface LoadedModule {
  readonly file: string;
  readonly exports: unknown;
  /** Its top-level functions, classes and unexported variables. */
  readonly locals: Readonly<Record<string, unknown>>;
  /** Default values of the parameters of its functions, undefined where a parameter has none; see `defaultsTransformer`. */
  readonly defaults: Readonly<Record<string, () => readonly unknown[]>>;
}

interface Compiled {
  readonly parsed: ParsedModule;
  readonly emitted: EmittedModule;
  /** Takes the values of `wrapperNames` and of the names in scope, and gives the module to be run. */
  readonly bind: (...values: unknown[]) => () => void;
  /** Keeps the script's name known to `ScriptNames`. */
  readonly handle: object;
  /** Keeps the places in it known to the `SiteTable`. */
  readonly sites: SiteBlock;
}

interface Instance extends LoadedModule {
  exports: unknown;
  locals: LoadedModule['locals'];
  defaults: LoadedModule['defaults'];
  /** Undefined for JSON. */
  readonly compiled: Compiled | undefined;
  readonly text: string;
  readonly imports: Map<string, { readonly mode: 'import' | 'require'; readonly instance: Instance }>;
  /** Data files read while running, with their texts. */
  readonly reads: Map<string, string | undefined>;
}

const wrapperNames = ['exports', 'require', 'module', '__filename', '__dirname', '__expose', '__defaults', '__importMeta'];

/**
 * Loads modules with everything they import, in one mode. Compiled code is kept as long as a module's text stays the same;
 * a module runs again only when it, or something that it imports or reads, has changed.
 */
export class ModuleLoader {
  private readonly compiled = new Map<string, Compiled>();
  private readonly instances = new Map<string, Instance>();
  /** Instances found fresh since the last `load` began. */
  private checked = new Set<Instance>();

  constructor(
    private readonly env: LoaderEnvironment,
    private readonly mode: LoadMode,
  ) {}

  /** Throws a `SourceError` when the file, or one that it imports, is missing, does not parse or throws. */
  load(file: string): LoadedModule {
    this.checked = new Set();
    return this.instance(file);
  }

  /** What the already loaded `importer` would get by importing `specifier`; undefined when it can't be found. */
  import(specifier: string, importer: string): LoadedModule | undefined {
    const target = this.env.resolver.resolve(specifier, importer, 'import');
    const instance = this.instances.get(importer);
    if (target === undefined || !instance) return undefined;
    const imported = this.instance(target);
    instance.imports.set(specifier, { mode: 'import', instance: imported });
    return imported;
  }

  /** All files that the loaded module consists of or has read, itself included. */
  dependencies(file: string): string[] {
    return this.reachable(file).flatMap((instance) => [instance.file, ...instance.reads.keys()]);
  }

  private instance(file: string): Instance {
    const known = this.instances.get(file);
    if (known && !this.checked.has(known)) this.dropStale(file);
    return this.instances.get(file) ?? (file.endsWith('.json') ? this.loadJson(file) : this.run(file));
  }

  private add(instance: Instance): Instance {
    this.instances.set(instance.file, instance);
    this.checked.add(instance);
    return instance;
  }

  private loadJson(file: string): Instance {
    const text = this.env.files.read(file) ?? '';
    return this.add(newInstance(file, text, parseJson(file, text), undefined));
  }

  private run(file: string): Instance {
    const compiled = this.env.ownWork(() => withinStack(file, () => this.compile(file)));
    const module = { exports: {} };
    const instance = this.add(newInstance(file, compiled.parsed.text, module.exports, compiled));
    let isLoading = true;
    const scope = moduleScope(
      file,
      this.mode.scope(compiled.parsed, () => isLoading),
    );
    this.env.beforeRun();
    try {
      Reflect.apply(compiled.bind(...this.wrapperValues(instance, module), ...Object.values(scope)), module.exports, []);
      refuseChange(this.env.restoreLanguage(), { file, start: 0, end: 0 });
    } catch (error) {
      this.instances.delete(file);
      throw this.thrown(error, file);
    } finally {
      isLoading = false;
    }
    instance.exports = module.exports;
    return instance;
  }

  private wrapperValues(instance: Instance, module: { exports: unknown }): unknown[] {
    const { file } = instance;
    const require = (specifier: unknown): unknown => {
      // What a CommonJS module has assigned so far must show to modules that import it in a cycle.
      instance.exports = module.exports;
      return this.require(instance, String(specifier));
    };
    const expose = (locals: Instance['locals']): void => {
      instance.locals = locals;
    };
    const defaults = (thunks: Instance['defaults']): void => {
      instance.defaults = thunks;
    };
    const meta = { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) };
    return [module.exports, require, module, file, dirname(file), expose, defaults, meta];
  }

  private require(importer: Instance, specifier: string): unknown {
    const { compiled, file } = importer;
    if (isBuiltin(specifier)) return this.builtin(importer, specifier);
    const mode = compiled && isCommonJs(compiled.parsed.sourceFile) ? 'require' : 'import';
    const target = this.env.resolver.resolve(specifier, file, mode);
    if (target === undefined) throw missing(importer, specifier);
    const instance = this.instance(target);
    importer.imports.set(specifier, { mode, instance });
    return mode === 'import' && instance.compiled && isCommonJs(instance.compiled.parsed.sourceFile)
      ? seenFromModule(file, instance.exports)
      : instance.exports;
  }

  private builtin(importer: Instance, specifier: string): unknown {
    const { files, folders } = this.env;
    const onRead = (file: string) => importer.reads.set(file, files.read(file));
    const found = builtinModule(specifier, { files, folders, moduleFile: importer.file, onRead });
    if (found !== undefined) return found;
    throw new SourceError('import-missing', t('"{0}" is not available to a loss.', specifier), {
      range: importRange(importer.compiled?.parsed, specifier),
      hint: t('A loss may use node:path, node:url, and of node:fs readFileSync and existsSync.'),
    });
  }

  private compile(file: string): Compiled {
    const parsed = this.env.modules.get(file);
    if (!parsed) throw new SourceError('import-missing', t('There is no file {0}.', file));
    const known = this.compiled.get(file);
    if (known?.parsed === parsed) return known;
    const [error] = parsed.syntaxErrors;
    if (error) throw new SourceError('syntax', error.message, { range: error.range });
    const sites = this.env.sites.open();
    const emitted = emitModule(parsed, this.mode.transformers(parsed, sites));
    const { name, handle } = this.env.scripts.add(parsed, emitted);
    const names = Object.keys(
      moduleScope(
        file,
        this.mode.scope(parsed, () => false),
      ),
    );
    const compiled = { parsed, emitted, handle, sites, bind: this.wrap(emitted.code, name, names) };
    this.compiled.set(file, compiled);
    return compiled;
  }

  /** The outer function binds names, the inner one is the module, so that it may declare any of these names itself. */
  private wrap(code: string, filename: string, scope: readonly string[]): Compiled['bind'] {
    try {
      const bind = vm.compileFunction(`return function () {\n${code}\n};`, [...wrapperNames, ...scope], { filename, lineOffset: -1 });
      return (...values) => bind(...values);
    } catch (error) {
      throw new SourceError('syntax', messageOf(error), { range: this.env.scripts.locate(error), cause: error });
    }
  }

  private thrown(error: unknown, file: string): SourceError {
    if (isOf(error, SourceError)) return error;
    const range = this.env.scripts.locate(error);
    const what = t('{0} threw {1} while it was loaded.', basename(file), thrownText(error));
    return new SourceError('threw', what, { range: range ?? { file, start: 0, end: 0 }, cause: error });
  }

  /** Forgets what has changed since it ran, and with it everything that imports it. */
  private dropStale(root: string): void {
    const reachable = this.reachable(root);
    const stale = new Set(reachable.filter((instance) => this.changed(instance)));
    for (let size = -1; size !== stale.size; ) {
      size = stale.size;
      for (const instance of reachable) {
        if ([...instance.imports.values()].some((dependency) => stale.has(dependency.instance))) stale.add(instance);
      }
    }
    for (const instance of reachable) {
      if (!stale.has(instance)) this.checked.add(instance);
      else if (this.instances.get(instance.file) === instance) this.instances.delete(instance.file);
    }
  }

  private changed({ file, compiled, text, imports, reads }: Instance): boolean {
    const { files, modules, resolver } = this.env;
    if (compiled ? modules.get(file) !== compiled.parsed : files.read(file) !== text) return true;
    if ([...reads].some(([path, content]) => files.read(path) !== content)) return true;
    return [...imports].some(([specifier, { mode, instance }]) => {
      return resolver.resolve(specifier, file, mode) !== instance.file || this.instances.get(instance.file) !== instance;
    });
  }

  private reachable(root: string): Instance[] {
    const first = this.instances.get(root);
    const found = new Set<Instance>(first ? [first] : []);
    for (const instance of found) for (const { instance: imported } of instance.imports.values()) found.add(imported);
    return [...found];
  }
}

function newInstance(file: string, text: string, exports: unknown, compiled: Compiled | undefined): Instance {
  return { file, text, exports, compiled, locals: {}, defaults: {}, imports: new Map(), reads: new Map() };
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 does not always say where; the tolerant parser does.
    const { start = 0, length = 1 } = ts.parseConfigFileTextToJson(file, text).error ?? {};
    throw new SourceError('syntax', messageOf(error), { range: { file, start, end: start + length }, cause: error });
  }
}

function missing({ file, compiled }: Instance, specifier: string): SourceError {
  const relative = specifier.startsWith('.') || specifier.startsWith('/');
  const looked = relative
    ? t('there is no such file beside {0}, with or without .ts, .tsx, .js or .json, and no such folder with an index file', file)
    : t('it is neither among the tsconfig "paths" nor in a node_modules folder above {0}', dirname(file));
  return new SourceError('import-missing', t('Cannot find "{0}": {1}.', specifier, looked), {
    range: importRange(compiled?.parsed, specifier),
    hint: relative ? undefined : t('Is the package installed?'),
  });
}

/**
 * What an `import` sees of a CommonJS module. Node's own modules take `module.exports` as the default export, bundlers and
 * TypeScript take `exports.default` when `__esModule` is set; where that is set without a default, only the former can be meant.
 */
function seenFromModule(importer: string, exports: unknown): unknown {
  if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null) return exports;
  const likeNode = /\.m[jt]s$/.test(importer) || ('__esModule' in exports && !('default' in exports));
  return likeNode ? { ...exports, default: exports, __esModule: true } : exports;
}
