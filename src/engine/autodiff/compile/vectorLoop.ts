import { compile, instantiate, PAGE } from '../../wasm/instance';
import { Module } from '../../wasm/module';
import type { Kernel, Slot } from '../grouping/kernels';
import { defineLoop, type SlotPlace } from '../wasm/kernelLoop';
import type { FirstWrites } from './firstWrites';
import { type Contribution, type Derivative, givesLoss, KernelProgram } from './kernelProgram';
import type { KernelFunction, KernelRunner } from './kernelRunner';
import { type LoopPlan, type LoopPlans, signatureOf } from './loopPlans';
import { type NamedConstants, withNamedConstants } from './namedConstants';

/** Does every instance work on the same parameters, and are there enough of them? Then a loop over data it is. */
export function isDataLoop({ count, slots }: Kernel): boolean {
  return count >= 8 && slots.every((slot) => slot.kind === 'constant' || (slot.kind === 'parameter' && slot.invariant));
}

/** Compiles a loop over data to WebAssembly, two samples at a time, or takes one that was compiled before. */
export class VectorLoop implements KernelRunner {
  readonly maxPairs = 25_000;
  private readonly named: NamedConstants;
  private readonly program: KernelProgram;
  private readonly signature: string;

  constructor(
    kernel: Kernel,
    private readonly n: number,
    private readonly plans: LoopPlans,
  ) {
    this.named = withNamedConstants(kernel);
    this.program = new KernelProgram(this.named.kernel);
    this.signature = signatureOf(this.named.kernel);
  }

  get pairs(): number {
    return this.program.pairs;
  }

  prepared(derivative: Derivative, writes: FirstWrites): KernelFunction {
    const { named, program, n } = this;
    const plan = this.plans.plan(this.signature, derivative, () => {
      const contributions = program.contributions(derivative);
      return { contributions, module: compiled(new LoopLayout(named, derivative, contributions.length), contributions) };
    });
    const isWritten = writes.follow(named.kernel, plan.contributions);
    const loop = new CompiledLoop(named, plan, derivative, { active: program.active, isWritten, n });
    return (x, v, out) => loop.run(x, v, out);
  }
}

/** Bytes of the memory of one loop: parameters, directions and constants, then two lanes per sum and check, then the tables. */
class LoopLayout {
  readonly results: number;
  readonly checks: readonly { readonly node: number; readonly expected: 0 | 1; readonly address: number; readonly kink: boolean }[];
  readonly hasOutput: boolean;
  readonly pages: number;
  private readonly tables: number;
  private readonly stride: number;
  private readonly tabled: readonly number[];

  constructor(
    readonly named: NamedConstants,
    derivative: Derivative,
    /** How many contributions are summed. */
    readonly sums: number,
  ) {
    const { slots, guards, kink, output, count } = named.kernel;
    this.hasOutput = output !== undefined && givesLoss(derivative);
    this.results = align(8 * (2 * slots.length + named.constants.length));
    const conditions = [...guards, ...(kink === undefined || givesLoss(derivative) ? [] : [{ node: kink, expected: 0 as const }])];
    const before = sums + (this.hasOutput ? 1 : 0);
    this.checks = conditions.map((condition, k) => ({ ...condition, address: this.result(before + k), kink: k >= guards.length }));
    this.tables = this.result(before + conditions.length);
    this.stride = 16 * Math.ceil(count / 2);
    this.tabled = slots.flatMap(({ kind }, s) => (kind === 'constant' ? [s] : []));
    this.pages = Math.ceil((this.tables + this.tabled.length * this.stride) / PAGE);
  }

  place(slot: number): SlotPlace {
    const { slots } = this.named.kernel;
    const table = slot < 2 * slots.length ? this.tabled.indexOf(slot % slots.length) : -1;
    return table >= 0 ? { kind: 'table', address: this.tables + table * this.stride } : { kind: 'shared', address: 8 * slot };
  }

  /** Address of the two lanes of a result. */
  result(k: number): number {
    return this.results + 16 * k;
  }
}

