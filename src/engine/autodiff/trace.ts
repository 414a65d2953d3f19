import { ARITY } from './ops';
import { type ExternalSource, type Guard, PART, type Tape, type TapeFlag } from './tape';

/**
 * A finished tape, ready to be evaluated at other points. Nodes 0…nodes−1 in order of execution, the first `inputs` of them
 * the parameters; operands ≥ `nodes` are constants, whose values follow those of the nodes in `values`.
 */
export interface Trace {
  readonly nodes: number;
  readonly inputs: number;
  readonly op: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly c: Int32Array;
  readonly site: Uint32Array;
  /** Of the nodes as recorded, then the constants. */
  readonly values: Float64Array;
  /** Operand that holds the loss. */
  readonly output: number;
  readonly guards: readonly Guard[];
  readonly externals: readonly { readonly node: number; readonly source: ExternalSource }[];
  readonly flags: ReadonlyMap<TapeFlag, number>;
  readonly outerWrites: ReadonlySet<number>;
}

/** @param output the operand that the loss returned, a node or a constant of the tape */
export function finish(tape: Tape, output: number): Trace {
  const nodes = tape.length;
  const place = (operand: number): number => (operand >= 0 ? operand : nodes - 1 - operand);
  const placed = (operands: Int32Array): Int32Array => {
    const result = new Int32Array(nodes);
    for (let i = 0; i < nodes; i++) result[i] = place(operands[i]);
    return result;
  };
  const values = new Float64Array(nodes + tape.constantCount);
  values.set(tape.value.subarray(0, nodes));
  values.set(tape.constants.subarray(0, tape.constantCount), nodes);
  return {
    nodes,
    inputs: tape.inputs,
    op: tape.op.slice(0, nodes),
    a: placed(tape.a),
    b: placed(tape.b),
    c: placed(tape.c),
    site: tape.site.slice(0, nodes),
    values,
    output: place(output),
    guards: uniqueGuards(tape),
    externals: [...tape.externals],
    flags: tape.flags,
    outerWrites: tape.outerWrites,
  };
}

function uniqueGuards({ guards, length }: Tape): Trace['guards'] {
  const seen = new Uint8Array(length);
  return guards.filter(({ node, expected }) => {
    const known = (seen[node] >> expected) & 1;
    seen[node] |= 1 << expected;
    return known === 0;
  });
}

/** Nodes on which the loss or a guard depends, 1 where so. Constants are not marked. */
export function liveNodes({ nodes, op, a, b, c, output, guards }: Trace): Uint8Array {
  const live = new Uint8Array(nodes + 1);
  const mark = (operand: number) => {
    if (operand < nodes) live[operand] = 1;
  };
  mark(output);
  for (const { node } of guards) mark(node);
  for (let i = nodes - 1; i >= 0; i--) {
    if (live[i] === 0) continue;
    const arity = ARITY[op[i]];
    if (arity > 0) mark(a[i]);
    if (arity > 1) mark(b[i]);
    if (arity > 2) mark(c[i]);
  }
  return live;
}

/** Where the expression stands that a node belongs to; 0 for none. */
export const siteOf = ({ site }: Trace, node: number): number => (site[node] & ~PART) >>> 0;

/** Is the node's value the value of the expression at its site? */
export const isWhole = ({ site }: Trace, node: number): boolean => site[node] < PART && site[node] !== 0;
