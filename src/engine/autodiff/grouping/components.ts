import { ARITY, OP } from '../ops';
import type { Guard } from '../tape';
import type { Trace } from '../trace';
import type { AdditiveForm } from './additive';

/** A part of the loss that shares nothing but parameters with the rest: the terms and the guards computed by it. */
export interface Component {
  readonly terms: { node: number; coefficient: number }[];
  readonly guards: Guard[];
}

/** Is the node given from outside: a parameter or an external? */
export const isLeaf = ({ op }: Trace, node: number): boolean => op[node] === OP.input || op[node] === OP.external;

/** The finest partition of the terms and guards such that no two parts share an operation. */
export function components(trace: Trace, { terms }: AdditiveForm): Component[] {
  const sets = new DisjointSets(trace.nodes);
  const visited = new Uint8Array(trace.nodes);
  for (const { node } of terms) uniteBelow(trace, node, sets, visited);
  for (const { node } of trace.guards) uniteBelow(trace, node, sets, visited);
  const parts = new Map<number, Component>();
  const partOf = (node: number): Component => {
    const key = sets.find(node);
    const part = parts.get(key) ?? { terms: [], guards: [] };
    parts.set(key, part);
    return part;
  };
  for (const term of terms) partOf(term.node).terms.push(term);
  for (const guard of trace.guards) partOf(guard.node).guards.push(guard);
  return [...parts.values()];
}

function uniteBelow(trace: Trace, root: number, sets: DisjointSets, visited: Uint8Array): void {
  const pending = [root];
  const join = (node: number, operand: number) => {
    if (operand >= trace.nodes || isLeaf(trace, operand)) return;
    sets.unite(node, operand);
    pending.push(operand);
  };
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (visited[node] === 1 || isLeaf(trace, node)) continue;
    visited[node] = 1;
    const arity = ARITY[trace.op[node]];
    if (arity > 0) join(node, trace.a[node]);
    if (arity > 1) join(node, trace.b[node]);
    if (arity > 2) join(node, trace.c[node]);
  }
}

/** Union–find with path halving (Tarjan & van Leeuwen, J. ACM 31, 1984). */
class DisjointSets {
  private readonly parent: Int32Array;

  constructor(size: number) {
    this.parent = new Int32Array(size);
    for (let i = 0; i < size; i++) this.parent[i] = i;
  }

  find(x: number): number {
    const { parent } = this;
    let root = x;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  unite(x: number, y: number): void {
    this.parent[this.find(x)] = this.find(y);
  }
}
