// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are TypeScript text
import { at, type Case, expecting, kink, loss } from './case';

const x = 'x: number';

export const language: readonly Case[] = [
  {
    name: 'text made from values',
    source: loss(x, "const s = 'v=' + x + `|${x * 2}`; const parts = s.split('|'); return x * parts.length + s.length * 0;"),
    points: [expecting([1.5], [2])],
    flags: ['pinned'],
  },
  {
    name: 'toFixed, toPrecision, toString, parseFloat',
    source: loss(x, 'return x * Number(x.toFixed(1)) + parseFloat(x.toPrecision(2)) + Number(x.toString()) + parseFloat(String(x));'),
    points: [kink([2.55], [Number((2.55).toFixed(1))])],
  },
  {
    name: 'Number, unary plus, parseFloat of a number',
    source: loss(x, 'return Number(x) * +x + Number.parseFloat(x as unknown as string);'),
    points: [expecting([3], [7])],
  },
  {
    name: 'type tests',
    source: loss(x, "return typeof x === 'number' && typeof undeclared === 'undefined' ? x * x : 0;"),
    points: [expecting([3], [6])],
  },
  {
    name: 'bitwise operators',
    source: loss(x, 'return x * ((x | 0) + (1 << 2) + (~x & 7) + ((x ^ 1) >>> 0));'),
    points: [expecting([2.5], [2 + 4 + 5 + 3])],
  },
  {
    name: 'increments in expressions',
    source: loss(
      x,
      'let a = x; const o = { v: x, w: [x] }; const b = a++ * 2, c = ++a; o.v++; --o.w[0]; return b * c + o.v-- * o.w[0]++ + o.v + o.w[0];',
    ),
    points: [at(1.5)],
  },
  {
    name: 'targets are evaluated once',
    source: loss(
      x,
      'let i = 0; const a = [x, x * x, 3]; const get = () => (i++, a); get()[i++] += x; get()[i - 1] *= 2; return a[0] + a[1] * a[2] + i;',
    ),
    points: [at(1.5)],
  },
  {
    name: 'user vector class',
    source:
      'class V { constructor(readonly x: number, readonly y: number) {} plus(o: V) { return new V(this.x + o.x, this.y + o.y); } dot(o: V) { return this.x * o.x + this.y * o.y; } } export const loss = (a: number, b: number): number => { const u = new V(a, b), v = u.plus(new V(1, 2)); return u.dot(v); };',
    points: [expecting([1, 1], [3, 4])],
  },
  {
    name: 'private fields, accessors, statics, inheritance',
    source:
      'class A { #t = 0; static k = 3; protected n = 0; add(v: number) { this.#t += v; this.n++; return this; } get total() { return this.#t * A.k; } set scale(s: number) { this.#t *= s; } } class B extends A { override add(v: number) { return super.add(v * v); } } export function loss(x: number, y: number): number { const b = new B(); b.add(x).add(y); b.scale = x; return b.total; }',
    points: [expecting([3, 2], [93, 36])],
  },
  {
    name: 'instance and static fields with initialisers',
    source:
      'class M { w = [1, 2]; bias = this.w.length * 2; f = (v: number) => v * this.bias; static make = () => new M(); } export const loss = (x: number) => M.make().f(x) * x;',
    points: [expecting([3], [24])],
  },
  {
    name: 'generators',
    source:
      'function* powers(x: number) { let p = 1; for (let i = 0; i < 4; i++) { yield p; p *= x; } } export function loss(x: number): number { let s = 0; for (const v of powers(x)) s += v; return s + [...powers(x)][2]; }',
    points: [expecting([2], [21])],
  },
  {
    name: 'yield inside conditions',
    source:
      'function* g(x: number) { const a: number = (yield x) || (yield x * x) ? yield 1 : yield 2; return a; } export function loss(x: number): number { const it = g(x); let s = 0; for (let r = it.next(0); !r.done; r = it.next(0)) s += r.value; return s; }',
    points: [expecting([3], [7])],
  },
  {
    name: 'custom iterators',
    source: loss(
      x,
      'const o = { _v: 0, get v() { return this._v; }, set v(z) { this._v = z * 2; } }; o.v = x; const it = { *[Symbol.iterator]() { yield o.v; yield x; } }; let p = 1; for (const q of it) p *= q; return p;',
    ),
    points: [expecting([3], [12])],
  },
  {
    name: 'try, catch, finally',
    source: loss(
      x,
      'let r = 0; try { if (x > 1) throw new Error("big"); r = x * x; } catch (e) { r = (e as Error).message.length * x; } finally { r += x; } return r;',
    ),
    points: [expecting([0.5], [2]), expecting([2], [4])],
    paths: 2,
  },
  {
    name: 'recursion, closures, default parameters',
    source:
      'const cfg = { p: 3 }; export function loss(x: number, k = 5): number { const f = (n: number): number => (n === 0 ? 1 : x * f(n - 1)); return f(cfg.p) + k; }',
    points: [expecting([2], [12])],
  },
  {
    name: 'optional chaining and spread objects',
    source: loss(x, 'const o: { a: number; b?: { c: number } } = { ...{ a: x } }; const u = o?.b?.c ?? x; return o.a * u;'),
    points: [expecting([3], [6])],
  },
  {
    name: 'computed and shorthand properties',
    source: loss(x, "const k = 'p'; const o = { [k + 1]: x, x, m() { return this.x * 2; } }; return o['p1' as 'x'] * o.m();"),
    points: [expecting([3], [12])],
  },
  {
    name: 'nested destructuring assignment',
    source: loss(
      x,
      'let a = 0, b = 0; const arr = [0, 0]; ({ p: a, q: [b, arr[1]] } = { p: x, q: [x * x, x * 3] }); [a, b = 9] = [b, a]; return a * b + arr[1];',
    ),
    points: [expecting([3], [30])],
  },
  {
    name: 'tagged templates and regular expressions',
    source: loss(
      x,
      "const tag = (s: TemplateStringsArray, ...v: number[]) => s.length * v[0]; return tag`a${x}b` * (/b+/.test('abb') ? 2 : 1);",
    ),
    points: [expecting([3], [4])],
  },
  {
    name: 'enums, namespaces, const assertions',
    source:
      'enum Mode { A = 1 << 1, B } namespace N { export const k = 2; export let n = k * 3; } const c = { s: 3 } as const; export function loss(x: number): number { return x * Mode.B * N.k * c.s + N.n; }',
    points: [expecting([1], [18])],
  },
  {
    name: 'generics, satisfies, non-null, type assertions',
    source:
      'const id = <T>(v: T): T => v; const o = { k: 2 } satisfies Record<string, number>; export function loss(x: number, ...rest: number[]): number { const a: number | undefined = id(x); return a! * (o.k as number) * (<number>x); }',
    points: [expecting([3], [12])],
  },
  {
    name: 'overloads, this parameters, arguments',
    source:
      'function f(a: number): number; function f(a: number, b: number): number; function f(this: unknown, a: number, b = 2) { return a * b * arguments.length; } export const loss = (x: number) => f(x) + f(x, x);',
    points: [expecting([3], [14])],
  },
  {
    name: 'exported mutable bindings',
    source: 'export let scale = 1; scale += 2; export const loss = (x: number): number => x * x * scale;',
    points: [expecting([3], [18])],
  },
  {
    name: 'function declarations used before they stand',
    source: 'export const loss = (x: number): number => helper(x); function helper(v: number) { return v ** 3; }',
    points: [expecting([2], [12])],
  },
  {
    name: 'currying, bind, call, apply',
    source:
      'const add = (a: number) => (b: number) => a * b; function scale(this: { k: number }, v: number) { return this.k * v; } export const loss = (x: number): number => add(x)(x) + scale.call({ k: 2 }, x) + scale.apply({ k: 3 }, [x]) + scale.bind({ k: 4 })(x);',
    points: [expecting([3], [15])],
  },
  { name: 'a constant result', source: loss(x, 'return 7;'), points: [{ at: [3], gradient: [0], hessian: [0] }] },
  { name: 'one parameter passed through', source: loss(x, 'return x;'), points: [expecting([3], [1])] },
  {
    name: 'a result that is a parameter of many',
    source: loss('w: number[]', 'return w[1];'),
    points: [expecting([[1, 2, 3]], [0, 1, 0])],
  },
  {
    name: 'random draws',
    source: loss(x, 'const u = Math.random(); return x * u - x * u + x * x;'),
    points: [expecting([3], [6])],
    flags: ['random'],
  },
  {
    name: 'the clock',
    source: loss(x, 'const t = Date.now(), p = performance.now(); return x * (t > 0 && p >= 0 ? 2 : 1) + new Date(0).getTime();'),
    points: [kink([3], [2])],
    flags: ['clock'],
  },
  { name: 'printing', source: loss(x, 'console.log(x); console.table([x]); return x * x;'), points: [expecting([3], [6])] },
  {
    name: 'names of the library shadowed by the user',
    source:
      'const Math = { sin: (v: number) => v * 3 }; function isNaN(v: number) { return v * 2; } export const loss = (x: number): number => Math.sin(x) * isNaN(x);',
    points: [expecting([3], [36])],
  },
  {
    name: 'Newton steps with a Cholesky factor',
    source: loss(
      'w: number[]',
      'const A = [[w[0] * w[0] + 2, w[1]], [w[1], w[2] * w[2] + 3]]; const l = Math.sqrt(A[0][0]), m = A[1][0] / l, n = Math.sqrt(A[1][1] - m * m); const y0 = 1 / l, y1 = (2 - m * y0) / n; return y0 * y0 + y1 * y1 + 2 * Math.log(l * n);',
    ),
    points: [at([1, 0.5, -1])],
  },
  {
    name: 'RK4 steps',
    source: loss(
      'p: number[]',
      'let [y, v] = [1, 0]; const h = 0.1; const f = (a: number, b: number) => [b, -p[0] * a - p[1] * b]; for (let i = 0; i < 10; i++) { const k1 = f(y, v), k2 = f(y + (h / 2) * k1[0], v + (h / 2) * k1[1]), k3 = f(y + (h / 2) * k2[0], v + (h / 2) * k2[1]), k4 = f(y + h * k3[0], v + h * k3[1]); y += (h / 6) * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0]); v += (h / 6) * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1]); } return (y - 0.5) ** 2 + v * v;',
    ),
    points: [at([2, 0.3])],
  },
  {
    name: 'unrolled recurrent network',
    source: loss(
      'w: number[]',
      'let h = [0, 0]; for (const u of [0.5, -1, 0.25]) h = h.map((_, i) => Math.tanh(w[i] * u + w[2 + 2 * i] * h[0] + w[3 + 2 * i] * h[1])); return (h[0] - h[1] - 1) ** 2;',
    ),
    points: [at([0.5, -0.3, 0.2, 0.1, -0.4, 0.3])],
  },
  {
    name: 'convolution',
    source: loss(
      'k: number[]',
      'const s = [1, -2, 3, 0.5, 2]; let e = 0; for (let i = 0; i + k.length <= s.length; i++) { let c = 0; k.forEach((v, j) => { c += v * s[i + j]; }); e += (Math.max(0, c) - 1) ** 2; } return e;',
    ),
    points: [at([0.5, -0.3, 0.2])],
  },
];
