import { describe, expect, test } from 'vitest';
import { FirstWrites } from '../../../src/engine/autodiff/compile/firstWrites';
import { ScalarLoop } from '../../../src/engine/autodiff/compile/scalarLoop';
import { type Filling, HessianMatrix } from '../../../src/engine/autodiff/hessianMatrix';
import { Interpreter } from '../../../src/engine/autodiff/interpreter';
import type { Trace } from '../../../src/engine/autodiff/trace';
import { distance, load, rolledLoops, rolledLoss } from './support';

const n = 36;
const point = (phase: number): Float64Array => Float64Array.from({ length: n }, (_, i) => 0.7 + 0.3 * Math.sin(3 * i + phase));

function traceOf(body: string): Trace {
  const source = `export function loss(x: number[]): number { const n = x.length; let s = 0; ${body} return s; }`;
  const trace = load(source, [[...point(0)]]).objective.traceAt(point(0));
  if (trace === undefined) throw new Error('not traced');
  return trace;
}

const CHAIN = 'for (let i = 0; i + 1 < n; i++) s += (x[i + 1] - x[i] ** 2) ** 2;';
const LOSSES: Readonly<Record<string, string>> = {
  'a chain': CHAIN,
  'a chain backwards': 'for (let i = n - 1; i > 0; i--) s += Math.exp(x[i - 1] * x[i]);',
  'a chain without its ends': 'for (let i = 3; i + 4 < n; i++) s += Math.exp(x[i - 1] * x[i]);',
  pairs: 'for (let i = 0; i + 1 < n; i += 2) s += (x[i + 1] - x[i] ** 2) ** 2;',
  'second differences and a term of each':
    'for (let i = 1; i + 1 < n; i++) s += (x[i + 1] - 2 * x[i] + x[i - 1]) ** 4; for (const v of x) s += Math.cos(v);',
  'a term of each before a chain': `for (const v of x) s += Math.cos(v); ${CHAIN}`,
  'an arrow': 'for (let i = 1; i < n; i++) s += Math.sin(x[0] * x[i]) + x[i] ** 4;',
  'two arrows': 'for (let i = 1; i + 1 < n; i++) s += Math.sin(x[0] * x[i]) + Math.exp(x[i] * x[n - 1]) * x[0];',
  'a grid':
    'for (let i = 0; i < 36; i++) { if (i % 6 < 5) s += Math.sqrt(1 + (x[i] - x[i + 1]) ** 2); if (i < 30) s += (x[i] * x[i + 6] - 1) ** 2; }',
  'a graph, some of whose edges are there twice':
    'for (let i = 0; i < 90; i++) { const [a, b] = [(i * 7) % n, (i * 11 + 3) % n]; if (a !== b) s += (x[a] * x[b] - 1) ** 2; }',
  'a grid and its edges back':
    'for (let i = 0; i + 1 < n; i++) s += x[i] ** 2 * x[i + 1]; for (let i = 0; i + 1 < n; i++) s += x[i + 1] ** 3 * x[i];',
  'all pairs': 'for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) s += 1 / (1 + (x[i] - x[j]) ** 2);',
  'data and a penalty':
    'for (let k = 0; k < 40; k++) { let z = 0; for (let i = 0; i < 5; i++) z += Math.cos(k * i) * x[i]; s += Math.log(1 + Math.exp(z)); } for (const v of x) s += v ** 4;',
};

class Watched extends HessianMatrix {
  filling: Filling | undefined;

  override readyFor(filling: Filling): Float64Array {
    this.filling = filling;
    return super.readyFor(filling);
  }
}

const poisoned = () => new Float64Array(n).fill(Number.NaN);

describe('what comes first is written, the rest is added', () => {
  test.each(Object.entries(LOSSES))('%s: whatever was there before', (_, body) => {
    const trace = traceOf(body);
    const [loops, reference] = [rolledLoops(trace), new Interpreter(trace)];
    const [matrix, expectedMatrix] = [new HessianMatrix(n), new HessianMatrix(n)];
    for (const [k, x] of [0, 1, 2, 3].map(point).entries()) {
      if (k === 2) matrix.overwritten().fill(Number.NaN);
      const [actual, expected] = [poisoned(), poisoned()];
      expect(loops.gradient(x, actual)).toBeCloseTo(reference.gradient(x, expected) ?? Number.NaN, 10);
      expect(distance(actual, expected)).toBeLessThan(1e-14);
      loops.hessianVector(x, point(7), actual.fill(Number.NaN));
      reference.hessianVector(x, point(7), expected);
      expect(distance(actual, expected)).toBeLessThan(1e-14);
      expect([loops.hessian(x, matrix), reference.hessian(x, expectedMatrix)]).toEqual([true, true]);
      expect(distance(matrix.entries, expectedMatrix.entries)).toBeLessThan(1e-14);
    }
  });

  test('of a chain one entry is cleared before', () => {
    const matrix = new Watched(n);
    rolledLoops(traceOf(CHAIN)).hessian(point(0), matrix);
    expect(matrix.filling?.touched).toHaveLength(3 * n - 2);
    expect(matrix.filling?.added).toEqual(Int32Array.of(0));
  });

  test('a matrix that is not sparse is cleared as a whole', () => {
    const matrix = new Watched(n);
    rolledLoops(traceOf(LOSSES['all pairs'])).hessian(point(0), matrix);
    expect(matrix.filling?.touched).toBeUndefined();
    expect(matrix.filling?.added).toHaveLength(n);
  });
});

test('no two loops are of the same text, for which engines would take their tables for variable', () => {
  const [kernel] = rolledLoss(traceOf(CHAIN)).kernels;
  const text = () => String(new ScalarLoop(kernel, n, new Float64Array(0)).prepared('gradient', new FirstWrites(n, n)));
  expect(text()).not.toBe(text());
});
