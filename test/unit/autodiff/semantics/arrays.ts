import { at, type Case, expecting, kink, loss } from './case';

const w = 'w: number[]';
const typed = 'w: Float64Array';

export const arrays: readonly Case[] = [
  {
    name: 'max and min of spread arrays',
    source: loss(w, 'return Math.max(...w) + Math.min(...w);'),
    points: [expecting([[1, 5, 3]], [1, 1, 0])],
  },
  {
    name: 'for-of, map, reduce, destructuring',
    source: loss(
      w,
      'let s = 0; for (const v of w) s += v * v; const [a, , c = 1, ...r] = w; const { x: q } = { x: a }; return s + w.map((v, i) => v * i).reduce((p, v) => p + v, 0) + a * c + q + r.length;',
    ),
    points: [at([1, 2, 3])],
  },
  {
    name: 'nested parameters',
    source: loss('p: { a: number; b: number[][] }, k: number', 'return p.a * p.b[0][1] + p.b[1][0] ** k;'),
    points: [
      expecting(
        [
          {
            a: 2,
            b: [
              [1, 3],
              [4, 5],
            ],
          },
          2,
        ],
        [3, 0, 2, 8, 0, 16 * Math.log(4)],
      ),
    ],
  },
  {
    name: 'destructured parameters with defaults',
    source: loss('{ a, b: [p, q], c = 2 }: { a: number; b: number[]; c?: number }, k = 3', 'return a * p + q * c * k;'),
    points: [expecting([{ a: 2, b: [3, 4] }], [3, 2, 6])],
  },
  {
    name: 'an index that depends on a parameter',
    source: loss('x: number, w: number[]', 'const t = [10, 20, 30]; return t[Math.floor(x)] * w[0] + w[Math.floor(x)];'),
    points: [
      expecting([1.2, [2, 5, 7]], [0, 20, 1, 0]),
      expecting([1.9, [2, 5, 7]], [0, 20, 1, 0]),
      expecting([2.1, [2, 5, 7]], [0, 30, 0, 1]),
    ],
    paths: 2,
    flags: ['pinned'],
  },
  {
    name: 'an index made by |0 and by >>',
    source: loss('x: number, w: number[]', 'return w[x | 0] * x + w[(x * 2) >> 1];'),
    points: [expecting([1.2, [2, 5]], [5, 0, 2.2]), expecting([0.3, [2, 5]], [2, 1.3, 0])],
    paths: 2,
  },
  {
    name: 'push, swap, compound element assignment',
    source: loss(
      w,
      'const a: number[] = []; for (let i = 0; i < w.length; i++) a.push(w[i] * i); [a[0], a[1]] = [a[1], a[0]]; a[2] *= a[0]; a[1]++; a[0] **= 2; return a.reduce((s, v) => s + v * v, 0);',
    ),
    points: [at([1, 2, 3])],
  },
  {
    name: 'sort, indexOf, includes',
    source: loss(w, 'const s = [...w].sort((a, b) => a - b); return s[0] * 2 + s[2] * 3 + w.indexOf(s[1]) + (w.includes(5) ? w[0] : 0);'),
    points: [kink([[3, 1, 5]], [1, 2, 3]), expecting([[1, 2, 3]], [2, 0, 3])],
    paths: 2,
  },
  {
    name: 'median by sorting',
    source: loss(w, 'const s = w.slice().sort((a, b) => a - b); return s[1] ** 2;'),
    points: [expecting([[3, 1, 5]], [6, 0, 0]), expecting([[3, 4, 5]], [0, 8, 0]), expecting([[2, 1, 5]], [4, 0, 0])],
    paths: 2,
  },
  {
    name: 'toSorted and sort by text',
    source: loss(w, 'const s = w.toSorted((a, b) => b - a), t = [...w].sort(); return s[0] * 3 + t[0] * w[1];'),
    points: [expecting([[3, 1, 5]], [0, 2, 3])],
  },
  {
    name: 'Array.from, fill, flat',
    source: loss(
      w,
      'const m = Array.from({ length: 2 }, (_, i) => new Array(2).fill(0).map((_, j) => w[i] * w[j])); return m.flat().reduce((a, b) => a + b);',
    ),
    points: [expecting([[2, 3]], [10, 10])],
  },
  {
    name: 'filter, some, every, find',
    source: loss(
      w,
      'return w.filter((v) => v > 1).reduce((a, b) => a * b, 1) + (w.some((v) => v > 4) ? w[0] : 0) + (w.every((v) => v > 0) ? 0 : 1) + (w.find((v) => v > 2) ?? 0);',
    ),
    points: [expecting([[0.9, 1.8, 5]], [1, 5, 2.8]), expecting([[0.9, 1.8, 3]], [0, 3, 2.8])],
    paths: 2,
  },
  {
    name: 'findLast, findIndex, lastIndexOf',
    source: loss(w, 'return (w.findLast((v) => v > 1) ?? 0) * w[w.findIndex((v) => v > 1)] + w.lastIndexOf(2);'),
    points: [kink([[1, 2, 5]], [0, 5, 2])],
  },
  {
    name: 'entries, keys, flatMap, reduceRight',
    source: loss(
      w,
      'let s = 0; for (const [i, v] of w.entries()) s += i * v; return s * [...w.keys()].length + w.flatMap((v) => [v, v * v]).reduceRight((a, b) => a - b);',
    ),
    points: [at([1, 2, 3])],
  },
  {
    name: 'at, with, splice, concat',
    source: loss(w, 'const a = [...w]; a.splice(1, 1, w[0] * w[2]); return a.at(-1)! * a.with(0, w[1])[0] + a.concat(w)[1];'),
    points: [at([1, 2, 3])],
  },
  {
    name: 'entries of an object',
    source: loss(
      'p: { a: number; b: number }',
      'let s = 0; for (const [k, v] of Object.entries(p)) s += v ** (k.length + 1); for (const k in p) s *= p[k as keyof typeof p]; return s + Object.values(p).length;',
    ),
    points: [at({ a: 2, b: 3 })],
  },
  {
    name: 'matrix product',
    source: loss(
      'A: number[][], B: number[][]',
      'return A.map((r) => B[0].map((_, j) => r.reduce((s, v, k) => s + v * B[k][j], 0))).flat().reduce((s, v) => s + v * v, 0);',
    ),
    points: [
      at(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [0.5, -1],
          [2, 0.25],
        ],
      ),
    ],
  },
  {
    name: 'Float64Array parameter',
    source: loss(typed, 'let s = 0; for (let i = 0; i < w.length; i++) s += w[i] ** 2; return s * w.length;'),
    points: [expecting([Float64Array.of(1, 2)], [4, 8])],
  },
  {
    name: 'Float64Array destructured, spread, iterated',
    source: loss(typed, 'const [a, b] = w; let s = 0; for (const v of w) s += v * a; return s + Math.max(...w) * b + [...w].length;'),
    points: [at(Float64Array.of(1, 2, 4))],
  },
  {
    name: 'Float64Array in a parameter pattern',
    source: loss('[a, b]: Float64Array, { v: [c] }: { v: Float64Array }', 'return a * b * c;'),
    points: [expecting([Float64Array.of(1, 2), { v: Float64Array.of(3) }], [6, 3, 2])],
  },
  {
    name: 'Float64Array work buffers',
    source: loss(
      w,
      'const a = new Float64Array(w.length); for (let i = 0; i < w.length; i++) a[i] = w[i] * w[i]; const v = a.subarray(1); v[0] += 1; let s = 0; for (const e of a) s += e; const b = a.slice(); b.set(v, 0); const [p, q] = b; return s + a.reduce((x, y) => x + y, 0) + Math.max(...a) + p * q + a.map((z) => z * 2)[1] + a.at(-1)!;',
    ),
    points: [at([1, 2, 3])],
  },
  {
    name: 'Float64Array.from, of, fill, copies',
    source: loss(
      w,
      'const a = Float64Array.from(w, (v) => v * 2), b = new Float64Array([w[0], 1]), c = new Float64Array(2).fill(w[1]), d = new Float64Array(a), e = Float64Array.of(w[0], w[1]); a.sort(); return a[0] * b[0] + c[1] * b[1] + d[0] * e[1];',
    ),
    points: [expecting([[3, 1]], [4, 13])],
  },
  {
    name: 'Float64Array reverse, copyWithin, filter, swap',
    source: loss(
      w,
      'const a = Float64Array.from(w).reverse(); a.copyWithin(0, 2); [a[1], a[2]] = [a[2], a[1]]; return a.filter((v) => v > 0).reduce((s, v, i) => s + v * v * (i + 1), 0);',
    ),
    points: [at([1, 2, 3])],
  },
  {
    name: 'Float64Array forEach, join, toReversed, some, indexOf',
    source: loss(
      w,
      'const a = new Float64Array(w); let s = 0; a.forEach((v, i) => { s += v * i; }); return s * a.toReversed()[0] + a.join().length + (a.some((v) => v > 100) ? 1 : 0) + a.indexOf(2);',
    ),
    points: [kink([[1, 2, 3]], [0, 3, 14])],
  },
  {
    name: 'integer arrays bind what they store',
    source: loss(w, 'const a = new Int32Array(2); a[0] = w[0]; return a[0] * w[1];'),
    points: [expecting([[3.5, 1]], [0, 3]), expecting([[3.9, 1]], [0, 3])],
    paths: 1,
  },
  {
    name: 'Map and Set keys',
    source: loss(
      'x: number, y: number',
      'const m = new Map([["k", x], ["l", y]]); m.set("k", m.get("k")! * 2); const s = new Set([1, 2]); const g = new Map<number, number>([[Math.round(x), 5]]); return m.get("k")! * y + s.size + g.get(3)! * y + (s.has(Math.round(y)) ? x : 0);',
    ),
    points: [expecting([2.9, 2.1], [5.2, 10.8])],
  },
  {
    name: 'keys of Map and elements of Set keep their history',
    source: loss(
      'x: number, y: number',
      'const s = new Set([x, y, x]); s.add(y * 2).delete(y); const m = new Map([[x, y]]); let t = Math.min(...s); s.forEach((v, k) => { t += v * k; }); for (const [k, v] of m) t += k * v; return t + [...s.values()].length * [...m.keys()][0];',
    ),
    points: [expecting([2, 3], [10, 26])],
  },
  {
    name: 'what a set forgot and met again as a plain number',
    source: loss('x: number, y: number', 'const s = new Set([x]); s.clear(); s.add(2); return [...s][0] * y;'),
    points: [expecting([2, 3], [0, 2])],
  },
  {
    name: 'valueOf',
    source: loss('x: number, y: number', 'return x.valueOf() * y.valueOf() ** 2;'),
    points: [expecting([2, 3], [9, 12])],
  },
  {
    name: 'structuredClone',
    source: loss(w, 'const c = structuredClone({ w, f: new Float64Array(w) }); c.w[0] *= 2; return c.w[0] * c.f[1];'),
    points: [expecting([[2, 3]], [6, 4])],
  },
  {
    name: 'optional chaining on elements and calls',
    source: loss(
      w,
      'const o: { v?: number[]; f?: (z: number) => number } = { v: w }; return (o?.v?.[0] ?? 1) * (o.v?.at(1) ?? 1) + (o.f?.(w[0]) ?? 2) * (o.v?.filter((v) => v > 1)[0] ?? 0);',
    ),
    points: [expecting([[0.5, 3]], [3, 2.5])],
  },
  {
    name: 'optional chains that end early, beyond an element or a hazardous call',
    source: loss(
      w,
      'const o = { v: w } as { v: number[]; u?: { k: number[][] } }; const [a, b] = [o.u?.k[0].length, o.u?.k.filter((r) => r.length > 1).map((r) => r[0])[0]]; return (a ?? w[0]) * (b ?? w[1]) * (o?.v.filter((z) => z > 1).map((z) => z * 2)[0] ?? 0) + (o.u?.k[0][0]! > 0 ? 1 : 0);',
    ),
    points: [expecting([[0.5, 3]], [18, 6])],
  },
  {
    name: 'methods borrowed with call and apply',
    source: loss(
      w,
      'return Array.prototype.filter.call(w, (v: number) => v > 1).reduce((s: number, v: number) => s + v * v, 0) + Math.max.apply(null, w);',
    ),
    points: [expecting([[0.5, 3]], [0, 7])],
  },
  {
    name: 'Array.isArray and length',
    source: loss('w: number[], x: number', 'const a = Array(3).fill(x); return Array.isArray(w) && a.length === 3 ? w[0] * a[2] : 0;'),
    points: [expecting([[2], 5], [5, 2])],
  },
];
