import { forward } from './forward';
import type { Graph } from './graph';

/** Σ slope·variable for each of some nodes that are linear in the variables: slopes do not depend on these. */
export function expanded(graph: Graph, nodes: readonly number[], variables: readonly number[]): number[] {
  const [zero, one] = [graph.constant(0), graph.constant(1)];
  const sums = nodes.map(() => zero);
  for (const variable of variables) {
    const slopes = forward(graph, nodes, new Map([[variable, one]]));
    slopes.forEach((slope, k) => {
      if (slope !== zero) sums[k] = graph.binary('add', sums[k], graph.binary('mul', slope, variable));
    });
  }
  return sums;
}
