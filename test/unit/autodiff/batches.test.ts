import { describe, expect, test } from 'vitest';
import { Batches } from '../../../src/engine/autodiff/batched/batches';
import { HessianMatrix } from '../../../src/engine/autodiff/hessianMatrix';
import { createObjective } from '../../../src/engine/autodiff/objective';
import type { LossProgram } from '../../../src/engine/autodiff/tracer';
import { distance, load } from './support';

type Row = readonly [x: number, y: number];
const ROWS: readonly Row[] = Array.from({ length: 53 }, (_, i) => [Math.sin(3 * i), Math.cos(i) + (i % 3)]);

/** A loss of three parameters over `data.rows`, which can be had over some of them. */
function overRows(body: string) {
  const data: { rows: readonly Row[] } = { rows: ROWS };
  const loaded = load(`export function loss(w: number[]): number { const rows = data.rows; ${body} }`, [[0, 0, 0]], { data });
  const { program, runtime } = loaded;
  const on = <T>(rows: readonly number[], run: () => T): T => {
    data.rows = rows.map((row) => ROWS[row]);
    try {
      return run();
    } finally {
      data.rows = ROWS;
    }
  };
  const over = (rows: readonly number[]): LossProgram => ({
    ...program,
    plain: (x) => on(rows, () => program.plain(x)),
    traced: (inputs, given) => on(rows, () => program.traced?.(inputs, given)),
  });
  return { program: { ...program, examples: { count: ROWS.length, over } }, runtime, whole: loaded.objective };
}

const X = Float64Array.of(0.3, -0.7, 0.2);
const V = Float64Array.of(1, 2, -0.5);

function batchesOf(body: string, operations = 100) {
  const { program, runtime, whole } = overRows(body);
  return { batches: Batches.of(program, runtime, X, operations), whole };
}

const sumOf = (term: string) => `let t = 0; for (const [x, y] of rows) t += ${term}; return t;`;

const ADDITIVE: readonly (readonly [name: string, body: string])[] = [
  ['a sum', sumOf('(w[0] * x * x + w[1] * x + w[2] - y) ** 2')],
  ['a mean', sumOf('Math.log1p(Math.exp(-y * (w[0] * x + w[1])))').replace('return t', 'return t / rows.length')],
  [
    'a mean with a penalty',
    sumOf('Math.tanh(w[0] * x + w[1] * y) ** 2').replace('return t', 'return t / rows.length + 0.1 * (w[0] ** 2 + Math.exp(w[2]))'),
  ],
  ['a sum with a penalty', sumOf('Math.sin(w[0] * x + w[1] * y)').replace('return t', 'return t + 0.1 * w[0] ** 4 + w[2] * w[1] + 7')],
  ['a sum of losses that take part ways', sumOf('w[0] * x > w[1] * y ? Math.exp(w[2] * x) : (w[0] - y) ** 2')],
  [
    'terms that take ways of their own',
    'const f = (v: number) => v * v * w[2]; let t = 0; for (const [x, y] of rows) { const z = w[0] * x + w[1]; if (z > 0.1) t += f(z) + y; else { const u = z * y; t -= u * w[2]; } } return t;',
  ],
  ['what is the same for all', `const s = Math.exp(w[2]); ${sumOf('s * (w[0] * x - y) ** 2 + w[1] * s')}`],
];

