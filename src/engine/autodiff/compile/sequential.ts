import { compile, instantiate, PAGE } from '../../wasm/instance';
import { Module } from '../../wasm/module';
import type { Evaluator } from '../evaluator';
import { codeLength, isBranching, type Part } from '../grouping/blocks';
import { bodies } from '../grouping/bodies';
import { type Handover, handovers } from '../grouping/handovers';
import { predictable } from '../grouping/predictable';
import type { HessianMatrix } from '../hessianMatrix';
import type { Interpreter } from '../interpreter';
import type { Trace } from '../trace';
import { defineBranchingLoop } from '../wasm/branchingLoop';
import { definePairedLoop } from '../wasm/pairedLoop';
import { type Direction, defineTurnLoop } from '../wasm/turnLoop';
import { importCalls, type Turn } from '../wasm/turnWriter';
import { hessianByColumns } from './columns';
import { FLAGS, type Place, REGIONS, type Region, type Stages, type Sweeps, TurnPrograms } from './turnProgram';
import { TurnTables } from './turnTables';
import { Visits } from './visits';

/** Longer pieces of straight code take engines too long to compile. */
export const MAX_PIECE = 600;

/** Compiling an operation in stages takes as long as is saved by them on so many operations. */
const COMPILING = 100_000;

interface CompiledSweeps {
  readonly forward: () => void;
  readonly reverse: () => void;
  /** Whether what is not finite comes out as the rules of derivatives have it. */
  readonly exact: boolean;
}

interface CompiledStages {
  readonly first: CompiledSweeps;
  readonly again: CompiledSweeps;
}

/** Sweeps that are compiled when first needed. */
class LazySweeps {
  private fast: CompiledSweeps | undefined;
  private exact: CompiledSweeps | undefined;

  constructor(private readonly compile: (exact: boolean) => CompiledSweeps) {}

  /**
   * Runs the fast ones, then the exact ones if the result is not finite and may be wrong for that. Overflow or an adjoint that is not
   * finite makes all that depends on it ±∞ or NaN, if it is regrouped: it shows in the result.
   */
  run(result: Float64Array, sweep: (sweeps: CompiledSweeps) => boolean): boolean {
    this.fast ??= this.compile(false);
    if (!sweep(this.fast)) return false;
    if (this.fast.exact || result.every(Number.isFinite)) return true;
    this.exact ??= this.compile(true);
    return sweep(this.exact);
  }
}

/**
 * Compiles any trace to WebAssembly, part by part: loops where it repeats itself in time, with or without branches, straight
 * pieces elsewhere.
 * Values and adjoints are handed from one to the next through memory, where each node of the trace has its place.
 */
export class Sequential implements Evaluator {
  private readonly computed: ReturnType<typeof bodies>;
  /** By part, for each of its bodies. */
  private readonly programs: readonly (readonly TurnPrograms[])[];
  /** By part. */
  private readonly handovers: readonly (readonly Handover[])[];
  private readonly tables: readonly (TurnTables | undefined)[];
  private readonly memory: WebAssembly.Memory;
  private readonly regions: Readonly<Record<Region, Float64Array>>;
  /** By `FLAGS`. */
  private readonly flags: Float64Array;
  /** Entries in each region. */
  private readonly size: number;
  private readonly gradientSweeps = new LazySweeps((exact) => this.compile(this.sweeps((programs) => programs.gradient(exact))));
  private readonly productSweeps = new LazySweeps((exact) => this.compile(this.sweeps((programs) => programs.product(exact))));
  private readonly visits: Visits;
  private stages: CompiledStages | 'impossible' | undefined;

