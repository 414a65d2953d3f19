import { t } from '../../l10n/t';
import type { NonSmoothPoint, SourceRange } from '../objective';
import { numbers } from './algebra';
import type { Interpreter } from './interpreter';
import { ARITY, type BinaryOp, OP, OPS, type Op, type UnaryOp } from './ops';
import { BINARY_RULES, UNARY_RULES } from './rules';
import { isWhole, liveNodes, siteOf, type Trace } from './trace';

/** Value of an expression and ∂L/∂(expression) over all the times it ran. */
export interface ExpressionReading {
  readonly range: SourceRange;
  readonly count: number;
  readonly value: Extent;
  readonly adjoint: Extent;
}
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** The first operation that made the loss or its gradient NaN or infinite. */
export interface NonFinitePoint {
  readonly range: SourceRange;
  readonly of: 'value' | 'derivative';
  readonly value: number;
}

type RangeOf = (site: number) => SourceRange | undefined;
interface Sweep {
  readonly adjoints: Float64Array;
  readonly reached: Uint8Array;
}

/** A reverse sweep over a trace, for those who look at every node. Operands of `trace` index all three columns. */
export interface TracedSweep extends Sweep {
  readonly trace: Trace;
  readonly values: Float64Array;
  readonly rangeOf: RangeOf;
}

export function expressions({ trace, values }: Interpreter, { adjoints }: Sweep, rangeOf: RangeOf): ExpressionReading[] {
  const readings = new Map<number, ExpressionReading>();
  for (let i = 0; i < trace.nodes; i++) {
    if (!isWhole(trace, i)) continue;
    const [site, before] = [trace.site[i], readings.get(trace.site[i])];
    const range = before?.range ?? rangeOf(site);
    if (range === undefined) continue;
    const [value, adjoint] = [extended(before?.value, values[i]), extended(before?.adjoint, adjoints[i])];
    readings.set(site, { range, count: (before?.count ?? 0) + 1, value, adjoint });
  }
  return [...readings.values()];
}

function extended(extent: Extent | undefined, x: number): Extent {
  return extent === undefined ? { min: x, max: x } : { min: Math.min(extent.min, x), max: Math.max(extent.max, x) };
}

type Kink = (x: number, y: number, f: number) => boolean;
interface KinkRule {
  readonly at: Kink;
  readonly rule: string;
}

/** Where an operation has no derivative, and what is taken for it there. */
const KINKS: { readonly [Name in Op]?: KinkRule } = {
  abs: { at: (x) => x === 0, rule: t('the derivative of |x| at x = 0 is taken as 0') },
  max: { at: (x, y) => x === y, rule: t('equal arguments of max get half of the derivative each') },
  min: { at: (x, y) => x === y, rule: t('equal arguments of min get half of the derivative each') },
  hypot: { at: (_x, _y, f) => f === 0, rule: t('the derivative of the length of a vector at 0 is taken as 0') },
  sqrt: { at: (x) => x === 0, rule: t('the derivative of √x at x = 0 is infinite') },
  cbrt: { at: (x) => x === 0, rule: t('the derivative of ∛x at x = 0 is infinite') },
  sign: { at: (x) => x === 0, rule: t('sign jumps at 0; its derivative is taken as 0') },
  floor: { at: Number.isInteger, rule: t('floor jumps at whole numbers; its derivative is taken as 0') },
  ceil: { at: Number.isInteger, rule: t('ceil jumps at whole numbers; its derivative is taken as 0') },
  trunc: { at: (x) => x !== 0 && Number.isInteger(x), rule: t('trunc jumps at whole numbers; its derivative is taken as 0') },
  round: { at: (x) => x - Math.floor(x) === 0.5, rule: t('round jumps halfway between whole numbers; its derivative is taken as 0') },
};
const STEPS: ReadonlySet<number> = new Set([OP.sign, OP.floor, OP.ceil, OP.trunc, OP.round]);
const BRANCH = t('the two sides of the condition are equal here; the branch taken is differentiated');

/** Whether the loss follows this path at every x and has all derivatives wherever they are finite. */
export function isSmooth({ op, inputs, nodes, guards }: Trace): boolean {
  if (guards.length > 0) return false;
  for (let i = inputs; i < nodes; i++) if (op[i] === OP.select || KINKS[OPS[op[i]]] !== undefined) return false;
  return true;
}

