import { describe, expect, test } from 'vitest';
import { UserCodeError } from '../../../src/engine/errors';
import { differences } from './differences';
import { loss } from './semantics/case';
import { distance, gradientOf, hessianOf, load } from './support';

interface Blocked {
  readonly name: string;
  readonly source: string;
  readonly at: number[];
  readonly message: RegExp;
  /** Source text at which tracing ended. */
  readonly place?: string;
}

const BLOCKED: readonly Blocked[] = [
  {
    name: 'a store into a Float32Array',
    source: loss('w: number[]', 'const a = new Float32Array(2); a[0] = w[0]; return a[0] * w[1];'),
    at: [3, 1],
    message: /Float32Array/,
    place: 'a[0]',
  },
  {
    name: 'a Float32Array made of traced values',
    source: loss('w: number[]', 'const a = new Float32Array(w.map((v) => v * 2)); return a[0] * w[1];'),
    at: [3, 1],
    message: /Float32Array/,
    place: 'new Float32Array(w.map((v) => v * 2))',
  },
  {
    name: 'a Float32Array made of a Float64Array with traced values',
    source: loss('w: number[]', 'const a = new Float32Array(Float64Array.from(w)); return a[0] * w[1];'),
    at: [3, 1],
    message: /Float32Array/,
    place: 'new Float32Array(Float64Array.from(w))',
  },
  {
    name: 'a copy through JSON',
    source: loss('w: number[]', 'const a = JSON.parse(JSON.stringify(w)); return a[0] * w[1];'),
    at: [3, 1],
    message: /JSON/,
    place: 'JSON.stringify(w)',
  },
  {
    name: 'a native function',
    source: loss('w: number[]', 'return w[0] * Number(new Intl.NumberFormat("en").format(w[1]));'),
    at: [3, 1],
    message: /native/,
    place: 'new Intl.NumberFormat("en").format(w[1])',
  },
  {
    name: 'a block that the code catches',
    source: loss(
      'w: number[]',
      'let k = 1; try { k = new DataView(new ArrayBuffer(8)).getFloat64(w[0]); } catch { k = 2; } return k * w[1] * w[0];',
    ),
    at: [3, 1],
    message: /native/,
  },
  {
    name: 'a value kept from an earlier evaluation',
    source:
      'let last = 0; export function loss(w: number[]): number { const before = last; last = w[0]; return w[0] * [5, 6, 7][Math.floor(w[1])] + before * 0; }',
    at: [3, 1],
    message: /earlier evaluation left/,
  },
  {
    name: 'a value kept in a typed array',
    source:
      'const buffer = new Float64Array(1); export function loss(w: number[]): number { const before = buffer[0]; buffer[0] = w[0]; return w[0] * [5, 6, 7][Math.floor(w[1])] + before * 0; }',
    at: [3, 1],
    message: /earlier evaluation left/,
  },
];

describe('what can be traced no further is named, and derivatives turn numeric', () => {
  for (const { name, source, at, message, place } of BLOCKED) {
    test(name, () => {
      const loaded = load(source, [at]);
      gradientOf(loaded, [at]);
      const shifted = at.map((v) => v + 1);
      const gradient = gradientOf(loaded, [shifted]);
      expect(loaded.objective.derivatives).toBe('numeric');
      expect(loaded.objective.blockedBy?.message).toMatch(message);
      if (place !== undefined) expect(loaded.text(loaded.objective.blockedBy?.range)).toBe(place);
      expect(gradient.every(Number.isFinite)).toBe(true);
    });
  }

  test('a loss that counts its calls gives no silently wrong derivative', () => {
    const loaded = load('let calls = 0; export function loss(w: number[]): number { calls += 1; return w[0] * w[0] * calls; }', [[1]]);
    for (let i = 0; i < 4; i++) gradientOf(loaded, [[2]]);
    expect(loaded.objective.derivatives).toBe('numeric');
    expect(loaded.objective.blockedBy?.message).toMatch(/earlier evaluations/);
    expect(loaded.text(loaded.objective.blockedBy?.range)).toBe('calls += 1');
    expect(loaded.objective.flags.map(({ kind }) => kind)).toContain('outer-write');
  });

  test.each([
    ['return Math.exp(x) + Math.random();', 'Math.random()'],
    ['const { random } = Math; return x * (1 + random());', 'random()'],
    ['const draw = () => x + Math.random(); return Math.sin(x) * draw();', 'Math.random()'],
    ['return x * Math.exp(Math.random());', 'Math.random()'],
    ['return Math.exp(x) + 1e-12 * Date.now();', 'Date.now()'],
    ['return Math.exp(x) + 1e-12 * performance.now();', 'performance.now()'],
    ['return Math.exp(x) + 1e-12 * new Date().getTime();', 'new Date()'],
    ['const random = (): number => 0.5; return Math.exp(x) * random();', undefined],
    ['const clock = { now: () => 3 }; return Math.exp(x) * clock.now();', undefined],
    ['return Math.exp(x) + 1e-12 * new Date(7).getTime();', undefined],
  ])('chance stands where it comes in: %s', (body, place) => {
    const loaded = load(loss('x: number', body), [1]);
    gradientOf(loaded, [1]);
    const [flag] = loaded.objective.flags;
    expect(flag && loaded.text(flag.range)).toBe(place);
  });

  test('a loss too long to record', () => {
    const loaded = load(loss('x: number', 'let s = x; for (let i = 0; i < 9e6; i++) s += 1e-9; return s;'), [1]);
    expect(distance(gradientOf(loaded, [1]), [1])).toBeLessThan(1e-7);
    expect(loaded.objective.blockedBy?.message).toMatch(/more than 4,000,000 operations.* would be taken in batches/);
    expect(loaded.text(loaded.objective.blockedBy?.range)).toBe('s += 1e-9');
  }, 60_000);

  test('code without an instrumented version', () => {
    const { objective } = load(loss('x: number', 'return x * x;'), [1]);
    expect(objective.blockedBy).toBeUndefined();
  });
});

