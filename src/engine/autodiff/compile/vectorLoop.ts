import { instantiate, PAGE } from '../../wasm/instance';
import { Module } from '../../wasm/module';
import type { Kernel } from '../grouping/kernels';
import { defineLoop, type SlotPlace } from '../wasm/kernelLoop';
import { type Contribution, type Derivative, KernelProgram } from './kernelProgram';
import type { KernelFunction, KernelRunner } from './kernelRunner';

/** Does every instance work on the same parameters, and are there enough of them? Then a loop over data it is. */
export function isDataLoop({ count, slots }: Kernel): boolean {
  return count >= 8 && slots.every((slot) => slot.kind === 'constant' || (slot.kind === 'parameter' && slot.invariant));
}

/** Compiles a loop over data to WebAssembly, two samples at a time. */
export class VectorLoop implements KernelRunner {
  readonly maxPairs = 25_000;
  private readonly program: KernelProgram;

  constructor(
    private readonly kernel: Kernel,
    private readonly n: number,
  ) {
    this.program = new KernelProgram(kernel);
  }

  get pairs(): number {
    return this.program.pairs;
  }

  prepared(derivative: Derivative): KernelFunction {
    const loop = new CompiledLoop(this.kernel, this.program, derivative, this.n);
    return (x, v, out) => loop.run(x, v, out);
  }
}

/** Bytes of the memory of one loop: parameters, directions, then two lanes per sum and check, then the tables. */
class CompiledLoop {
  /** Entry of the result that each sum is added to, and its mirror image in a matrix (the same entry on the diagonal or in a vector). */
  private readonly places: Int32Array;
  private readonly mirrors: Int32Array;
  private readonly active: readonly { readonly slot: number; readonly parameter: number }[];
  private readonly doubles: Float64Array;
  private readonly words: Uint32Array;
  private readonly execute: () => void;
  private readonly results: number;
  private readonly hasOutput: boolean;
  private readonly checks: readonly { readonly address: number; readonly kink: boolean }[];

  constructor(
    private readonly kernel: Kernel,
    program: KernelProgram,
    private readonly derivative: Derivative,
    n: number,
  ) {
    const { slots, guards, kink, output, count, graph } = kernel;
    const contributions = program.contributions(derivative);
    this.active = program.active.map((slot) => ({ slot, parameter: parameterOf(kernel, slot) }));
    this.places = Int32Array.from(contributions, (contribution) => placeOf(kernel, contribution, n));
    this.mirrors = Int32Array.from(contributions, ({ slot, other, node }) =>
      placeOf(kernel, other === undefined ? { slot, node } : { slot: other, other: slot, node }, n),
    );
    const outputs = output === undefined || derivative !== 'gradient' ? [] : [output];
    this.hasOutput = outputs.length > 0;
    this.results = align(16 * slots.length);
    const sums = [...contributions.map(({ node }) => node), ...outputs].map((node, k) => ({
      node,
      address: this.results + 16 * k,
    }));
    const conditions = [...guards, ...(kink === undefined || derivative === 'gradient' ? [] : [{ node: kink, expected: 0 as const }])];
    const checks = conditions.map((condition, k) => ({ ...condition, address: this.results + 16 * (sums.length + k) }));
    this.checks = checks.map(({ address }, k) => ({ address, kink: k >= guards.length }));
    const tables = this.results + 16 * (sums.length + checks.length);
    const stride = 16 * Math.ceil(count / 2);
    const tabled = slots.flatMap(({ kind }, s) => (kind === 'constant' ? [s] : []));
    const place = (slot: number): SlotPlace => {
      const table = tabled.indexOf(slot % slots.length);
      return table >= 0 ? { kind: 'table', address: tables + table * stride } : { kind: 'shared', address: 8 * slot };
    };
    const module = new Module();
    defineLoop(module, { graph, count, place, sums, checks });
    const memory = new WebAssembly.Memory({ initial: Math.ceil((tables + tabled.length * stride) / PAGE) });
    this.doubles = new Float64Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    slots.forEach((slot, s) => {
      if (slot.kind === 'constant') this.fillTable(place(s).address / 8, slot.values);
    });
    this.execute = instantiate(module, memory).run;
  }

  run(x: Float64Array, v: Float64Array, out: Float64Array): number | undefined | null {
    const { doubles, active, derivative } = this;
    for (const { slot, parameter } of active) doubles[slot] = x[parameter];
    if (derivative === 'product') for (const { slot, parameter } of active) doubles[this.kernel.slots.length + slot] = v[parameter];
    const first = this.results / 8;
    const total = first + 2 * this.places.length;
    doubles.fill(0, first, this.hasOutput ? total + 2 : total);
    this.execute();
    for (const { address, kink } of this.checks) if (this.failed(address)) return kink ? null : undefined;
    const { places, mirrors } = this;
    for (let k = 0; k < places.length; k++) {
      const sum = doubles[first + 2 * k] + doubles[first + 2 * k + 1];
      out[places[k]] += sum;
      if (mirrors[k] !== places[k]) out[mirrors[k]] += sum;
    }
    return this.hasOutput ? doubles[total] + doubles[total + 1] : 0;
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

function parameterOf({ slots }: Kernel, s: number): number {
  const slot = slots[s];
  if (slot.kind === 'constant') throw new Error('A constant is no parameter.');
  return slot.index[0];
}

function placeOf(kernel: Kernel, { slot, other }: Contribution, n: number): number {
  const i = parameterOf(kernel, slot);
  return other === undefined ? i : i * n + parameterOf(kernel, other);
}
