import type { Algebra } from '../algebra';
import { ARITY, type BinaryOp, EVALUATE_BINARY, EVALUATE_UNARY, OP, OPS, type UnaryOp } from '../ops';

/** The code of a constant; all other codes are those of `OP`. */
export const CONSTANT = OPS.length;
const COMMUTATIVE: ReadonlySet<number> = new Set([OP.add, OP.mul, OP.equal, OP.and, OP.or]);
/** Up to this exponent, a whole power is a product. */
const MAX_PRODUCT_POWER = 8;

/**
 * Expressions as a directed graph without duplicates: equal operations on equal operands are one node. Operands precede the
 * nodes that use them. Written through the same algebra as the derivative rules, which simplifies as it goes, but never by a
 * step that is wrong for NaN or ±∞ (0·x stays); the sign of a zero may change.
 */
export class Graph implements Algebra<number> {
  length = 0;
  op = new Uint8Array(256);
  a = new Int32Array(256);
  b = new Int32Array(256);
  c = new Int32Array(256);
  private readonly constants = new Map<number | '-0', number>();
  private readonly constantValues = new Map<number, number>();
  private table = new Int32Array(1024).fill(-1);

  constant(value: number): number {
    const key = Object.is(value, -0) ? '-0' : value;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const node = this.append(CONSTANT, 0, 0, 0);
    this.constants.set(key, node);
    this.constantValues.set(node, value);
    return node;
  }

  /** A value from outside: parameter, direction, or whatever the reader of the slot takes it for. */
  input(slot: number): number {
    return this.node(OP.input, slot, 0, 0);
  }

  /** The value of a constant, undefined for every other node. */
  valueOf(node: number): number | undefined {
    return this.constantValues.get(node);
  }

  arity(node: number): number {
    return this.op[node] === CONSTANT ? 0 : ARITY[this.op[node]];
  }

  operands(node: number): number[] {
    return [this.a[node], this.b[node], this.c[node]].slice(0, this.arity(node));
  }

  unary(op: UnaryOp, x: number): number {
    const value = this.valueOf(x);
    if (value !== undefined) return this.constant(EVALUATE_UNARY[op](value));
    return op === 'neg' ? this.negated(x) : this.node(OP[op], x, 0, 0);
  }

  binary(op: BinaryOp, x: number, y: number): number {
    const [p, q] = [this.valueOf(x), this.valueOf(y)];
    if (p !== undefined && q !== undefined) return this.constant(EVALUATE_BINARY[op](p, q));
    switch (op) {
      case 'add':
        return this.sum(x, y);
      case 'sub':
        return this.difference(x, y);
      case 'mul':
        return this.product(x, y);
      case 'div':
        return q === 1 ? x : this.node(OP.div, x, y, 0);
      case 'pow':
        return q === undefined ? this.node(OP.pow, x, y, 0) : this.power(x, y, q);
      default:
        return this.node(OP[op], x, y, 0);
    }
  }

  select(condition: number, x: number, y: number): number {
    const value = this.valueOf(condition);
    if (value !== undefined) return value ? x : y;
    if (this.op[condition] === OP.not) return this.select(this.a[condition], y, x);
    return x === y ? x : this.node(OP.select, condition, x, y);
  }

  private is(node: number, value: number): boolean {
    return this.valueOf(node) === value;
  }

  private sum(x: number, y: number): number {
    if (this.is(x, 0)) return y;
    if (this.is(y, 0)) return x;
    if (x === y) return this.product(this.constant(2), x);
    if (this.op[y] === OP.neg) return this.difference(x, this.a[y]);
    if (this.areComplements(x, y)) return this.select(this.a[x], this.sum(this.b[x], this.b[y]), this.sum(this.c[x], this.c[y]));
    return this.op[x] === OP.neg ? this.difference(y, this.a[x]) : this.node(OP.add, x, y, 0);
  }

  /** Selections by the same condition, of which either way one is 0. */
  private areComplements(x: number, y: number): boolean {
    if (this.op[x] !== OP.select || this.op[y] !== OP.select || this.a[x] !== this.a[y]) return false;
    return (this.is(this.b[x], 0) && this.is(this.c[y], 0)) || (this.is(this.c[x], 0) && this.is(this.b[y], 0));
  }

  private difference(x: number, y: number): number {
    if (this.is(y, 0)) return x;
    if (this.is(x, 0)) return this.unary('neg', y);
    return this.op[y] === OP.neg ? this.sum(x, this.a[y]) : this.node(OP.sub, x, y, 0);
  }

  private negated(x: number): number {
    if (this.op[x] === OP.neg) return this.a[x];
    if (this.op[x] === OP.sub) return this.node(OP.sub, this.b[x], this.a[x], 0);
    return this.node(OP.neg, x, 0, 0);
  }

  private product(x: number, y: number): number {
    if (this.valueOf(y) !== undefined) return this.scaled(y, x);
    if (this.valueOf(x) !== undefined) return this.scaled(x, y);
    if (this.op[x] === OP.neg) return this.unary('neg', this.product(this.a[x], y));
    if (this.op[y] === OP.neg) return this.unary('neg', this.product(x, this.a[y]));
    return this.node(OP.mul, x, y, 0);
  }

