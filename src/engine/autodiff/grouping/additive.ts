import { ARITY, OP } from '../ops';
import type { Trace } from '../trace';

/** The loss as constant + Σ coefficient · node, expanded through sums as far as possible. */
export interface AdditiveForm {
  readonly constant: number;
  readonly terms: readonly { readonly node: number; readonly coefficient: number }[];
}

/**
 * Expands the output through `+`, `−`, negation and constant factors. A sum that something else uses too stays a term, and so
 * does everything that is no sum.
 *
 * @param weight factor of the whole
 */
export function additiveForm(trace: Trace, live: Uint8Array, weight: number): AdditiveForm {
  const { nodes, a, b } = trace;
  const uses = countUses(trace, live);
  const terms: { node: number; coefficient: number }[] = [];
  let constant = 0;
  const pending = [{ operand: trace.output, coefficient: weight }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { operand, coefficient } = next;
    if (operand >= nodes) {
      constant += coefficient * trace.values[operand];
      continue;
    }
    const parts = operand === trace.output || uses[operand] === 1 ? linearParts(trace, operand) : undefined;
    if (parts === undefined) terms.push({ node: operand, coefficient });
    else {
      if (parts.second !== 0) pending.push({ operand: b[operand], coefficient: coefficient * parts.second });
      if (parts.first !== 0) pending.push({ operand: a[operand], coefficient: coefficient * parts.first });
    }
  }
  return { constant, terms };
}

/** Factors of the two operands of a linear operation; 0 for an operand that is itself the factor. */
function linearParts({ op, a, b, nodes, values }: Trace, node: number): { first: number; second: number } | undefined {
  const [code, x, y] = [op[node], a[node], b[node]];
  if (code === OP.add) return { first: 1, second: 1 };
  if (code === OP.sub) return { first: 1, second: -1 };
  if (code === OP.neg) return { first: -1, second: 0 };
  if (code === OP.mul && y >= nodes) return { first: values[y], second: 0 };
  if (code === OP.mul && x >= nodes) return { first: 0, second: values[x] };
  return code === OP.div && y >= nodes ? { first: 1 / values[y], second: 0 } : undefined;
}

function countUses(trace: Trace, live: Uint8Array): Uint32Array {
  const { nodes, op, a, b, c, guards } = trace;
  const uses = new Uint32Array(nodes);
  const use = (operand: number) => {
    if (operand < nodes) uses[operand]++;
  };
  for (const { node } of guards) use(node);
  for (let i = 0; i < nodes; i++) {
    if (live[i] === 0) continue;
    const arity = ARITY[op[i]];
    if (arity > 0) use(a[i]);
    if (arity > 1) use(b[i]);
    if (arity > 2) use(c[i]);
  }
  return uses;
}
