import { Graph } from '../graph/graph';
import { copied } from '../grouping/copy';
import type { Kernel } from '../grouping/kernels';

/** A kernel whose constants are inputs: slot 2 · slots + k holds constant k, behind the slots and their directions. */
export interface NamedConstants {
  readonly kernel: Kernel;
  readonly constants: readonly number[];
}

/** These, and what is not finite, say how to compute rather than with what: expressions are simplified by them. */
const SIMPLIFYING: ReadonlySet<number> = new Set([0, 1, -1, 2, 0.5]);

/** So that code stays as it is where only constants of the source have changed. */
export function withNamedConstants(kernel: Kernel): NamedConstants {
  const { slots, output, kink, guards } = kernel;
  const graph = new Graph();
  const constants: number[] = [];
  const named = (value: number): number => {
    if (SIMPLIFYING.has(value) || !Number.isFinite(value)) return graph.constant(value);
    const known = constants.indexOf(value);
    return graph.input(2 * slots.length + (known < 0 ? constants.push(value) - 1 : known));
  };
  const at = copied(
    kernel,
    graph,
    slots.map((_, slot) => graph.input(slot)),
    named,
  );
  return {
    constants,
    kernel: {
      ...kernel,
      graph,
      output: output === undefined ? undefined : at(output),
      kink: kink === undefined ? undefined : at(kink),
      guards: guards.map(({ node, expected }) => ({ node: at(node), expected })),
    },
  };
}