/** Points of the path taken at which a derivative does not exist, one per place and rule. */
export function nonSmooth({ trace, values }: Interpreter, { reached }: Sweep, rangeOf: RangeOf): NonSmoothPoint[] {
  const found = new Map<string, NonSmoothPoint>();
  const report = (node: number, rule: string) => {
    const site = rangeOf(siteOf(trace, node));
    if (site !== undefined) found.set(`${siteOf(trace, node)} ${rule}`, { site, rule });
  };
  const live = liveNodes(trace);
  for (let i = trace.inputs; i < trace.nodes; i++) {
    const kink = KINKS[OPS[trace.op[i]]];
    const counts = STEPS.has(trace.op[i]) ? live[i] : reached[i];
    if (counts && kink?.at(values[trace.a[i]], values[trace.b[i]], values[i])) report(i, kink.rule);
    if (reached[i] && trace.op[i] === OP.select) for (const tie of ties(trace, values, trace.a[i])) report(tie, BRANCH);
  }
  for (const { node, pin } of trace.guards) if (!pin) for (const tie of ties(trace, values, node)) report(tie, BRANCH);
  return [...found.values()];
}

/** The comparisons below a condition whose sides are equal. */
function ties(trace: Trace, values: Float64Array, condition: number): number[] {
  if (condition >= trace.nodes) return [];
  const [code, a, b] = [trace.op[condition], trace.a[condition], trace.b[condition]];
  if (code === OP.not) return ties(trace, values, a);
  if (code === OP.and || code === OP.or) return [...ties(trace, values, a), ...ties(trace, values, b)];
  const compares = code === OP.less || code === OP.lessEqual || code === OP.equal;
  return compares && a !== b && values[a] === values[b] ? [condition] : [];
}

/** What made the value at x, or else an adjoint, NaN or infinite; undefined where everything is finite. */
export function nonFinite({ trace, values }: Interpreter, { adjoints, reached }: Sweep, rangeOf: RangeOf): NonFinitePoint | undefined {
  const gradient = adjoints.subarray(0, trace.inputs);
  if (!Number.isFinite(values[trace.output])) {
    for (let i = trace.inputs; i < trace.nodes; i++) {
      const range = reached[i] && isBirth(trace, values, i) ? rangeOf(siteOf(trace, i)) : undefined;
      if (range !== undefined) return { range, of: 'value', value: values[i] };
    }
  }
  if (gradient.every(Number.isFinite)) return undefined;
  for (let i = trace.nodes - 1; i >= trace.inputs; i--) {
    if (!reached[i] || !Number.isFinite(adjoints[i])) continue;
    const value = partials(trace, values, i)
      .map((partial) => adjoints[i] * partial)
      .find((contribution) => !Number.isFinite(contribution));
    const range = value === undefined ? undefined : rangeOf(siteOf(trace, i));
    if (value !== undefined && range !== undefined) return { range, of: 'derivative', value };
  }
  return undefined;
}

/** The derivatives of an operation with respect to its operands; none where it passes no gradient on or passes it on as it is. */
function partials({ op, a, b, nodes }: Trace, values: Float64Array, i: number): number[] {
  const [code, x, y] = [op[i], values[a[i]], values[b[i]]];
  if (ARITY[code] === 1) {
    const rule = UNARY_RULES[OPS[code] as UnaryOp];
    return rule === 'flat' ? [] : [rule(numbers, x, values[i])];
  }
  if (ARITY[code] !== 2) return [];
  const rules = BINARY_RULES[OPS[code] as BinaryOp];
  if (rules === 'flat') return [];
  const both = [
    { operand: a[i], rule: rules.left },
    { operand: b[i], rule: rules.right },
  ];
  return both.filter(({ operand }) => operand < nodes).map(({ rule }) => rule(numbers, x, y, values[i]));
}

/** Not finite although its operands are. */
function isBirth(trace: Trace, values: Float64Array, i: number): boolean {
  return !Number.isFinite(values[i]) && operands(trace, i).every((operand) => Number.isFinite(values[operand]));
}

function operands({ op, a, b, c }: Trace, i: number): number[] {
  return [a[i], b[i], c[i]].slice(0, ARITY[op[i]]);
}
