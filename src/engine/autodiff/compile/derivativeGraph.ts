import { forward } from '../graph/forward';
import { fromTrace, type TraceGraph } from '../graph/fromTrace';
import { reverse } from '../graph/reverse';
import type { Trace } from '../trace';
import type { Check } from './javascript';

/** A trace's graph with its derivatives, which are built on it as they are asked for. */
export class DerivativeGraph {
  readonly base: TraceGraph;
  readonly n: number;
  readonly gradient: readonly number[];
  /** First slot of the direction v. */
  private readonly directions: number;

  constructor(private readonly trace: Trace) {
    this.base = fromTrace(trace);
    this.n = trace.inputs;
    this.directions = this.n + trace.externals.length;
    this.gradient = reverse(this.base.graph, this.base.output, this.base.inputs);
  }

  /** H·v. */
  product(): number[] {
    const { graph, inputs } = this.base;
    return forward(graph, this.gradient, new Map(inputs.map((input, i) => [input, graph.input(this.directions + i)])));
  }

  /** Column j of H from the diagonal down. */
  column(j: number): number[] {
    const { graph, inputs } = this.base;
    return forward(graph, this.gradient.slice(j), new Map([[inputs[j], graph.constant(1)]]));
  }

  /** How generated code reads an input slot: from the parameters `x`, the values `e` of the trace's externals, or `v`. */
  input(slot: number): string {
    const { n, directions, trace } = this;
    if (slot < n) return `x[${slot}]`;
    return slot < directions ? `e[${trace.externals[slot - n].node}]` : `v[${slot - directions}]`;
  }

  /** Leave with `off` when the path is another, with `kink` (second derivatives only) where there is one. */
  checks(off: string, kink?: string): Check[] {
    const checks: Check[] = this.base.guards.map((guard) => ({ ...guard, exit: off }));
    if (kink !== undefined && this.base.kink !== undefined) checks.push({ node: this.base.kink, expected: 0, exit: kink });
    return checks;
  }
}
