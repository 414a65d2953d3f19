import { type BinaryOp, OP } from '../ops';
import type { Recorder } from '../recorder';
import type { Tape } from '../tape';
import { isTraced, TracedBoolean, TracedNumber } from '../traced';

type Operator = (x: unknown, y: unknown, site: number) => unknown;

/** What the language does with operands that aren't traced. The casts let the compiler emit the bare operator for any operand. */
const plain = {
  add: (x: unknown, y: unknown) => (x as number) + (y as number),
  sub: (x: unknown, y: unknown) => (x as number) - (y as number),
  mul: (x: unknown, y: unknown) => (x as number) * (y as number),
  div: (x: unknown, y: unknown) => (x as number) / (y as number),
  mod: (x: unknown, y: unknown) => (x as number) % (y as number),
  pow: (x: unknown, y: unknown) => (x as number) ** (y as number),
  lt: (x: unknown, y: unknown) => (x as number) < (y as number),
  le: (x: unknown, y: unknown) => (x as number) <= (y as number),
};

/** `+ - * / % **`, unary `- +`, `++ --`, comparisons and bitwise operators on numbers that may be traced. */
export function operators(recorder: Recorder) {
  return { ...arithmetic(recorder), ...comparisons(recorder), ...bitwise(recorder) };
}

function arithmetic(recorder: Recorder) {
  const operator = (op: BinaryOp, native: (x: unknown, y: unknown) => unknown): Operator => {
    const recorded = recordedOperator(recorder, op, native);
    return (x, y, site) => {
      if (typeof x === 'number' && typeof y === 'number') return native(x, y);
      return isTraced(x) || isTraced(y) ? recorded(x, y, site) : native(x, y);
    };
  };
  const recordedSum = recordedOperator(recorder, 'add', plain.add);
  const add: Operator = (x, y, site) => {
    if (typeof x === 'number' && typeof y === 'number') return x + y;
    if (!isTraced(x) && !isTraced(y)) return plain.add(x, y);
    if (isNumber(x) && isNumber(y)) return recordedSum(x, y, site);
    const [p, q] = [primitive(x), primitive(y)];
    if (typeof p === 'string' || typeof q === 'string') return `${String(recorder.pin(p, site))}${String(recorder.pin(q, site))}`;
    return recorder.binary('add', p, q, site);
  };
  return {
    add,
    sub: operator('sub', plain.sub),
    mul: operator('mul', plain.mul),
    div: operator('div', plain.div),
    mod: operator('mod', plain.mod),
    pow: operator('pow', plain.pow),
    neg: (x: unknown, site: number): unknown => (isTraced(x) ? recorder.unary('neg', x, site) : -(x as number)),
    plus: (x: unknown): unknown => numeric(x),
    numeric,
    increment: (x: unknown, site: number): unknown => step(recorder, x, 1, site),
    decrement: (x: unknown, site: number): unknown => step(recorder, x, -1, site),
  };
}

/**
 * An operation of which one operand at least is traced. Recording is most of the time of a first evaluation, so the usual
 * operands take a short way.
 */
function recordedOperator(recorder: Recorder, op: BinaryOp, native: (x: unknown, y: unknown) => unknown): Operator {
  const code = OP[op];
  return (x, y, site) => {
    const tape = x instanceof TracedNumber ? x.tape : y instanceof TracedNumber ? y.tape : undefined;
    if (tape === undefined || tape.sealed || !isOperandOf(tape, x) || !isOperandOf(tape, y)) return recorder.binary(op, x, y, site);
    const value = native(typeof x === 'number' ? x : x.value, typeof y === 'number' ? y : y.value) as number;
    const a = typeof x === 'number' ? tape.constant(x) : x.node;
    const b = typeof y === 'number' ? tape.constant(y) : y.node;
    return new TracedNumber(tape, tape.append(code, a, b, 0, value, site), value);
  };
}

function isOperandOf(tape: Tape, x: unknown): x is number | TracedNumber {
  return typeof x === 'number' || (x instanceof TracedNumber && x.tape === tape);
}

/** As unary plus: a traced truth value becomes the traced number 1 or 0. */
export function numeric(x: unknown): unknown {
  if (x instanceof TracedBoolean) return new TracedNumber(x.tape, x.node, Number(x.value));
  return x instanceof TracedNumber || typeof x === 'bigint' ? x : +(x as number);
}

function step(recorder: Recorder, x: unknown, by: 1 | -1, site: number): unknown {
  if (isTraced(x)) return recorder.binary('add', x, by, site);
  return typeof x === 'bigint' ? x + BigInt(by) : (x as number) + by;
}

function comparisons(recorder: Recorder) {
  const identical = (x: unknown, y: unknown, site: number): unknown => {
    if (x instanceof TracedNumber || y instanceof TracedNumber) return isNumber(x) && isNumber(y) && recorder.compare('equal', x, y, site);
    if (x instanceof TracedBoolean || y instanceof TracedBoolean) return recorder.pin(x, site) === recorder.pin(y, site);
    return x === y;
  };
  const equal = (x: unknown, y: unknown, site: number): unknown => {
    if (!isTraced(x) && !isTraced(y)) return loose(x, y);
    if (x === null || x === undefined || y === null || y === undefined) return false;
    return recorder.compare('equal', x, y, site);
  };
  const not = (x: unknown, site: number): unknown => (x instanceof TracedBoolean ? recorder.not(x, site) : !recorder.truth(x, site));
  const ordered = (op: 'less' | 'lessEqual', native: (x: unknown, y: unknown) => boolean, swapped: boolean): Operator => {
    return (x, y, site) => {
      const [p, q] = swapped ? [y, x] : [x, y];
      if (typeof p === 'number' && typeof q === 'number') return native(p, q);
      return isTraced(p) || isTraced(q) ? recorder.compare(op, p, q, site) : native(p, q);
    };
  };
  return {
    identical,
    equal,
    not,
    distinct: (x: unknown, y: unknown, site: number): unknown => not(identical(x, y, site), site),
    unequal: (x: unknown, y: unknown, site: number): unknown => not(equal(x, y, site), site),
    lt: ordered('less', plain.lt, false),
    gt: ordered('less', plain.lt, true),
    le: ordered('lessEqual', plain.le, false),
    ge: ordered('lessEqual', plain.le, true),
  };
}

const isNumber = (x: unknown): boolean => typeof x === 'number' || x instanceof TracedNumber;

/** The user wrote `==`, so `==` it is. */
function loose(x: unknown, y: unknown): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: this is the loose equality of the user's program
  return x == y;
}

/** Integers by construction: a traced operand is cut to an integer first, and the path depends on that integer. */
function bitwise(recorder: Recorder) {
  const integer = (x: unknown, site: number): number => recorder.pin(isTraced(x) ? recorder.unary('trunc', x, site) : x, site) as number;
  const operator =
    (native: (x: number, y: number) => unknown): Operator =>
    (x, y, site) =>
      native(integer(x, site), integer(y, site));
  return {
    bitOr: operator((x, y) => x | y),
    bitAnd: operator((x, y) => x & y),
    bitXor: operator((x, y) => x ^ y),
    shiftLeft: operator((x, y) => x << y),
    shiftRight: operator((x, y) => x >> y),
    shiftRightUnsigned: operator((x, y) => x >>> y),
    bitNot: (x: unknown, site: number): unknown => ~integer(x, site),
  };
}

function primitive(x: unknown): unknown {
  if (typeof x !== 'object' || x === null || isTraced(x)) return x;
  const value: unknown = x instanceof Date ? String(x) : x.valueOf();
  return typeof value === 'object' ? String(x) : value;
}
