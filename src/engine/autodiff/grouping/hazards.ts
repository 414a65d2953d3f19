import { SAFE } from '../graph/regions';
import { ARITY, OP } from '../ops';
import type { Trace } from '../trace';
import type { Block } from './blocks';

/** Where 0·∞ must be kept out of adjoints, by node, 1 where so. */
export interface Hazards {
  /** Computed with an operation whose value or slope can be infinite or NaN at moderate operands. */
  readonly delicate: Uint8Array;
  /** Delicate, and in some turn not for certain reached by an adjoint. */
  readonly watched: Uint8Array;
}

/** No adjoint goes through these. */
const FLAT: ReadonlySet<number> = new Set([
  ...[OP.sign, OP.floor, OP.ceil, OP.round, OP.trunc, OP.not],
  ...[OP.less, OP.lessEqual, OP.equal, OP.and, OP.or],
]);
/** An adjoint goes to one operand alone. */
const CHOICE: ReadonlySet<number> = new Set([OP.select, OP.max, OP.min]);

export function hazards(trace: Trace, blocks: readonly Block[]): Hazards {
  const delicate = delicateNodes(trace);
  const certain = certainlyReached(trace);
  const watched = delicate.map((is, i) => is & (1 - certain[i]));
  for (const block of blocks) spread(watched, block);
  return { delicate, watched };
}

function delicateNodes({ nodes, inputs, op, a, b, c }: Trace): Uint8Array {
  const delicate = new Uint8Array(nodes);
  const is = (operand: number): boolean => operand < nodes && delicate[operand] === 1;
  for (let i = inputs; i < nodes; i++) {
    const arity = ARITY[op[i]];
    if (arity === 0) continue;
    if (!SAFE.has(op[i]) || is(a[i]) || (arity > 1 && is(b[i])) || (arity > 2 && is(c[i]))) delicate[i] = 1;
  }
  return delicate;
}

function certainlyReached({ nodes, inputs, op, a, b, output }: Trace): Uint8Array {
  const certain = new Uint8Array(nodes);
  if (output < nodes) certain[output] = 1;
  for (let i = nodes - 1; i >= inputs; i--) {
    if (certain[i] === 0 || FLAT.has(op[i]) || CHOICE.has(op[i])) continue;
    const arity = ARITY[op[i]];
    if (arity > 0 && a[i] < nodes) certain[a[i]] = 1;
    if (arity > 1 && b[i] < nodes) certain[b[i]] = 1;
  }
  return certain;
}

/** What is marked in one turn is marked in all of them. */
function spread(marks: Uint8Array, { starts, length }: Block): void {
  for (let place = 0; place < length; place++) {
    let some = 0;
    for (const start of starts) some |= marks[start + place];
    if (some === 1) for (const start of starts) marks[start + place] = 1;
  }
}
