import type { TracedSweep } from '../autodiff/inspect';
import { ARITY, OP } from '../autodiff/ops';
import type { Trace } from '../autodiff/trace';

/** The hidden units of a network, as far as they show in a traced loss, at one point. */
export interface UnitCount {
  readonly units: number;
  /** ReLUs that are active for no example: no gradient passes them. */
  readonly dead: number;
  /** tanh or sigmoid beyond 99 % of their way for every example: hardly any gradient passes them. */
  readonly saturated: number;
}

/** |tanh| above this, and a sigmoid as near to 0 or 1, is saturated (Glorot & Bengio 2010, section 3). */
const limit = 0.99;
/** Sets of parameters larger than this altogether are not kept, in 32-bit words. */
const mostWords = 5e7;

type Activation = 'relu' | 'tanh' | 'sigmoid';

/**
 * A unit is told from its neighbours by the parameters that it depends on: all the values of one place in the source with the same
 * ones belong to it, one for each example. Only what goes on into a product with a parameter counts, so that an output's
 * sigmoid is none. Undefined where the trace is too large.
 */
export function countUnits({ trace, values }: Pick<TracedSweep, 'trace' | 'values'>): UnitCount | undefined {
  const words = Math.ceil(trace.inputs / 32);
  if (words * trace.nodes > mostWords) return undefined;
  const parameters = parameterSets(trace, words);
  const hidden = feedsParameters(trace);
  const units = new Map<string, { passive: boolean; readonly activation: Activation }>();
  for (let i = trace.inputs; i < trace.nodes; i++) {
    const activation = hidden[i] ? activationOf(trace, i) : undefined;
    if (!activation) continue;
    const key = `${trace.site[i]} ${parameters.subarray(i * words, (i + 1) * words).join()}`;
    const passive = isPassive(activation, values[i]);
    const known = units.get(key);
    if (known) known.passive &&= passive;
    else units.set(key, { activation, passive });
  }
  const passive = [...units.values()].filter((unit) => unit.passive);
  const dead = passive.filter(({ activation }) => activation === 'relu').length;
  return { units: units.size, dead, saturated: passive.length - dead };
}

function isPassive(activation: Activation, value: number): boolean {
  if (activation === 'relu') return value <= 0;
  return activation === 'tanh' ? Math.abs(value) > limit : value > limit || value < 1 - limit;
}

/** max(0, z), z > 0 ? z : 0, tanh z, and 1 / (1 + e^…) in whatever order it is written. */
function activationOf(trace: Trace, i: number): Activation | undefined {
  const { op, a, b, c } = trace;
  const isConstant = (operand: number, value: number) => operand >= trace.nodes && trace.values[operand] === value;
  if (op[i] === OP.tanh) return 'tanh';
  if (op[i] === OP.max) return isConstant(a[i], 0) || isConstant(b[i], 0) ? 'relu' : undefined;
  if (op[i] === OP.select) return isConstant(b[i], 0) || isConstant(c[i], 0) ? 'relu' : undefined;
  if (op[i] !== OP.div || !isConstant(a[i], 1)) return undefined;
  const sum = b[i];
  if (sum >= trace.nodes || op[sum] !== OP.add) return undefined;
  const other = isConstant(a[sum], 1) ? b[sum] : isConstant(b[sum], 1) ? a[sum] : trace.nodes;
  return other < trace.nodes && op[other] === OP.exp ? 'sigmoid' : undefined;
}

/** A bit for each parameter that a node depends on. */
function parameterSets(trace: Trace, words: number): Uint32Array {
  const sets = new Uint32Array(words * trace.nodes);
  for (let i = 0; i < trace.inputs; i++) sets[i * words + (i >> 5)] |= 1 << (i & 31);
  for (let i = trace.inputs; i < trace.nodes; i++) {
    for (const operand of operandsOf(trace, i)) {
      for (let word = 0; word < words; word++) sets[i * words + word] |= sets[operand * words + word];
    }
  }
  return sets;
}

/** 1 where a node's value goes, in whatever way, into a product of which a parameter is the other factor. */
function feedsParameters(trace: Trace): Uint8Array {
  const { inputs, nodes, op, a, b } = trace;
  const feeds = new Uint8Array(nodes);
  for (let i = nodes - 1; i >= inputs; i--) {
    const product = op[i] === OP.mul && (a[i] < inputs || b[i] < inputs);
    if (!product && !feeds[i]) continue;
    for (const operand of operandsOf(trace, i)) feeds[operand] = 1;
  }
  return feeds;
}

/** Those that are nodes. */
function operandsOf({ op, a, b, c, nodes }: Trace, i: number): readonly number[] {
  return [a[i], b[i], c[i]].slice(0, ARITY[op[i]]).filter((operand) => operand < nodes);
}
