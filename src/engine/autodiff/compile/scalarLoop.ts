import type { Kernel, Slot } from '../grouping/kernels';
import { type Check, type Output, statements } from './javascript';
import { type Contribution, type Derivative, KernelProgram } from './kernelProgram';
import type { KernelRunner } from './kernelRunner';

type KernelFunction = (
  x: Float64Array,
  externals: Float64Array,
  v: Float64Array,
  out: Float64Array,
  tables: Tables,
) => number | undefined | null;
type Tables = readonly (Int32Array | Float64Array)[];

/**
 * Compiles a kernel to JavaScript loops, each when first needed. What is the same in every instance stays in a local variable
 * for the whole loop, on its way in and on its way out.
 */
export class ScalarLoop implements KernelRunner {
  readonly maxPairs = 300;
  private readonly tables: Tables;
  private readonly program: KernelProgram;
  private readonly functions = new Map<Derivative, KernelFunction>();

  constructor(
    private readonly kernel: Kernel,
    private readonly n: number,
    /** Values of a trace's nodes, among them its externals. */
    private readonly externals: Float64Array,
  ) {
    this.program = new KernelProgram(kernel);
    this.tables = kernel.slots.map((slot) => (slot.kind === 'constant' ? slot.values : slot.index));
  }

  get pairs(): number {
    return this.program.pairs;
  }

  run(derivative: Derivative, x: Float64Array, v: Float64Array, out: Float64Array): number | undefined | null {
    return this.compiled(derivative)(x, this.externals, v, out, this.tables);
  }

  private compiled(derivative: Derivative): KernelFunction {
    const known = this.functions.get(derivative);
    if (known !== undefined) return known;
    const made = new Function('x', 'e', 'v', 'out', 'T', this.source(derivative)) as KernelFunction;
    this.functions.set(derivative, made);
    return made;
  }

  private source(derivative: Derivative): string {
    const { kernel } = this;
    const contributions = this.program.contributions(derivative);
    const outputs: Output[] = contributions.map((contribution, k) => ({
      node: contribution.node,
      write: (e) => this.added(contribution, k, e),
    }));
    if (kernel.output !== undefined) outputs.push({ node: kernel.output, write: (e) => `f+=${e};` });
    const read = new Set<string>();
    const body = statements({ graph: kernel.graph, input: (slot) => this.input(slot, read), checks: this.checks(derivative), outputs });
    const accumulators = contributions.map((contribution, k) => (this.isInvariant(contribution) ? `let s${k}=0;` : '')).join('');
    const stores = contributions.map((contribution, k) => this.stored(contribution, k)).join('');
    return `${this.declarations()}${[...read].join('')}let f=0;${accumulators}for(let i=0;i<${kernel.count};i++){${body}}${stores}return f;`;
  }

  private checks(derivative: Derivative): Check[] {
    const { guards, kink } = this.kernel;
    const checks: Check[] = guards.map((guard) => ({ ...guard, exit: 'undefined' }));
    if (kink !== undefined && derivative !== 'gradient') checks.push({ node: kink, expected: 0, exit: 'null' });
    return checks;
  }

  private declarations(): string {
    return this.kernel.slots.map((slot, s) => (slot.kind !== 'constant' && slot.invariant ? '' : `const T${s}=T[${s}];`)).join('');
  }

  /** How to read a slot, or its direction; loads that every instance shares are written before the loop. */
  private input(slot: number, before: Set<string>): string {
    const { slots } = this.kernel;
    const s = slot % slots.length;
    const held = slots[s];
    if (held.kind === 'constant') return `T${s}[i]`;
    const array = slot >= slots.length ? 'v' : held.kind === 'external' ? 'e' : 'x';
    if (!held.invariant) return `${array}[${position(held, s)}]`;
    before.add(`const ${array}${s}=${array}[${held.index[0]}];`);
    return `${array}${s}`;
  }

  /** The statement inside the loop that adds a contribution. */
  private added(contribution: Contribution, k: number, expression: string): string {
    if (this.isInvariant(contribution)) return `s${k}+=${expression};`;
    const places = this.places(contribution);
    return places.length === 1
      ? `out[${places[0]}]+=${expression};`
      : `const h${k}=${expression};${places.map((at) => `out[${at}]+=h${k};`).join('')}`;
  }

  /** The statements after the loop that store what was added up in a local variable. */
  private stored(contribution: Contribution, k: number): string {
    if (!this.isInvariant(contribution)) return '';
    return this.places(contribution)
      .map((at) => `out[${at}]+=s${k};`)
      .join('');
  }

  /** Does it go to the same place in every instance? */
  private isInvariant({ slot, other }: Contribution): boolean {
    return [slot, other ?? slot].map((s) => this.kernel.slots[s]).every((held) => held.kind !== 'constant' && held.invariant);
  }

  /** One place in a vector; in a matrix the entry and its mirror image. */
  private places({ slot, other }: Contribution): string[] {
    const at = (s: number) => position(this.kernel.slots[s], s);
    if (other === undefined) return [at(slot)];
    const entries = [`(${at(slot)})*${this.n}+${at(other)}`, `(${at(other)})*${this.n}+${at(slot)}`];
    return slot === other ? entries.slice(0, 1) : entries;
  }
}

/** The index of what a slot holds in instance i: written out where it is regular, else looked up. */
function position(slot: Slot, s: number): string {
  if (slot.kind === 'constant') throw new Error('A constant has no place among the parameters.');
  const { index } = slot;
  if (slot.invariant) return String(index[0]);
  const step = index[1] - index[0];
  return index.every((place, i) => place === index[0] + step * i) ? `${index[0]}+${step}*i` : `T${s}[i]`;
}
