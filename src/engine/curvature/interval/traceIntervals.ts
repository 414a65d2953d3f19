import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../../autodiff/ops';
import { liveNodes, type Trace } from '../../autodiff/trace';
import { DOMAINS, isWholeNumber } from './elementary';
import { contains, type Interval, isEmpty, isPoint, isWithin, MAYBE } from './interval';
import { binaryJet, constantJet, type IntervalJet, selectJet, unaryJet, variableJet } from './intervalJet';

/** Bounds of a loss, its gradient and its Hessian (upper triangle by rows; both without entries for a constant) over a box. */
export interface Enclosure extends IntervalJet {
  /** Part of the box may lie outside the domain, so that nothing may be inferred about existence. */
  readonly partial: boolean;
  /** Whether the loss takes the traced path in all of the box, in none of it, or maybe in a part. */
  readonly path: 'taken' | 'open' | 'avoided';
  /** Which of the trace's guards are not settled, by index. */
  readonly openGuards: readonly number[];
}

/** What of a trace the loss and the path through it depend on; computed once per trace. */
export interface LiveTrace {
  readonly trace: Trace;
  readonly live: Uint8Array;
}

export function liveTrace(trace: Trace): LiveTrace {
  return { trace, live: liveNodes(trace) };
}

/**
 * The loss of a trace, its gradient and Hessian over a box (one interval per parameter) by forward differentiation in interval
 * arithmetic. They hold for the points that take the traced path through the user's code. The trace must have no externals.
 */
export function enclose({ trace, live }: LiveTrace, box: readonly Interval[]): Enclosure {
  const { nodes, inputs, op, a, b, c, output, guards } = trace;
  const jets: IntervalJet[] = box.map((interval, i) => variableJet(interval, i, inputs));
  const at = (operand: number): IntervalJet => (operand < nodes ? jets[operand] : constantJet(trace.values[operand]));
  let partial = false;
  for (let i = inputs; i < nodes; i++) {
    if (live[i] === 0) continue;
    partial ||= leavesDomain(op[i], at(a[i]).value, ARITY[op[i]] > 1 ? at(b[i]).value : undefined);
    jets[i] = op[i] === OP.select ? selectJet(at(a[i]).value, at(b[i]), at(c[i]), inputs) : jetOf(op[i], at(a[i]), at, b[i], a[i] === b[i]);
    if (partial && comparisons.has(op[i])) jets[i] = { ...jets[i], value: MAYBE };
  }
  const truths = guards.map(({ node }) => at(node).value);
  return { ...at(output), partial, ...pathOf(guards, truths) };
}

function pathOf(guards: Trace['guards'], truths: readonly Interval[]): Pick<Enclosure, 'path' | 'openGuards'> {
  if (guards.some(({ expected }, k) => !contains(truths[k], expected))) return { path: 'avoided', openGuards: [] };
  const openGuards = [...truths.keys()].filter((k) => !isPoint(truths[k]));
  return { path: openGuards.length > 0 ? 'open' : 'taken', openGuards };
}

function jetOf(code: number, x: IntervalJet, at: (operand: number) => IntervalJet, second: number, same: boolean): IntervalJet {
  if (ARITY[code] === 1) return unaryJet(OPS[code] as UnaryOp, x);
  return binaryJet(OPS[code] as BinaryOp, x, at(second), same);
}

/** Where an operand may be NaN, a comparison may fail that its interval says holds. */
const comparisons: ReadonlySet<number> = new Set([OP.less, OP.lessEqual, OP.equal]);

function leavesDomain(code: number, x: Interval, y: Interval | undefined): boolean {
  if (isEmpty(x)) return true;
  if (y === undefined) {
    const domain = DOMAINS[OPS[code] as UnaryOp];
    return domain !== undefined && !isWithin(x, domain);
  }
  if (code === OP.div || code === OP.mod) return contains(y, 0);
  return code === OP.pow && x.lo < 0 && !isWholeNumber(y);
}
