// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the snippets are TypeScript text
import { at, type Case, expecting, kink, loss } from './case';

const x = 'x: number';
const xy = 'x: number, y: number';

export const branches: readonly Case[] = [
  {
    name: 'relu by a ternary',
    source: loss(x, 'return x > 0 ? x : 0;'),
    points: [kink([0], [0]), expecting([2], [1]), expecting([-1], [0])],
    paths: 1,
  },
  {
    name: 'relu by an if',
    source: loss(x, 'let r = 0; if (x > 0) r = x * x; return r + x;'),
    points: [expecting([2], [5]), expecting([-1], [1])],
    paths: 1,
  },
  {
    name: 'relu by two returns',
    source: 'const relu = (v: number) => { if (v > 0) return v; return 0; }; export const loss = (x: number) => relu(x) * x;',
    points: [expecting([2], [4]), expecting([-1], [0])],
    paths: 1,
  },
  {
    name: 'if and else with returns',
    source: loss(x, 'if (x > 1) { return x * x; } else { return 2 * x; }'),
    points: [expecting([2], [4]), expecting([-1], [2])],
    paths: 1,
  },
  {
    name: 'a guarded logarithm',
    source: loss(x, 'return x > 0 ? Math.log(x) : 0;'),
    points: [expecting([-1], [0]), kink([0], [0]), expecting([2], [0.5])],
    paths: 1,
  },
  { name: 'a guarded 1/x', source: loss(x, 'return x === 0 ? 1 : 1 / x;'), points: [kink([0], [0]), expecting([2], [-0.25])], paths: 1 },
  { name: 'sinc', source: loss(x, 'return Math.abs(x) < 1e-8 ? 1 : Math.sin(x) / x;'), points: [kink([0], [0]), at(2)], paths: 1 },
  {
    name: 'nested selections',
    source: loss(x, 'const r = x > 0 ? (x < 4 ? Math.sqrt(x) : x) : 0; return r + x;'),
    points: [kink([0], [1]), expecting([1], [1.5]), expecting([9], [2])],
    paths: 1,
  },
  {
    name: 'conjunction and disjunction',
    source: loss(xy, 'return (x > 0 && y > 0) || x < -5 ? x * y : x - y;'),
    points: [expecting([1, 2], [2, 1]), expecting([-1, 2], [1, -1]), expecting([-6, 2], [2, -6])],
    paths: 1,
  },
  {
    name: 'conditions on data beside conditions on parameters',
    source: `export const loss = (w: number[]) => [-1, 0.5, 2].reduce((s, d) => s + (w[0] * d > 0.1 && d > 0 ? w[0] * d * d : w[0] > 5 || d < 0 ? w[0] ** 2 : w[0]), 0);`,
    points: [expecting([[1]], [6.25]), expecting([[-1]], [0])],
    paths: 1,
  },
  {
    name: 'negated conditions',
    source: loss(x, 'return !(x > 1) ? x * x : 3 * x;'),
    points: [expecting([2], [3]), expecting([-1], [-2])],
    paths: 1,
  },
  {
    name: 'an untaken branch that would throw',
    source: loss('x: number, w: number[]', 'return x < 1 ? w[0] * x : (w as number[][])[5][0];'),
    points: [expecting([0.5, [3]], [3, 0.5])],
  },
  {
    name: 'Huber loss over samples',
    source:
      'const d = [1, 2, 3, 4, 5, 6, 7, 8]; export function loss(w: number[]): number { let s = 0; for (const v of d) { const r = w[0] * v - w[1]; const a = Math.abs(r); if (a <= 1) { s += 0.5 * r * r; } else { s += a - 0.5; } } return s; }',
    points: [at([0.47, 1]), at([-0.3, 1])],
    paths: 1,
  },
  {
    name: 'branches with calls are guarded',
    source: 'const f = (v: number) => v * v, g = (v: number) => 3 * v; export const loss = (x: number) => (x > 1 ? f(x) : g(x));',
    points: [expecting([2], [4]), expecting([0], [3]), expecting([3], [6])],
    paths: 2,
  },
  {
    name: 'several statements in a branch',
    source: loss(x, 'let a = x, b = 1; if (x > 1) { a = x * x; b = a * x; } return a + b;'),
    points: [expecting([2], [16]), expecting([0], [1])],
    paths: 2,
  },
  {
    name: 'a loop bound that is a parameter',
    source: loss('x: number, n: number', 'let s = 0; for (let i = 0; i < n; i++) s += x ** i; return s;'),
    points: [kink([2, 3], [5, 0]), kink([2, 4], [17, 0])],
    paths: 2,
  },
  {
    name: 'while to convergence',
    source: loss(x, 'let r = x; while (Math.abs(r * r - x) > 1e-12) r = 0.5 * (r + x / r); return r;'),
    points: [kink([4], [0.25]), kink([9], [1 / 6])],
    paths: 2,
  },
  {
    name: 'do-while, labels, continue, comma',
    source: loss(
      x,
      'let s = 0, i = 0; outer: do { for (let j = 0; ; j++) { if (j > i) continue outer; s += x * j; } } while (++i < 4); return (s++, s * x);',
    ),
    points: [at(2)],
  },
  {
    name: 'strict equality',
    source: loss(xy, 'let r = 0; if (x === 2 && y !== 3) r += x * y; return r + x;'),
    points: [kink([2, 1], [2, 2]), expecting([3, 1], [1, 0])],
  },
  {
    name: 'loose equality',
    source: loss(xy, 'if (x == 2 && y != 3) return x * y * y; return x * y;'),
    points: [kink([2, 1], [1, 4]), expecting([3, 1], [1, 3])],
  },
  {
    name: 'switch on a value',
    source: loss(xy, 'let r = 0; switch (x) { case 2: r += y; break; case 3: r += 2 * y; default: r += x; } return r;'),
    points: [kink([2, 1], [0, 1]), kink([3, 1], [1, 2]), expecting([4, 1], [1, 0]), expecting([5, 1], [1, 0])],
    paths: 3,
  },
  {
    name: 'switch on text',
    source:
      "const mode = 'square' as string; export function loss(x: number): number { switch (mode) { case 'linear': return x; case 'square': return x * x; default: return 0; } }",
    points: [expecting([3], [6])],
    paths: 1,
  },
  {
    name: 'truth of a number',
    source: loss(xy, 'const z = x || y; const q = !y ? 5 : y; return z * z + q + (x ?? 1);'),
    points: [kink([0, 2], [1, 5]), expecting([3, 2], [7, 1])],
    paths: 2,
  },
  {
    name: 'logical assignment',
    source: loss(xy, 'let a: number | null = null, b = 0, c = 1; a ??= x; b ||= y; c &&= x * y; return a * b + c;'),
    points: [at(2, 3)],
  },
  {
    name: 'a condition kept in a variable',
    source: loss(x, 'const big = x > 1; const n = Number(big) + (+big); return x * n + (big ? x : 0);'),
    points: [expecting([2], [3]), expecting([0.5], [0])],
  },
  {
    name: 'conditions as text and in JSON',
    source: loss(x, 'return x * `${x > 1}`.length + JSON.stringify({ b: x > 1 }).length;'),
    points: [expecting([2], [4]), expecting([0.5], [5])],
    paths: 2,
  },
  {
    name: 'isNaN, isFinite, isInteger',
    source: loss(
      x,
      "if (typeof x !== 'number') return -1; if (!Number.isFinite(x) || isNaN(x) || Number.isNaN(x) || !isFinite(x)) return 0; return Number.isInteger(x) ? x : Number(x) * +x;",
    ),
    points: [kink([3], [1]), expecting([2.5], [5])],
  },
  {
    name: 'a path for each sign pattern',
    source: 'const f = (v: number) => v * v; export const loss = (w: number[]) => w.reduce((s, v) => s + (v > 0 ? f(v) : v), 0);',
    points: [expecting([[1, 2]], [2, 4]), expecting([[1, -2]], [2, 1]), expecting([[1, 3]], [2, 6]), expecting([[-1, -2]], [1, 1])],
    paths: 3,
  },
];