  /** constant · x, joining constants: one rounding instead of two, unless that would be an overflow or underflow of its own. */
  private scaled(constant: number, x: number): number {
    const factor = this.valueOf(constant) ?? 1;
    if (factor === 1) return x;
    if (factor === -1) return this.unary('neg', x);
    if (this.op[x] === OP.neg) return this.scaled(this.constant(-factor), this.a[x]);
    if (Number.isFinite(factor) && this.op[x] === OP.select && (this.is(this.b[x], 0) || this.is(this.c[x], 0)))
      return this.select(this.a[x], this.product(this.b[x], constant), this.product(this.c[x], constant));
    const inner = this.op[x] === OP.mul ? [this.a[x], this.b[x]].findIndex((z) => this.valueOf(z) !== undefined) : -1;
    if (inner < 0) return this.node(OP.mul, constant, x, 0);
    const [other, rest] = inner === 0 ? [this.a[x], this.b[x]] : [this.b[x], this.a[x]];
    const joined = factor * (this.valueOf(other) ?? 1);
    return isNormal(joined) ? this.scaled(this.constant(joined), rest) : this.node(OP.mul, constant, x, 0);
  }

  private power(x: number, y: number, exponent: number): number {
    if (exponent === 0) return this.constant(1);
    if (exponent === 1) return x;
    if (exponent === 0.5) return this.node(OP.sqrt, x, 0, 0);
    if (!Number.isInteger(exponent) || Math.abs(exponent) > MAX_PRODUCT_POWER) return this.node(OP.pow, x, y, 0);
    const whole = this.wholePower(x, Math.abs(exponent));
    return exponent > 0 ? whole : this.binary('div', this.constant(1), whole);
  }

  private wholePower(x: number, exponent: number): number {
    if (exponent === 1) return x;
    const half = this.wholePower(x, exponent >> 1);
    const square = this.product(half, half);
    return exponent % 2 === 1 ? this.product(square, x) : square;
  }

  private node(code: number, x: number, y: number, z: number): number {
    const swap = COMMUTATIVE.has(code) && x > y;
    const [a, b] = swap ? [y, x] : [x, y];
    if (this.length * 2 > this.table.length) this.rehash();
    let place = this.slot(code, a, b, z);
    for (let found = this.table[place]; found >= 0; found = this.table[place]) {
      if (this.op[found] === code && this.a[found] === a && this.b[found] === b && this.c[found] === z) return found;
      place = (place + 1) & (this.table.length - 1);
    }
    this.table[place] = this.append(code, a, b, z);
    return this.table[place];
  }

  /** Where the search for a node begins in the table of open addressing. */
  private slot(code: number, a: number, b: number, c: number): number {
    const mixed =
      Math.imul(code + 1, 0x9e3779b1) ^ Math.imul(a + 7, 0x85ebca6b) ^ Math.imul(b + 13, 0xc2b2ae35) ^ Math.imul(c + 29, 0x27d4eb2f);
    const spread = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    return (spread ^ (spread >>> 13)) & (this.table.length - 1);
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 4).fill(-1);
    for (let node = 0; node < this.length; node++) {
      if (this.op[node] === CONSTANT) continue;
      let place = this.slot(this.op[node], this.a[node], this.b[node], this.c[node]);
      while (this.table[place] >= 0) place = (place + 1) & (this.table.length - 1);
      this.table[place] = node;
    }
  }

  private append(code: number, a: number, b: number, c: number): number {
    const node = this.length++;
    if (node === this.op.length) this.grow();
    this.op[node] = code;
    this.a[node] = a;
    this.b[node] = b;
    this.c[node] = c;
    return node;
  }

  private grow(): void {
    const op = new Uint8Array(this.op.length * 2);
    op.set(this.op);
    this.op = op;
    for (const field of ['a', 'b', 'c'] as const) {
      const larger = new Int32Array(this[field].length * 2);
      larger.set(this[field]);
      this[field] = larger;
    }
  }
}

const SMALLEST_NORMAL = 2 ** -1022;
const isNormal = (x: number): boolean => Math.abs(x) >= SMALLEST_NORMAL && Number.isFinite(x);

/**
 * The nodes that the roots depend on, roots included, operands first.
 * @param known nodes whose operands do not count, since their values are at hand
 */
export function liveOrder(graph: Graph, roots: readonly number[], known?: ReadonlyMap<number, unknown>): number[] {
  const { a, b, c } = graph;
  const top = roots.reduce((max, root) => Math.max(max, root), -1);
  const live = new Uint8Array(top + 1);
  for (const root of roots) live[root] = 1;
  for (let node = top; node >= 0; node--) {
    if (live[node] === 0 || known?.has(node)) continue;
    const arity = graph.arity(node);
    if (arity > 0) live[a[node]] = 1;
    if (arity > 1) live[b[node]] = 1;
    if (arity > 2) live[c[node]] = 1;
  }
  const order: number[] = [];
  for (let node = 0; node <= top; node++) if (live[node] === 1) order.push(node);
  return order;
}
