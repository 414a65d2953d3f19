import ts from '@typescript/typescript6';
import { LoopPlans } from '../../../src/engine/autodiff/compile/loopPlans';
import { RolledLoops } from '../../../src/engine/autodiff/compile/rolledLoops';
import { roll } from '../../../src/engine/autodiff/grouping/groups';
import type { RolledLoss } from '../../../src/engine/autodiff/grouping/kernels';
import { Interpreter } from '../../../src/engine/autodiff/interpreter';
import { createObjective, type ExactObjective } from '../../../src/engine/autodiff/objective';
import { createRuntime, type Runtime } from '../../../src/engine/autodiff/runtime';
import type { Trace } from '../../../src/engine/autodiff/trace';
import type { LossProgram } from '../../../src/engine/autodiff/tracer';
import type { SourceRange } from '../../../src/engine/objective';
import { type InstrumentFinding, SiteBlock, traceTransformer, watchTransformer } from '../../../src/source/instrument';

export type Arg = number | Float64Array | readonly Arg[] | { readonly [name: string]: Arg };
type Loss = (...args: unknown[]) => unknown;

export interface Loaded {
  readonly source: string;
  readonly program: LossProgram;
  readonly objective: ExactObjective;
  readonly runtime: Runtime;
  readonly sites: SiteBlock;
  readonly findings: readonly InstrumentFinding[];
  /** The loss as written, on flat parameters. */
  plain(x: Float64Array): number;
  /** The function `loss` itself, as written. */
  readonly plainLoss: Loss;
  /** The text at a range. */
  text(range: SourceRange | undefined): string | undefined;
}

const OPTIONS: ts.CompilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, isolatedModules: true };

export function emit(source: string, transformer: ts.TransformerFactory<ts.SourceFile>): string {
  return ts.transpileModule(source, { compilerOptions: OPTIONS, transformers: { before: [transformer] } }).outputText;
}

/** Runs emitted CommonJS with the given names in scope; its own top-level names may shadow them. */
export function run(
  code: string,
  scope: Readonly<Record<string, unknown>>,
  modules: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const exports: Record<string, unknown> = {};
  const require = (name: string): unknown => modules[name];
  const names = { ...scope, exports, require, module: { exports } };
  new Function(...Object.keys(names), `return (() => {${code}\n})()`)(...Object.values(names));
  return exports;
}

/** A TypeScript snippet that exports `loss`, ready to be evaluated; `like` shows the shape of its parameters. */
export function load(source: string, like: readonly Arg[], extra: Readonly<Record<string, unknown>> = {}): Loaded {
  const sites = new SiteBlock();
  const findings: InstrumentFinding[] = [];
  const runtime = createRuntime();
  const watch = new Int32Array(1);
  const traced = run(
    emit(
      source,
      traceTransformer('loss.ts', sites, (finding) => findings.push(finding)),
    ),
    { ...runtime.globals, __watch: watch, ...extra },
  );
  const plain = run(emit(source, watchTransformer('loss.ts', sites)), { __watch: watch, ...extra });
  const call = (module: Record<string, unknown>, inputs: readonly unknown[], encode: (values: unknown[]) => Float64Array) =>
    (module.loss as Loss)(...unflatten(like, inputs, encode));
  const program: LossProgram = {
    n: flatten(like).length,
    plain: (x) => call(plain, [...x], (values) => Float64Array.from(values as number[])) as number,
    traced: (inputs) => call(traced, inputs, (values) => runtime.rt.encode(values)),
    siteRange: (site) => sites.get(site),
  };
  return {
    source,
    program,
    objective: createObjective(program, runtime),
    runtime,
    sites,
    findings,
    plain: (x) => program.plain(x),
    plainLoss: plain.loss as Loss,
    text: (range) => range && source.slice(range.start, range.end),
  };
}

export function flatten(arg: Arg | readonly Arg[]): number[] {
  if (typeof arg === 'number') return [arg];
  if (arg instanceof Float64Array) return [...arg];
  return Object.values(arg).flatMap((part: Arg) => flatten(part));
}

function unflatten(like: readonly Arg[], inputs: readonly unknown[], encode: (values: unknown[]) => Float64Array): unknown[] {
  let next = 0;
  const build = (shape: Arg): unknown => {
    if (typeof shape === 'number') return inputs[next++];
    if (shape instanceof Float64Array) return encode(Array.from(shape, () => inputs[next++]));
    if (Array.isArray(shape)) return shape.map(build);
    return Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, build(part)]));
  };
  return like.map(build);
}

export function gradientOf({ objective }: Loaded, args: readonly Arg[]): number[] {
  const x = Float64Array.from(flatten(args));
  const gradient = new Float64Array(x.length);
  objective.valueAndGradient(x, gradient);
  return [...gradient];
}

export function hessianOf({ objective }: Loaded, args: readonly Arg[]): number[] {
  return [...objective.hessian(Float64Array.from(flatten(args)))];
}

/** max |aᵢ − bᵢ| / max(1, |b|∞); NaN and ∞ must match exactly. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(1, ...Array.from(expected, (v) => (Number.isFinite(v) ? Math.abs(v) : 0)));
  const errors = Array.from(actual, (v, i) => (Object.is(v, expected[i]) || v === expected[i] ? 0 : Math.abs(v - expected[i]) / scale));
  return errors.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(0, ...errors);
}

/** A trace re-rolled, however much code that is. */
export function rolledLoss(trace: Trace): RolledLoss {
  const loss = roll(trace, Number.POSITIVE_INFINITY);
  if (loss === undefined) throw new Error('Any length is allowed.');
  return loss;
}

export function rolledLoops(trace: Trace, plans = new LoopPlans()): RolledLoops {
  const interpreter = new Interpreter(trace);
  return new RolledLoops(rolledLoss(trace), interpreter, interpreter.values, plans);
}