describe('a loss over batches of its examples is the loss over all of them', () => {
  test.each(ADDITIVE)('%s', (_, body) => {
    const { batches, whole } = batchesOf(body);
    expect(batches?.count).toBeGreaterThan(3);
    for (const x of [X, X.map((v, i) => 0.9 * v + 0.05 * i), X.map((v) => -v)]) {
      const [g, p, h] = [new Float64Array(3), new Float64Array(3), new HessianMatrix(3)];
      const expected = [new Float64Array(3), new Float64Array(3), whole.hessian(x)];
      const value = whole.valueAndGradient(x, expected[0]);
      whole.hessianVector(x, V, expected[1]);
      expect(distance([batches?.evaluate(x, (evaluator) => evaluator.gradient(x, g)) ?? Number.NaN], [value])).toBeLessThan(1e-13);
      expect(batches?.evaluate(x, (evaluator) => evaluator.hessianVector(x, V, p) || undefined)).toBe(true);
      expect(batches?.evaluate(x, (evaluator) => evaluator.hessian(x, h) || undefined)).toBe(true);
      for (const [k, actual] of [g, p, h.entries].entries()) expect(distance(actual, expected[k])).toBeLessThan(1e-13);
    }
  });

  test('least squares, against the closed form', () => {
    const { batches } = batchesOf(sumOf('(w[0] * x * x + w[1] * x + w[2] - y) ** 2'));
    const features = ROWS.map(([x]) => [x * x, x, 1]);
    const residuals = features.map((f, k) => f.reduce((sum, v, i) => sum + v * X[i], 0) - ROWS[k][1]);
    const sum = (term: (f: readonly number[], k: number) => number) => features.reduce((total, f, k) => total + term(f, k), 0);
    const [g, h] = [new Float64Array(3), new HessianMatrix(3)];
    batches?.evaluate(X, (evaluator) => evaluator.gradient(X, g));
    batches?.evaluate(X, (evaluator) => evaluator.hessian(X, h) || undefined);
    expect(
      distance(
        g,
        [0, 1, 2].map((i) => sum((f, k) => 2 * residuals[k] * f[i])),
      ),
    ).toBeLessThan(1e-13);
    expect(
      distance(
        h.entries,
        [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => sum((f) => 2 * f[i] * f[j]))),
      ),
    ).toBeLessThan(1e-13);
  });

  test('on a kink second derivatives are those of the whole', () => {
    const { batches, whole } = batchesOf(sumOf('Math.max(w[0] * x, 0) + Math.log1p(Math.exp(-Math.abs(w[0] * x)))'));
    const [zero, h] = [new Float64Array(3), new HessianMatrix(3)];
    batches?.evaluate(zero, (evaluator) => evaluator.hessian(zero, h) || undefined);
    expect(h.entries[0]).toBeGreaterThan(1);
    expect(distance(h.entries, whole.hessian(zero))).toBeLessThan(1e-13);
  });
});

describe('no batches are taken', () => {
  test.each([
    ['of a root of a mean', sumOf('(w[0] * x - y) ** 2').replace('return t', 'return Math.sqrt(t / rows.length)')],
    ['where examples meet', sumOf('w[0] * x').replace('return t', 'return t * t')],
    ['where each is too long', sumOf('w[0] * x').replace('return t', 'for (let i = 0; i < 1e7; i++) t += w[1]; return t')],
    ['where one example is not enough', sumOf('w[0] * x').replace('return t', 'if (rows.length < 3) throw new Error("few"); return t')],
    ['where the loss is random', sumOf('w[0] * x * Math.random()')],
    ['where the loss is not finite', sumOf('w[0] * x / 0')],
  ])('%s', (_, body) => expect(batchesOf(body).batches).toBeUndefined());
});

test('a loss that proves too long is taken in batches, and says so; what is blocked in one is numeric', () => {
  const long = 'for (const [x, y] of rows) for (let i = 0; i < 16000; i++) t += w[0] * x * w[1] - w[2] * y;';
  const { program, runtime } = overRows(`let t = 0; ${long} return t;`);
  const objective = createObjective(program, runtime);
  const g = new Float64Array(3);
  objective.valueAndGradient(X, g);
  expect(objective.derivatives).toBe('exact');
  expect(objective.batches?.count).toBeGreaterThan(1);
  expect(objective.blockedBy).toBeUndefined();
  const sums = [0, 1].map((k) => ROWS.reduce((sum, row) => sum + row[k], 0));
  expect(distance(g, [16000 * X[1] * sums[0], 16000 * X[0] * sums[0], -16000 * sums[1]])).toBeLessThan(1e-6);
  expect(objective.expressionsAt(X)).toEqual([]);
  expect(objective.traceAt(X)).toBeUndefined();

  const blocked = overRows(`let t = 0; ${long} new Float32Array(1)[0] = w[0]; return t;`);
  const numeric = createObjective(blocked.program, blocked.runtime);
  numeric.valueAndGradient(X, g);
  expect(numeric.derivatives).toBe('numeric');
}, 60_000);
