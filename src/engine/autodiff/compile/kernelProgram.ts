import { forward } from '../graph/forward';
import { reverse } from '../graph/reverse';
import type { Kernel, Slot } from '../grouping/kernels';

/** Which derivative of a kernel a program computes; `value` is the loss alone. */
export type Derivative = 'value' | 'gradient' | 'product' | 'hessian';

/** Does it give the loss, too? */
export const givesLoss = (derivative: Derivative): boolean => derivative === 'value' || derivative === 'gradient';

/** What one instance of a kernel adds to the result: ∂/∂slot, (H·v) at slot, or H at a pair of slots, one half of each pair. */
export interface Contribution {
  readonly node: number;
  readonly slot: number;
  readonly other?: number;
}

/** Where among the parameters, or the externals, what a slot holds is in each instance. */
export function indexOf(slots: readonly Slot[], s: number): Int32Array {
  const slot = slots[s];
  if (slot.kind === 'constant') throw new Error('A constant has no place among the parameters.');
  return slot.index;
}

/** Does it go to the same place in every instance? */
export function isInvariant(slots: readonly Slot[], { slot, other }: Contribution): boolean {
  return isHeld(slots[slot]) && (other === undefined || isHeld(slots[other]));
}

const isHeld = (slot: Slot): boolean => slot.kind !== 'constant' && slot.invariant;

/** Builds the derivative programs of one kernel on its own graph. Direction slots follow the kernel's slots, in the same order. */
export class KernelProgram {
  /** Slots that hold parameters: those that derivatives are taken by. */
  readonly active: readonly number[];
  private gradientNodes: readonly number[] | undefined;

  constructor(readonly kernel: Kernel) {
    this.active = kernel.slots.flatMap(({ kind }, s) => (kind === 'parameter' ? [s] : []));
  }

  contributions(derivative: Derivative): Contribution[] {
    const zero = this.kernel.graph.constant(0);
    return this.all(derivative).filter(({ node }) => node !== zero);
  }

  /** Number of entries that a full local Hessian has. */
  get pairs(): number {
    return (this.active.length * (this.active.length + 1)) / 2;
  }

  private all(derivative: Derivative): Contribution[] {
    switch (derivative) {
      case 'value':
        return [];
      case 'gradient':
        return this.gradient().map((node, k) => ({ node, slot: this.active[k] }));
      case 'product':
        return this.product().map((node, k) => ({ node, slot: this.active[k] }));
      case 'hessian':
        return this.hessian();
      default:
        return derivative satisfies never;
    }
  }

  private inputs(): number[] {
    return this.active.map((slot) => this.kernel.graph.input(slot));
  }

  private gradient(): readonly number[] {
    const { graph, output } = this.kernel;
    this.gradientNodes ??= output === undefined ? this.active.map(() => graph.constant(0)) : reverse(graph, output, this.inputs());
    return this.gradientNodes;
  }

  private product(): number[] {
    const { graph, slots } = this.kernel;
    const gradient = this.gradient();
    const seeds = new Map(this.active.map((slot) => [graph.input(slot), graph.input(slots.length + slot)]));
    return forward(graph, gradient, seeds);
  }

  private hessian(): Contribution[] {
    const { graph } = this.kernel;
    const [gradient, inputs] = [this.gradient(), this.inputs()];
    return this.active.flatMap((other, j) => {
      const column = forward(graph, gradient.slice(j), new Map([[inputs[j], graph.constant(1)]]));
      return column.map((node, k) => ({ node, slot: this.active[j + k], other }));
    });
  }
}