describe('central differences', () => {
  const source = loss(
    'w: number[]',
    'new Float32Array(1)[0] = w[0]; return Math.exp(w[0] * w[1]) + w[2] ** 3 * Math.sin(w[0]) + 1e3 * w[1];',
  );
  const at = [0.7, -1.3, 2];
  const exact = load(source.replace('new Float32Array(1)[0] = w[0];', ''), [at]);
  const numeric = load(source, [at]);

  test('gradient to 1e-11', () => {
    expect(distance(gradientOf(numeric, [at]), gradientOf(exact, [at]))).toBeLessThan(1e-11);
    expect(numeric.objective.derivatives).toBe('numeric');
  });
  test('Hessian to 1e-4 of its largest entry', () => {
    expect(distance(hessianOf(numeric, [at]), hessianOf(exact, [at]))).toBeLessThan(1e-4);
  });
  test('H·v to 1e-4', () => {
    const [v, actual, expected] = [Float64Array.of(1, -2, 0.5), new Float64Array(3), new Float64Array(3)];
    numeric.objective.hessianVector(Float64Array.from(at), v, actual);
    exact.objective.hessianVector(Float64Array.from(at), v, expected);
    expect(distance(actual, expected)).toBeLessThan(1e-4);
  });
});

describe('a loss that gives no number is refused', () => {
  test.each([
    ['text', "return 'a' as unknown as number;", /returns a string; a loss must return a number/],
    ['nothing', 'return undefined as unknown as number;', /returns nothing; a loss must return a number/],
    ['a truth value', 'return (x > 1) as unknown as number;', /returns a boolean/],
    ['an array', 'return [x] as unknown as number;', /returns an array/],
    ['an object', 'return { x } as unknown as number;', /returns an object/],
    ['a promise', 'return Promise.resolve(x) as unknown as number;', /returns a promise/],
  ])('%s', (_, body, message) => {
    const { objective } = load(loss('x: number', body), [1]);
    expect(() => objective.value(Float64Array.of(1))).toThrow(UserCodeError);
    expect(() => objective.valueAndGradient(Float64Array.of(1), new Float64Array(1))).toThrow(message);
  });

  test('what it throws is wrapped', () => {
    const { objective } = load(loss('x: number', 'if (x > 1) throw new Error("too big"); return x;'), [1]);
    expect(() => objective.valueAndGradient(Float64Array.of(2), new Float64Array(1))).toThrow(/The loss threw: too big/);
    expect(objective.valueAndGradient(Float64Array.of(0), new Float64Array(1))).toBe(0);
    expect(objective.derivatives).toBe('exact');
  });
});

test('differences used as the yardstick are themselves right', () => {
  expect(
    distance(
      differences(([x, y]) => Math.exp(x) * y ** 3, [0.3, 2]),
      [Math.exp(0.3) * 8, Math.exp(0.3) * 12],
    ),
  ).toBeLessThan(1e-10);
});
