import type { Kernel } from '../grouping/kernels';
import type { Contribution, Derivative } from './kernelProgram';

/** What of a loop over data is the same for all that compute alike on other data, other parameters and other constants. */
export interface LoopPlan {
  readonly contributions: readonly Contribution[];
  readonly module: WebAssembly.Module;
}

/** Contributions that are kept in all, each some 100 bytes beside the code that it stands for. */
const MOST_CONTRIBUTIONS = 100_000;
/** A plan takes as much as this many of them, whatever it computes. */
const PLAN = 1000;
const sizeOf = ({ contributions }: LoopPlan): number => PLAN + contributions.length;

/**
 * The plans made so far, the latest use last: to derive and compile a loop takes longer than anything else about a loss, and after most
 * edits it computes as before.
 */
export class LoopPlans {
  private readonly kept = new Map<string, LoopPlan>();

  /** @param signature of the kernel, see `signatureOf` */
  plan(signature: string, derivative: Derivative, make: () => LoopPlan): LoopPlan {
    const key = `${derivative} ${signature}`;
    const plan = this.kept.get(key) ?? make();
    this.kept.delete(key);
    this.kept.set(key, plan);
    this.forget(plan);
    return plan;
  }

  /** Drops the plans not used for longest, but never the latest. */
  private forget(latest: LoopPlan): void {
    let size = [...this.kept.values()].reduce((sum, plan) => sum + sizeOf(plan), 0);
    for (const [key, plan] of this.kept) {
      if (size <= MOST_CONTRIBUTIONS || plan === latest) return;
      this.kept.delete(key);
      size -= sizeOf(plan);
    }
  }
}

/** Equal for kernels whose loops are the same but for what their tables, parameters and named constants hold. Before derivatives are added. */
export function signatureOf({ count, slots, graph, output, guards, kink }: Kernel): string {
  const kinds = slots.map((slot) => (slot.kind === 'constant' ? 'c' : slot.invariant ? `${slot.kind[0]}i` : slot.kind[0]));
  const nodes = Array.from({ length: graph.length }, (_, node) => {
    const value = graph.valueOf(node);
    if (value !== undefined) return Object.is(value, -0) ? '-0' : `=${value}`;
    return `${graph.op[node]}:${graph.a[node]},${graph.b[node]},${graph.c[node]}`;
  });
  return [count, kinds, output, guards.map(({ node, expected }) => `${node}=${expected}`), kink, ...nodes].join(';');
}
