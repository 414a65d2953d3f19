import { at, type Case, expecting, kink, loss } from './case';

const x = 'x: number';
const xy = 'x: number, y: number';

/** Every differentiable function of the library at a point inside its domain. */
const FUNCTIONS: readonly (readonly [expression: string, ...points: number[]])[] = [
  ['Math.sin(x)', 0.4, 2],
  ['Math.cos(x)', 0.4, 2],
  ['Math.tan(x)', 0.4, 2],
  ['Math.asin(x)', 0.4, -0.8],
  ['Math.acos(x)', 0.4, -0.8],
  ['Math.atan(x)', 0.4, -3],
  ['Math.sinh(x)', 0.4, -1.5],
  ['Math.cosh(x)', 0.4, -1.5],
  ['Math.tanh(x)', 0.4, -1.5],
  ['Math.asinh(x)', 0.4, -3],
  ['Math.acosh(x)', 1.4, 3],
  ['Math.atanh(x)', 0.4, -0.8],
  ['Math.exp(x)', 0.4, -2],
  ['Math.expm1(x)', 0.4, -2],
  ['Math.log(x)', 0.4, 3],
  ['Math.log1p(x)', 0.4, 3],
  ['Math.log2(x)', 0.4, 3],
  ['Math.log10(x)', 0.4, 3],
  ['Math.sqrt(x)', 0.4, 3],
  ['Math.cbrt(x)', 0.4, -3],
  ['Math.abs(x) * x', 0.4, -3],
  ['x ** 3', 0.4, -3],
  ['x ** -2', 0.4, -3],
  ['x ** 2.5', 0.4, 3],
  ['2 ** x', 0.4, -3],
  ['Math.pow(x, 4)', 0.4, -3],
  ['x ** x', 0.4, 2],
  ['1 / x', 0.4, -3],
  ['x / (1 + x * x)', 0.4, -3],
  ['x % 0.3 * x', 0.4, -3.1],
  ['Math.atan2(x, 2)', 0.4, -3],
  ['Math.atan2(3, x)', 0.4, -3],
  ['Math.hypot(x, 1, 2)', 0.4, -3],
  ['Math.hypot(x)', 0.4, -3],
  ['-x - +x * x', 0.4, -3],
];

export const calculus: readonly Case[] = [
  ...FUNCTIONS.map(
    ([expression, ...points]): Case => ({ name: expression, source: loss(x, `return ${expression};`), points: points.map((p) => at(p)) }),
  ),
  { name: '|x| at 0', source: loss(x, 'return Math.abs(x);'), points: [kink([0], [0]), expecting([-2], [-1]), expecting([3], [1])] },
  {
    name: 'max at a tie',
    source: loss(xy, 'return Math.max(x, y);'),
    points: [kink([1, 1], [0.5, 0.5]), expecting([2, 1], [1, 0]), expecting([1, 2], [0, 1])],
  },
  {
    name: 'min at a tie',
    source: loss(xy, 'return Math.min(x, y);'),
    points: [kink([1, 1], [0.5, 0.5]), expecting([2, 1], [0, 1]), expecting([1, 2], [1, 0])],
  },
  {
    name: 'clamp',
    source: loss(x, 'return Math.min(Math.max(x, 0), 1) * x;'),
    points: [expecting([0.5], [1]), expecting([2], [1]), expecting([-1], [0])],
  },
  {
    name: 'hypot at the origin',
    source: loss(xy, 'return Math.hypot(x, y);'),
    points: [kink([0, 0], [0, 0]), expecting([3, 4], [0.6, 0.8])],
  },
  { name: '√x at 0', source: loss(x, 'return Math.sqrt(x);'), points: [kink([0], [Number.POSITIVE_INFINITY]), expecting([4], [0.25])] },
  { name: 'x**0.5 at 0', source: loss(x, 'return x ** 0.5;'), points: [kink([0], [Number.POSITIVE_INFINITY]), expecting([4], [0.25])] },
  {
    name: '√(x² + y²) at 0 is honestly NaN',
    source: loss(xy, 'return Math.sqrt(x * x + y * y);'),
    points: [kink([0, 0], [Number.NaN, Number.NaN])],
  },
  {
    name: 'powers with base 0',
    source: loss(x, 'return x ** 2 + x ** 3;'),
    points: [{ at: [0], gradient: [0], hessian: [2] }, expecting([-2], [8])],
  },
  {
    name: 'a traced exponent',
    source: loss(xy, 'return x ** y;'),
    points: [kink([0, 2], [0, 0]), kink([0, 1], [1, 0]), expecting([2, 3], [12, 8 * Math.log(2)])],
  },
  { name: 'x**0', source: loss(x, 'return Math.pow(x, 0) + x;'), points: [{ at: [0], gradient: [1], hessian: [0] }] },
  { name: 'x**1', source: loss(x, 'return x ** 1;'), points: [{ at: [0], gradient: [1], hessian: [0] }] },
  {
    name: 'steps have derivative 0',
    source: loss(x, 'return x * Math.floor(x) + Math.round(x) + Math.sign(x) + Math.trunc(x) * x + Math.ceil(x);'),
    points: [expecting([2.5 + 1 / 64], [4])],
  },
  { name: 'remainder', source: loss(xy, 'return x % y;'), points: [expecting([5.5, 2], [1, -2]), expecting([-5.5, 2], [1, 2])] },
  { name: 'fround', source: loss(x, 'return Math.fround(x) * x;'), points: [{ at: [0.5], gradient: [1], hessian: [2] }] },
  {
    name: 'aliases of Math',
    source:
      'const M = Math; export const loss = (x: number) => { const f = M["sin"]; const { tanh } = Math; return [M.cos, f].map((g) => g(x)).reduce((a, b) => a * b, tanh(x)); };',
    points: [at(0.3)],
  },
  {
    name: 'the numerically safe logistic loss',
    source: loss(x, 'return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));'),
    points: [at(2), at(-30), kink([0], [0.5])],
  },
  {
    name: 'log-sum-exp',
    source: loss('z: number[]', 'const m = Math.max(...z); return m + Math.log(z.reduce((s, v) => s + Math.exp(v - m), 0));'),
    points: [at([1, 2, 3]), at([1001, 1000, 999])],
  },
  {
    name: 'the losing side of a maximum does no harm, alone',
    source: loss(x, 'return Math.max(1, Math.sqrt(x));'),
    points: [expecting([0], [0]), expecting([4], [0.25])],
  },
  {
    name: 'the losing side of a maximum does no harm',
    source: loss(x, 'return Math.max(1, Math.sqrt(x)) + x;'),
    points: [expecting([0], [1]), expecting([4], [1.25])],
  },
  {
    name: 'nor does an infinite slope behind a maximum harm its losing side',
    source: loss(x, 'return Math.sqrt(Math.max(0, x)) + x;'),
    points: [expecting([-1], [1]), expecting([4], [1.25])],
  },
  {
    name: 'factors whose product overflows',
    source: loss(x, 'return x * 1e200 * 1e200 * 1e-300;'),
    points: [expecting([1e-150], [1e100]), expecting([3e-150], [1e100])],
  },
  {
    name: 'factors whose product is lost',
    source: loss(x, 'return x * 1e-200 * 1e-200 * 1e300;'),
    points: [expecting([1e200], [1e-100]), expecting([3e200], [1e-100])],
  },
];
