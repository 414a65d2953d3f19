import { describe, expect, test } from 'vitest';
import { isSmooth } from '../../../src/engine/autodiff/inspect';
import { loss } from './semantics/case';
import { flatten, load } from './support';

describe('non-smooth points', () => {
  test.each([
    ['Math.abs(x) + x', [0], 'Math.abs(x)', /\|x\|/],
    ['Math.max(x, y, 3) * 2', [4, 4], 'Math.max(x, y, 3)', /max/],
    ['Math.min(x, y)', [1, 1], 'Math.min(x, y)', /min/],
    ['Math.hypot(x, y)', [0, 0], 'Math.hypot(x, y)', /length of a vector/],
    ['Math.sqrt(x) + y', [0, 1], 'Math.sqrt(x)', /infinite/],
    ['x > 0 ? x : 0', [0], 'x > 0', /branch taken/],
    ['x * Math.floor(y)', [1, 2], 'Math.floor(y)', /floor/],
    ['[10, 20, 30][Math.floor(y)] * x', [1, 2], 'Math.floor(y)', /floor/],
  ])('%s at %j', (body, at, place, rule) => {
    const loaded = load(loss('x: number, y = 1', `return ${body};`), at);
    const points = loaded.objective.nonSmoothAt(Float64Array.from(at));
    expect(points.map(({ site }) => loaded.text(site))).toEqual([place]);
    expect(points[0].rule).toMatch(rule);
  });

  test('none away from kinks', () => {
    const loaded = load(loss('x: number', 'return Math.abs(x) + Math.max(x, 0) + (x > 1 ? x : 0) + Math.floor(x) * x;'), [0]);
    expect(loaded.objective.nonSmoothAt(Float64Array.of(0.5))).toEqual([]);
  });

  test('none in a branch not taken', () => {
    const loaded = load(loss('x: number', 'return x < 1 ? x : Math.abs(x);'), [0]);
    expect(loaded.objective.nonSmoothAt(Float64Array.of(0))).toEqual([]);
  });

  test('guards on calls count too', () => {
    const loaded = load('const f = (v: number) => v * v; export const loss = (x: number) => (x >= 2 ? f(x) : x);', [0]);
    expect(loaded.objective.nonSmoothAt(Float64Array.of(2)).map(({ site }) => loaded.text(site))).toEqual(['x >= 2']);
  });
});

describe('paths without kinks', () => {
  test.each([
    ['Math.tanh(x) * y + Math.exp(x / y)', true],
    ['x * Math.abs(y)', false],
    ['x > 0 ? x : y', false],
    ['[x, y][Math.floor(y)]', false],
    ['x * Math.round(y)', false],
  ])('%s: %j', (body, smooth) => {
    const at = [1, 0.5];
    const trace = load(loss('x: number, y: number', `return ${body};`), at).objective.traceAt(Float64Array.from(at));
    expect(trace && isSmooth(trace)).toBe(smooth);
  });
});

describe('values and adjoints of expressions', () => {
  test('the chain rule of a small loss', () => {
    const loaded = load(loss('x: number, y: number', 'return (1 - x) ** 2 + 100 * (y - x * x) ** 2;'), [0, 0]);
    const readings = loaded.objective.expressionsAt(Float64Array.of(2, 3));
    const byText = Object.fromEntries(
      readings.map(({ range, value, adjoint, count }) => [loaded.text(range), [value.min, adjoint.max, count]]),
    );
    expect(byText).toEqual({
      '1 - x': [-1, -2, 1],
      '(1 - x) ** 2': [1, 1, 1],
      'x * x': [4, 200, 1],
      'y - x * x': [-1, -200, 1],
      '(y - x * x) ** 2': [1, 100, 1],
      '100 * (y - x * x) ** 2': [100, 1, 1],
      '(1 - x) ** 2 + 100 * (y - x * x) ** 2': [101, 1, 1],
    });
  });

  test('a loop shows extremes and how often it ran', () => {
    const loaded = load(loss('w: number[]', 'let s = 0; for (const v of w) s += Math.exp(v) * v; return Math.max(...w, s);'), [[0, 0, 0]]);
    const readings = loaded.objective.expressionsAt(Float64Array.of(0, 1, 2));
    const product = readings.find(({ range }) => loaded.text(range) === 'Math.exp(v) * v');
    expect(product).toMatchObject({ count: 3, value: { min: 0, max: 2 * Math.exp(2) }, adjoint: { min: 1, max: 1 } });
    expect(readings.find(({ range }) => loaded.text(range) === 'Math.exp(v)')).toMatchObject({ count: 3, adjoint: { min: 0, max: 2 } });
    expect(readings.find(({ range }) => loaded.text(range) === 'Math.max(...w, s)')?.count).toBe(1);
  });
});

describe('the first NaN or infinity', () => {
  test.each([
    ['return Math.exp(x) - Math.log(x - 5);', [1], 'value', 'Math.log(x - 5)', Number.NaN],
    ['return 1 / (x - 2) + x;', [2], 'value', '1 / (x - 2)', Number.POSITIVE_INFINITY],
    ['return Math.sqrt(x) * 2;', [0], 'derivative', 'Math.sqrt(x)', Number.POSITIVE_INFINITY],
  ])('%s at %j', (body, at, of, place, value) => {
    const loaded = load(loss('x: number', body), at);
    const found = loaded.objective.nonFiniteAt(Float64Array.from(flatten(at)));
    expect([found?.of, loaded.text(found?.range), found?.value]).toEqual([of, place, value]);
  });

  test('none where all is finite', () => {
    const loaded = load(loss('x: number', 'return x > 0 ? Math.log(x) : 0;'), [1]);
    expect(loaded.objective.nonFiniteAt(Float64Array.of(-1))).toBeUndefined();
  });
});

test('an infinite derivative is laid to the operation that makes it, not to others of the same operand', () => {
  const loaded = load(loss('x: number', 'return Math.exp(x) + Math.sqrt(x) + x * 3;'), [0]);
  const found = loaded.objective.nonFiniteAt(Float64Array.of(0));
  expect([found?.of, loaded.text(found?.range), found?.value]).toEqual(['derivative', 'Math.sqrt(x)', Number.POSITIVE_INFINITY]);
});