  /**
   * @param trace whose output is an operation
   * @param warm how many products of the Hessian are to be asked for at the point of the one before, until stages are compiled for them
   */
  constructor(
    private readonly trace: Trace,
    private readonly parts: readonly Part[],
    private readonly interpreter: Interpreter,
    warm = (COMPILING * codeLength(parts)) / trace.nodes,
  ) {
    this.visits = new Visits(trace.inputs, warm);
    this.computed = bodies(trace, parts);
    const { bodies: each, hazards, more } = this.computed;
    this.handovers = handovers(trace, parts, each);
    this.programs = each.map((some, k) => {
      const handed = isBranching(parts[k]) ? [] : this.handovers[k];
      return some.map((body) => new TurnPrograms(body, hazards, handed, predictable(trace, body)));
    });
    const size = trace.values.length + more.length;
    this.size = size;
    let bytes = 8 * (REGIONS.length * size + FLAGS.length);
    this.tables = parts.map((part, k) => {
      const tables = isBranching(part) ? new TurnTables(part, each[k], bytes) : undefined;
      bytes = tables?.end ?? bytes;
      return tables;
    });
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    for (const tables of this.tables) tables?.fill(this.memory.buffer);
    const region = (k: number) => new Float64Array(this.memory.buffer, 8 * k * size, size);
    this.regions = Object.fromEntries(REGIONS.map((name, k) => [name, region(k)])) as Record<Region, Float64Array>;
    this.flags = new Float64Array(this.memory.buffer, 8 * REGIONS.length * size, FLAGS.length);
    this.regions.value.set(trace.values);
    this.regions.value.set(more, trace.values.length);
  }

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    const { value, adjoint } = this.regions;
    this.visits.leave();
    const done = this.gradientSweeps.run(gradient, (sweeps) => {
      if (!this.forward(x, sweeps)) return false;
      this.reverse(sweeps);
      gradient.set(adjoint.subarray(0, this.trace.inputs));
      return true;
    });
    return done ? value[this.trace.output] : undefined;
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    const manner = this.trace.externals.length === 0 ? this.visits.next(x) : 'whole';
    const stages = manner === 'whole' ? undefined : this.compiledStages();
    if (stages === undefined) return this.wholeProduct(x, v, product);
    if (manner === 'both stages' && !this.firstStage(x, stages)) return this.wholeProduct(x, v, product);
    this.secondStage(v, product, stages);
    if (product.every(Number.isFinite)) return true;
    this.visits.leave();
    return this.wholeProduct(x, v, product);
  }

  /** What it leaves in memory stands until the next gradient or whole product; false off the recorded path and on a kink. */
  private firstStage(x: Float64Array, { first }: CompiledStages): boolean {
    const isSmooth = this.forward(x, first) && !this.flagged('kink');
    if (isSmooth) this.reverse(first);
    else this.visits.leave();
    return isSmooth;
  }

  /** Sums are regrouped: a product that is not finite may be wrong for that. */
  private secondStage(v: Float64Array, product: Float64Array, { again }: CompiledStages): void {
    const { tangent, adjointTangent } = this.regions;
    const { inputs } = this.trace;
    tangent.set(v);
    again.forward();
    adjointTangent.fill(0, 0, inputs);
    again.reverse();
    product.set(adjointTangent.subarray(0, inputs));
  }

  /** Undefined if there is no room for what the first stage would leave. */
  private compiledStages(): CompiledStages | undefined {
    this.stages ??= this.compileStages();
    return this.stages === 'impossible' ? undefined : this.stages;
  }

  private compileStages(): CompiledStages | 'impossible' {
    const staged = this.sweeps((programs) => programs.staged());
    const stage = (which: keyof Stages) => this.compile(staged.map((some) => some.flatMap((stages) => stages?.[which] ?? [])));
    return staged.flat().includes(undefined) ? 'impossible' : { first: stage('first'), again: stage('again') };
  }

  private wholeProduct(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    const { tangent, adjointTangent } = this.regions;
    const { inputs } = this.trace;
    return this.productSweeps.run(product, (sweeps) => {
      tangent.set(v);
      if (!this.forward(x, sweeps)) return false;
      if (this.flagged('kink')) return this.interpreter.hessianVector(x, v, product);
      adjointTangent.fill(0, 0, inputs);
      this.reverse(sweeps);
      product.set(adjointTangent.subarray(0, inputs));
      return true;
    });
  }

  hessian(x: Float64Array, hessian: HessianMatrix): boolean {
    return hessianByColumns(this, x, hessian);
  }

  /** Leaves the values in memory; false off the recorded path. */
  private forward(x: Float64Array, { forward }: CompiledSweeps): boolean {
    const { trace, interpreter } = this;
    const { value } = this.regions;
    value.set(x);
    for (const { node } of trace.externals) value[node] = interpreter.values[node];
    this.flags.fill(0);
    forward();
    return !this.flagged('off');
  }

  private flagged(flag: (typeof FLAGS)[number]): boolean {
    return this.flags[FLAGS.indexOf(flag)] !== 0;
  }

  /** Leaves the adjoints in memory: those of the parameters, all others are 0 again. */
  private reverse({ reverse }: CompiledSweeps): void {
    const { inputs, output } = this.trace;
    const { adjoint, reached } = this.regions;
    adjoint.fill(0, 0, inputs);
    adjoint[output] = reached[output] = 1;
    reverse();
  }

  private sweeps<T>(of: (programs: TurnPrograms) => T): T[][] {
    return this.programs.map((some) => some.map(of));
  }

  /** @param programs by part, for each of its bodies */
  private compile(programs: readonly (readonly Sweeps[])[]): CompiledSweeps {
    const module = new Module();
    for (const { graph } of this.computed.bodies.flat()) importCalls(module, graph);
    const define = (k: number, direction: Direction) =>
      this.define(
        module,
        k,
        programs[k].map((program, v) => ({ graph: this.computed.bodies[k][v].graph, program: program[direction] })),
        direction,
      );
    const forward = programs.map((_, k) => define(k, 'forward'));
    const reverse = programs.map((_, k) => [...this.defineEarly(module, k, programs[k][0]), define(k, 'reverse')]).reverse();
    const run = (name: string, indices: readonly number[]) => {
      const { code } = module.define([], [], name);
      for (const index of indices) code.call(index);
    };
    run('forward', forward);
    run('reverse', reverse.flat());
    const exports = instantiate(compile(module), this.memory);
    const exact = programs.every((some) => some.every(({ early }) => early === undefined));
    return { forward: exports.forward, reverse: exports.reverse, exact };
  }

  /** One sweep over a part. */
  private define(module: Module, k: number, turns: readonly Turn[], direction: Direction): number {
    const { address } = this;
    const [part, tables, handovers] = [this.parts[k], this.tables[k], this.handovers[k]];
    if (tables !== undefined) return defineBranchingLoop(module, { variants: turns, tables, handovers, direction, address });
    if (isBranching(part)) throw new Error('A branching loop has tables.');
    return defineTurnLoop(module, { ...turns[0], turns: part.turns, length: part.length, handovers, direction, address });
  }

  /** What comes before the reverse sweep over a part, if anything. */
  private defineEarly(module: Module, k: number, { early }: Sweeps): number[] {
    const part = this.parts[k];
    if (early === undefined || isBranching(part)) return [];
    const { graph } = this.computed.bodies[k][0];
    return [definePairedLoop(module, { graph, program: early, turns: part.turns, length: part.length, address: this.address })];
  }

  private readonly address = (region: Place['region'], operand: number): number => {
    const index = region === 'flag' ? REGIONS.length : REGIONS.indexOf(region);
    return 8 * (index * this.size + operand);
  };
}
