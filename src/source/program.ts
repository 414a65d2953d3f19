import type { LossProgram } from '../engine/autodiff/tracer';
import { isOf, thrownText } from '../engine/errors';
import type { SourceRange } from '../engine/objective';
import { t } from '../l10n/t';
import { countOf, rowsOf } from './batch';
import { type Column, columnsOf, withColumns } from './columns';
import { dataReference } from './data';
import type { FoundLoss } from './discover/found';
import type { SiteTable } from './instrument';
import { compileCall, type Layout, unflatten } from './layout';
import type { LoadedModule, ModuleLoader } from './modules/loader';
import { type NamedValue, namedValue } from './modules/names';
import type { ParsedModule } from './modules/parse';
import type { ParsedModules } from './modules/parsedModules';
import { SourceError } from './problem';
import type { StartContext } from './start/start';
import type { Reference } from './tags';

type Callable = (...args: never[]) => unknown;

export interface LossEnvironment {
  readonly plain: ModuleLoader;
  readonly traced: ModuleLoader;
  readonly modules: ParsedModules;
  readonly sites: SiteTable;
  locate(error: unknown): SourceRange | undefined;
}

/** What a loss over data can be asked for besides its value over all of it. */
export interface LossData {
  /** How many examples there are; undefined where the data is nothing that can be cut. */
  readonly count: number | undefined;
  /** The loss over these examples alone. */
  over(rows: readonly number[]): LossProgram;
  /** The numbers that each of these examples has. */
  columns(rows: readonly number[]): readonly Column[];
  /** The loss over these examples, the numbers of some columns changed. */
  changed(rows: readonly number[], changes: ReadonlyMap<string, (x: number) => number>): LossProgram;
  /** The loss over what `@validation` names. */
  readonly validation: ((x: Float64Array) => number) | undefined;
}

/** The function itself and the data it is called with, out of a loaded module. */
interface Bound {
  readonly loss: Callable;
  /** The batch, or nothing. */
  readonly data: readonly unknown[];
  /** Holding it keeps the places in its code known. */
  readonly module: LoadedModule;
}

/** A loss whose module has been loaded as the user wrote it; the traced version follows with the program. */
export class LoadedLoss {
  private readonly parsed: ParsedModule;
  private readonly module: LoadedModule;
  private readonly plain: Bound;
  private tracedOnce: Bound | Error | undefined;

  constructor(
    private readonly found: FoundLoss,
    private readonly file: string,
    private readonly env: LossEnvironment,
  ) {
    this.module = env.plain.load(file);
    const parsed = env.modules.get(file);
    if (!parsed) throw new SourceError('bad-input', t('There is no file {0}.', file));
    this.parsed = parsed;
    this.plain = this.bind(this.module, env.plain);
  }

  startContext(seed: number): StartContext {
    const { found, plain } = this;
    const { start } = found.tags;
    const tagged = start && (() => (start.kind === 'literal' ? start.value : this.evaluate(start, this.module, this.env.plain)));
    const seeded = start?.kind === 'call' && start.args.length === 1 && typeof start.args[0] === 'number' ? start : undefined;
    return {
      found,
      seed,
      tagged,
      taggedFor: seeded && ((seed) => this.evaluate({ ...seeded, args: [seed] }, this.module, this.env.plain)),
      defaults: () => this.defaults(),
      call: (args) => Reflect.apply(plain.loss, undefined, [...args, ...plain.data]),
    };
  }

  program(layout: Layout): LossProgram {
    const call = this.plainCall(layout);
    const count = countOf(this.plain.data[0]);
    const examples = count === undefined ? undefined : { count, over: this.programOverRows(layout, call) };
    return { ...this.programOver(layout, call, (data) => data), examples };
  }

  /** Undefined for a loss that takes no data. Throws a `SourceError` where `@validation` names nothing. */
  data(layout: Layout): LossData | undefined {
    const { data } = this.plain;
    if (data.length === 0) return undefined;
    const call = this.plainCall(layout);
    return {
      count: countOf(data[0]),
      over: this.programOverRows(layout, call),
      columns: (rows) => columnsOf(data[0], rows),
      changed: (rows, changes) => this.programOver(layout, call, ([all]) => [withColumns(rowsOf(all, rows), changes)]),
      validation: this.validation(call),
    };
  }

  private validation(call: ReturnType<typeof compileCall>): LossData['validation'] {
    const { validation } = this.found.tags;
    if (!validation) return undefined;
    const data = this.evaluate(validation, this.module, this.env.plain);
    return (x) => this.valueOf(() => call(x, data));
  }

  private plainCall(layout: Layout): ReturnType<typeof compileCall> {
    return compileCall(layout, this.plain.loss, this.plain.data.length > 0);
  }

  private programOverRows(layout: Layout, call: ReturnType<typeof compileCall>): LossData['over'] {
    return (rows) => this.programOver(layout, call, ([all]) => [rowsOf(all, rows)]);
  }

  private programOver(
    layout: Layout,
    call: ReturnType<typeof compileCall>,
    part: (data: readonly unknown[]) => readonly unknown[],
  ): LossProgram {
    const { plain, env } = this;
    const [batch] = part(plain.data);
    const traced = this.traced();
    return {
      n: layout.n,
      plain: (x) => this.valueOf(() => call(x, batch)),
      traced: (inputs, runtime) => {
        if (traced instanceof Error) throw traced;
        const args = unflatten(layout, inputs, (values) => runtime.rt.encode(values));
        return Reflect.apply(traced.loss, undefined, [...args, ...part(traced.data)]);
      },
      siteRange: (site) => (site === 0 ? undefined : env.sites.get(site)),
    };
  }

