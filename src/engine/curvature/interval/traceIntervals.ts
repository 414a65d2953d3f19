import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../../autodiff/ops';
import { liveNodes, type Trace } from '../../autodiff/trace';
import { DOMAINS, isWholeNumber } from './elementary';
import { contains, type Interval, isEmpty, isPoint, isWithin, MAYBE } from './interval';
import { binaryJet, constantJet, type IntervalJet, selectJet, unaryJet, variableJet } from './intervalJet';

/** Bounds of a loss, its gradient and its Hessian (upper triangle by rows; both without entries for a constant) over a box. */
export interface Enclosure extends IntervalJet {
  /** Part of the box may lie outside the domain, so that nothing may be inferred about existence. */
  readonly partial: boolean;
}

/** What of a trace the loss and the path through it depend on; computed once per trace. */
export interface LiveTrace {
  readonly trace: Trace;
  readonly live: Uint8Array;
}

export function liveTrace(trace: Trace): LiveTrace {
  return { trace, live: liveNodes(trace, [trace.output, ...trace.guards.map(({ node }) => node)]) };
}

/**
 * The loss of a trace, its gradient and Hessian over a box (one interval per parameter) by forward differentiation in interval
 * arithmetic. Undefined where the box may hold points that take another path through the user's code than the trace did.
 * The trace must have no externals.
 */
export function enclose({ trace, live }: LiveTrace, box: readonly Interval[]): Enclosure | undefined {
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
  if (!guards.every(({ node, expected }) => isPoint(jets[node].value) && jets[node].value.lo === expected)) return undefined;
  return { ...at(output), partial };
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