function compiled(layout: LoopLayout, contributions: readonly Contribution[]): WebAssembly.Module {
  const { graph, count, output } = layout.named.kernel;
  const nodes = [...contributions.map(({ node }) => node), ...(layout.hasOutput && output !== undefined ? [output] : [])];
  const module = new Module();
  defineLoop(module, {
    ...{ graph, count, checks: layout.checks },
    place: (slot) => layout.place(slot),
    sums: nodes.map((node, k) => ({ node, address: layout.result(k) })),
  });
  return compile(module);
}

class CompiledLoop {
  /** Entry of the result that each sum is added to, and its mirror image in a matrix (the same entry on the diagonal or in a vector). */
  private readonly places: Int32Array;
  private readonly mirrors: Int32Array;
  /** 1 where a sum is written, 0 where it is added to what is there. */
  private readonly isWritten: Uint8Array;
  private readonly active: readonly { readonly slot: number; readonly parameter: number }[];
  private readonly layout: LoopLayout;
  private readonly doubles: Float64Array;
  private readonly words: Uint32Array;
  private readonly execute: () => void;

  constructor(
    { kernel, constants }: NamedConstants,
    { contributions, module }: LoopPlan,
    private readonly derivative: Derivative,
    { active, isWritten, n }: { readonly active: readonly number[]; readonly isWritten: Uint8Array; readonly n: number },
  ) {
    const { slots } = kernel;
    const parameters = Int32Array.from(slots, parameterIn);
    this.active = active.map((slot) => ({ slot, parameter: parameters[slot] }));
    this.places = new Int32Array(contributions.length);
    this.mirrors = new Int32Array(contributions.length);
    this.isWritten = isWritten;
    for (let k = 0; k < contributions.length; k++) {
      const { slot, other } = contributions[k];
      const i = parameters[slot];
      const j = other === undefined ? undefined : parameters[other];
      this.places[k] = j === undefined ? i : i * n + j;
      this.mirrors[k] = j === undefined ? i : j * n + i;
    }
    this.layout = new LoopLayout({ kernel, constants }, derivative, contributions.length);
    const memory = new WebAssembly.Memory({ initial: this.layout.pages });
    this.doubles = new Float64Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.doubles.set(constants, 2 * slots.length);
    slots.forEach((slot, s) => {
      if (slot.kind === 'constant') this.fillTable(this.layout.place(s).address / 8, slot.values);
    });
    this.execute = instantiate(module, memory).run;
  }

  run(x: Float64Array, v: Float64Array, out: Float64Array): number | undefined | null {
    const { doubles, active, derivative, layout } = this;
    for (const { slot, parameter } of active) doubles[slot] = x[parameter];
    if (derivative === 'product') for (const { slot, parameter } of active) doubles[layout.named.kernel.slots.length + slot] = v[parameter];
    const first = layout.results / 8;
    const total = first + 2 * this.places.length;
    doubles.fill(0, first, layout.hasOutput ? total + 2 : total);
    this.execute();
    for (const { address, kink } of layout.checks) if (this.failed(address)) return kink ? null : undefined;
    const { places, mirrors, isWritten } = this;
    for (let k = 0; k < places.length; k++) {
      const sum = doubles[first + 2 * k] + doubles[first + 2 * k + 1];
      const entry = isWritten[k] === 1 ? sum : out[places[k]] + sum;
      out[places[k]] = entry;
      out[mirrors[k]] = entry;
    }
    return layout.hasOutput ? doubles[total] + doubles[total + 1] : 0;
  }

  private failed(address: number): boolean {
    const word = address / 4;
    return this.words[word] !== 0 || this.words[word + 2] !== 0;
  }

  /** With the last value repeated where the length is odd. */
  private fillTable(at: number, values: Float64Array): void {
    this.doubles.set(values, at);
    if (values.length % 2 === 1) this.doubles[at + values.length] = values[values.length - 1];
  }
}

const align = (bytes: number): number => (bytes + 15) & ~15;

/** The same one in every instance; −1 where there is a constant. */
const parameterIn = (slot: Slot): number => (slot.kind === 'constant' ? -1 : slot.index[0]);
