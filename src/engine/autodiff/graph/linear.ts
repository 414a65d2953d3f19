import { forward } from './forward';
import type { Graph } from './graph';

/** Σ slope·variable for each of some nodes that are linear in the variables: slopes do not depend on these. */
export function expanded(graph: Graph, nodes: readonly number[], variables: readonly number[]): number[] {
  const slopes = slopesAlong(graph, nodes, variables);
  return nodes.map((_, k) => weighted(graph, slopes[k], variables));
}

/** By node the slope along each of the variables. */
export function slopesAlong(graph: Graph, nodes: readonly number[], variables: readonly number[]): number[][] {
  const one = graph.constant(1);
  const byVariable = variables.map((variable) => forward(graph, nodes, new Map([[variable, one]])));
  return nodes.map((_, k) => byVariable.map((slopes) => slopes[k]));
}

/** Σ slope·variable, in this order. */
export function weighted(graph: Graph, slopes: readonly number[], variables: readonly number[]): number {
  const zero = graph.constant(0);
  const terms = variables.flatMap((variable, k) => (slopes[k] === zero ? [] : [graph.binary('mul', slopes[k], variable)]));
  return terms.reduce((sum, term) => graph.binary('add', sum, term), zero);
}