  private valueOf(call: () => unknown): number {
    let value: unknown;
    try {
      value = call();
    } catch (error) {
      throw this.thrown(error);
    }
    return typeof value === 'number' ? value : this.refuse(value);
  }

  /** What `@gradient` names, as x ↦ ∇L(x); its result may be flat or in the shape of the parameters. Resolved when it is called. */
  userGradient(layout: Layout): ((x: Float64Array) => Float64Array) | undefined {
    const { gradient } = this.found.tags;
    return (
      gradient &&
      ((x) => {
        const { data } = this.plain;
        const call = compileCall(layout, this.gradientFunction(gradient), data.length > 0);
        try {
          return this.gradientFrom(call(x, data[0]), layout.n, gradient);
        } catch (error) {
          throw this.thrown(error, gradient.name);
        }
      })
    );
  }

  private gradientFunction({ name, range }: Reference): Callable {
    const named = this.named(name, this.module, this.env.plain);
    const fn = named && callable(named);
    if (!fn) throw new SourceError('bad-input', t('@gradient: there is no function `{0}` in this file.', name), { range });
    return fn;
  }

  private gradientFrom(value: unknown, n: number, { name, range }: Reference): Float64Array {
    const numbers = numbersIn(value);
    if (numbers?.length === n) return Float64Array.from(numbers);
    const got = numbers ? t('{0} numbers', numbers.length) : t('something else than numbers');
    throw new SourceError('bad-input', t('`{0}` returned {1}; the gradient has {2} components.', name, got, n), { range });
  }

  /** Loaded before anything is recorded, since what a module does at its top level is no part of the loss. */
  private traced(): Bound | Error {
    this.tracedOnce ??= this.tracedOrWhyNot();
    return this.tracedOnce;
  }

  private tracedOrWhyNot(): Bound | Error {
    const { traced } = this.env;
    try {
      return this.bind(traced.load(this.file), traced);
    } catch (error) {
      return this.thrown(error);
    }
  }

  private bind(module: LoadedModule, loader: ModuleLoader): Bound {
    const { name, nameRange } = this.found;
    const named = this.named(name, module, loader);
    if (!named) throw new SourceError('no-loss', t('`{0}` is not there after its module has run.', name), { range: nameRange });
    const loss = callable(named);
    if (!loss) throw new SourceError('no-loss', t('`{0}` is not a function after its module has run.', name), { range: nameRange });
    const reference = dataReference(this.found, this.parsed);
    return { module, loss, data: reference ? [this.evaluate(reference, module, loader)] : [] };
  }

  private named(name: string, module: LoadedModule, loader: ModuleLoader): NamedValue | undefined {
    return namedValue(name, module, this.parsed, (specifier) => loader.import(specifier, this.file));
  }

  /** The value that a tag names; a function is called, without arguments when none are written. */
  private evaluate({ name, args, range, kind }: Reference, module: LoadedModule, loader: ModuleLoader): unknown {
    const named = this.named(name, module, loader);
    if (!named)
      throw new SourceError('bad-input', t('There is no `{0}` in this file.', name), {
        range,
        hint: t('It must be a top-level constant or function, or an import.'),
      });
    const fn = callable(named);
    if (!fn && kind === 'call') throw new SourceError('bad-input', t('`{0}` is not a function.', name), { range });
    if (!fn) return named.value;
    try {
      return Reflect.apply(fn, undefined, [...args]);
    } catch (error) {
      throw this.thrown(error, name);
    }
  }

  /** Default values per parameter. One that can't be evaluated on its own counts as none: the start is then drawn. */
  private defaults(): readonly unknown[] {
    const thunk = this.module.defaults[this.found.name];
    try {
      return thunk?.() ?? [];
    } catch {
      return [];
    }
  }

  private thrown(error: unknown, name = this.found.name): SourceError {
    if (isOf(error, SourceError)) return error;
    const message = t('`{0}` threw {1}', name, thrownText(error));
    return new SourceError('threw', message, { range: this.env.locate(error) ?? this.found.nameRange, cause: error });
  }

  private refuse(value: unknown): never {
    throw new SourceError('not-a-number', t('`{0}` returned {1}, not a number.', this.found.name, nameOf(value)), {
      range: this.found.nameRange,
      hint: t('A loss returns one number.'),
    });
  }
}

function nameOf(value: unknown): string {
  if (value instanceof Promise) return t('a promise');
  if (Array.isArray(value)) return t('an array');
  if (typeof value === 'string') return t('the text {0}', JSON.stringify(value));
  return typeof value === 'object' && value !== null ? t('an object') : String(value);
}

function callable({ value, owner }: NamedValue): Callable | undefined {
  if (typeof value !== 'function') return undefined;
  return owner === undefined ? (value as Callable) : (value.bind(owner) as Callable);
}

/** All numbers in nested arrays and objects, depth first; undefined when there is anything else. */
function numbersIn(value: unknown): number[] | undefined {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return undefined;
  const parts = (value instanceof Float64Array ? [...value] : Object.values(value)).map(numbersIn);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
