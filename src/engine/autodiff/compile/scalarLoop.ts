import type { Kernel, Slot } from '../grouping/kernels';
import type { FirstWrites } from './firstWrites';
import { type Check, type Output, statements } from './javascript';
import { type Contribution, type Derivative, givesLoss, indexOf, isInvariant, KernelProgram } from './kernelProgram';
import type { KernelFunction, KernelRunner } from './kernelRunner';

/** A contribution, and whether it is written or added to what is there. */
type Assigned = Contribution & { readonly assignment: '=' | '+=' };
type Tables = readonly (Int32Array | Float64Array)[];

/**
 * Compiles a kernel to JavaScript loops, each when first needed. What is the same in every instance stays in a local variable
 * for the whole loop, on its way in and on its way out.
 */
export class ScalarLoop implements KernelRunner {
  readonly maxPairs = 300;
  private readonly tables: Tables;
  private readonly program: KernelProgram;

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

  prepared(derivative: Derivative, writes: FirstWrites): KernelFunction {
    // Engines let functions of equal text share their optimised code, which then takes what is in the tables for variable: that halves
    // the speed of a loop compiled for the third time, as after two edits elsewhere. So no text is to be equal to another.
    const source = `${this.declarations()}return (x,v,out)=>{/*${Math.random()}*/${this.source(derivative, writes)}}`;
    return new Function('e', 'T', source)(this.externals, this.tables) as KernelFunction;
  }

  private source(derivative: Derivative, writes: FirstWrites): string {
    const { kernel } = this;
    const all = this.program.contributions(derivative);
    const isWritten = writes.follow(kernel, all);
    const contributions = all.map((contribution, k): Assigned => ({ ...contribution, assignment: isWritten[k] === 1 ? '=' : '+=' }));
    const outputs: Output[] = contributions.map((contribution, k) => ({
      node: contribution.node,
      write: (e) => this.put(contribution, k, e),
    }));
    if (kernel.output !== undefined && givesLoss(derivative)) outputs.push({ node: kernel.output, write: (e) => `f+=${e};` });
    const read = new Set<string>();
    const body = statements({ graph: kernel.graph, input: (slot) => this.input(slot, read), checks: this.checks(derivative), outputs });
    const accumulators = contributions.map((contribution, k) => (isInvariant(kernel.slots, contribution) ? `let s${k}=0;` : '')).join('');
    const stores = contributions.map((contribution, k) => this.stored(contribution, k)).join('');
    return `${[...read].join('')}let f=0;${accumulators}for(let i=0;i<${kernel.count};i++){${body}}${stores}return f;`;
  }

  private checks(derivative: Derivative): Check[] {
    const { guards, kink } = this.kernel;
    const checks: Check[] = guards.map((guard) => ({ ...guard, exit: 'undefined' }));
    if (kink !== undefined && !givesLoss(derivative)) checks.push({ node: kink, expected: 0, exit: 'null' });
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
    if (!held.invariant) return `${array}[${written(position(slots, s))}]`;
    before.add(`const ${array}${s}=${array}[${held.index[0]}];`);
    return `${array}${s}`;
  }

  /** The statement inside the loop that takes a contribution. */
  private put(contribution: Assigned, k: number, expression: string): string {
    if (isInvariant(this.kernel.slots, contribution)) return `s${k}+=${expression};`;
    const { assignment } = contribution;
    const places = this.places(contribution);
    return places.length === 1
      ? `out[${places[0]}]${assignment}${expression};`
      : `const h${k}=${expression};${places.map((at) => `out[${at}]${assignment}h${k};`).join('')}`;
  }

  /** The statements after the loop that store what was added up in a local variable. */
  private stored(contribution: Assigned, k: number): string {
    if (!isInvariant(this.kernel.slots, contribution)) return '';
    return this.places(contribution)
      .map((at) => `out[${at}]${contribution.assignment}s${k};`)
      .join('');
  }

  /** One place in a vector; in a matrix the entry and its mirror image. */
  private places({ slot, other }: Contribution): string[] {
    const [row, column] = [slot, other ?? slot].map((s) => position(this.kernel.slots, s));
    if (other === undefined) return [written(row)];
    const entries = [written(entryOf(row, column, this.n)), written(entryOf(column, row, this.n))];
    return slot === other ? entries.slice(0, 1) : entries;
  }
}

/** An index in instance i: start + step·i plus terms that are looked up. */
interface Position {
  readonly start: number;
  readonly step: number;
  readonly lookedUp: readonly string[];
}

/** The index of what a slot holds in instance i: written out where it is regular, else looked up. */
function position(slots: readonly Slot[], s: number): Position {
  const index = indexOf(slots, s);
  const step = index.length === 1 ? 0 : index[1] - index[0];
  const isRegular = index.every((place, i) => place === index[0] + step * i);
  return isRegular ? { start: index[0], step, lookedUp: [] } : { start: 0, step: 0, lookedUp: [`T${s}[i]`] };
}

/** Of a matrix, row-major with n columns. */
function entryOf(row: Position, column: Position, n: number): Position {
  return {
    start: row.start * n + column.start,
    step: row.step * n + column.step,
    lookedUp: [...row.lookedUp.map((term) => `${term}*${n}`), ...column.lookedUp],
  };
}

function written({ start, step, lookedUp }: Position): string {
  const moving = step === 0 ? [] : [step === 1 ? 'i' : `${step}*i`];
  return [...moving, ...lookedUp, ...(start === 0 && moving.length + lookedUp.length > 0 ? [] : [String(start)])].join('+');
}
