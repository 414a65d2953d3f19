import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_PIECE, Sequential } from '../../../src/engine/autodiff/compile/sequential';
import { StraightLine } from '../../../src/engine/autodiff/compile/straightLine';
import type { Evaluator } from '../../../src/engine/autodiff/evaluator';
import type { Part } from '../../../src/engine/autodiff/grouping/blocks';
import { stretches } from '../../../src/engine/autodiff/grouping/repeats';
import { HessianMatrix } from '../../../src/engine/autodiff/hessianMatrix';
import { Interpreter } from '../../../src/engine/autodiff/interpreter';
import type { Trace } from '../../../src/engine/autodiff/trace';
import { point, program, recurrence } from './programs';
import { CASES } from './semantics/all';
import { distance, flatten, load, rolledLoops } from './support';

const TIERS: Readonly<Record<string, (trace: Trace) => Evaluator>> = {
  'rolled loops': (trace) => rolledLoops(trace),
  'straight line': (trace) => new StraightLine(trace, new Interpreter(trace)),
  'loops over time': (trace) => sequential(trace, stretches(trace, MAX_PIECE)),
  'pieces of three operations': (trace) => sequential(trace, pieces(trace, 3)),
};

/** Constant losses and those that are a parameter have no operation to start from. */
function sequential(trace: Trace, parts: readonly Part[]): Evaluator {
  const isOperation = trace.output >= trace.inputs && trace.output < trace.nodes;
  return isOperation ? new Sequential(trace, parts, new Interpreter(trace)) : new Interpreter(trace);
}

function pieces({ inputs, nodes }: Trace, length: number): Part[] {
  const count = Math.ceil((nodes - inputs) / length);
  return Array.from({ length: count }, (_, k) => inputs + k * length).map((start) => ({
    start,
    length: Math.min(length, nodes - start),
    turns: 1,
  }));
}

/** Second derivatives where the first is infinite come out as NaN or ±∞, depending on the order of operations. */
const finite = (x: number): number => (Number.isFinite(x) ? x : Number.NaN);

/** Everything a tier computes at x, in one list. */
function everything(evaluator: Evaluator, x: Float64Array): number[] {
  const n = x.length;
  const [gradient, product, hessian] = [new Float64Array(n), new Float64Array(n), new HessianMatrix(n)];
  const value = evaluator.gradient(x, gradient);
  const alone = evaluator.value ? evaluator.value(x) : value;
  const direction = x.map((_, i) => Math.cos(3 * i + 1));
  const done = [value !== undefined, alone !== undefined, evaluator.hessianVector(x, direction, product), evaluator.hessian(x, hessian)];
  return [
    ...done.map(Number),
    ...(value === undefined || alone === undefined ? [] : [value, alone, ...gradient, ...[...product, ...hessian.entries].map(finite)]),
  ];
}

function compare(tier: string, trace: Trace, x: Float64Array): void {
  const [actual, expected] = [everything(TIERS[tier](trace), x), everything(new Interpreter(trace), x)];
  expect(distance(actual, expected), `${actual} is not ${expected}`).toBeLessThan(1e-14);
}

describe.each(Object.keys(TIERS))('%s agrees with the interpreter', (tier) => {
  test.each(CASES.map((entry) => [entry.name, entry] as const))('%s', (_, { source, points }) => {
    const { objective } = load(source, points[0].at);
    for (const from of points) {
      const trace = objective.traceAt(Float64Array.from(flatten(from.at)));
      if (trace === undefined) throw new Error('not traced');
      for (const to of points) compare(tier, trace, Float64Array.from(flatten(to.at)));
    }
  });

  test.each([
    ['programs', program],
    ['recurrences', recurrence],
  ])(
    'random %s',
    (_, sources) => {
      fc.assert(
        fc.property(sources, point, point, (source, x, y) => {
          const trace = load(source, [x]).objective.traceAt(Float64Array.from(x));
          if (trace === undefined) throw new Error('not traced');
          compare(tier, trace, Float64Array.from(x));
          compare(tier, trace, Float64Array.from(y));
        }),
        { numRuns: 60, seed: 11 },
      );
    },
    60_000,
  );
});

describe('choosing a tier', () => {
  test('losses that step through time give the same before and after they are compiled', () => {
    const { objective } = load(
      'export function loss([a, b]: number[]): number { let h = a, s = 0; for (let i = 0; i < 900; i++) { h = 0.9 * Math.sin(h + b) + 0.1 * a; s += h * h; } return s; }',
      [[1, 2]],
    );
    const x = Float64Array.of(0.3, 0.4);
    const results = Array.from({ length: 8 }, () => {
      const [gradient, product] = [new Float64Array(2), new Float64Array(2)];
      const value = objective.valueAndGradient(x, gradient);
      objective.hessianVector(x, x, product);
      return [value, ...gradient, ...product, ...objective.hessian(x)];
    });
    for (const result of results) expect(distance(result, results[0])).toBeLessThan(1e-14);
  });

  test('results do not change when a path is compiled', () => {
    const { objective } = load('export const loss = (w: number[]) => w.reduce((s, v, i) => s + Math.exp(v) * (i + 1) + v * w[0], 0);', [
      [1, 2, 3],
    ]);
    const x = Float64Array.of(0.1, -0.2, 0.3);
    const gradients = Array.from({ length: 6 }, () => {
      const gradient = new Float64Array(3);
      return [objective.valueAndGradient(x, gradient), ...gradient];
    });
    for (const gradient of gradients) expect(distance(gradient, gradients[0])).toBeLessThan(1e-15);
  });
});

describe('paths', () => {
  test('are recorded anew after they have been forgotten', () => {
    const { objective } = load(
      'const f = (v: number) => v * v; export const loss = (x: number) => f(x) * [1, 2, 3][Math.floor(x) % 3];',
      [1],
    );
    const gradients = Array.from({ length: 60 }, (_, i) => {
      const gradient = new Float64Array(1);
      objective.valueAndGradient(Float64Array.of((i % 30) + 0.5), gradient);
      return gradient[0];
    });
    expect(gradients).toEqual(gradients.map((_, i) => 2 * ((i % 30) + 0.5) * ((i % 3) + 1)));
    expect(objective.derivatives).toBe('exact');
  });

  test('of large losses are not hoarded', () => {
    const source =
      'export function loss(x: number): number { let s = 0; const k = Math.floor(x); for (let i = 0; i < 400_000; i++) s += x * 1e-6; return s + [0, 1][k % 2]; }';
    const { objective } = load(source, [1]);
    for (let i = 0; i < 12; i++) expect(objective.value(Float64Array.of(i + 0.5))).toBeCloseTo(0.4 * (i + 0.5) + (i % 2), 6);
    const gradient = new Float64Array(1);
    for (let i = 0; i < 12; i++) {
      objective.valueAndGradient(Float64Array.of(i + 0.5), gradient);
      expect(gradient[0]).toBeCloseTo(0.4, 9);
    }
    expect(objective.pathsRecorded).toBeLessThanOrEqual(12);
  }, 60_000);
});

test('a loss over data, once compiled, is evaluated by its loops, and every now and then as it is written', () => {
  let calls = 0;
  const source = `const X = Array.from({ length: 200 }, (_, i) => Math.sin(i));
    export function loss(a: number, b: number): number {
      tick();
      let s = 0;
      for (const x of X) s += (Math.tanh(a * x + b) - x * x) ** 2;
      return s;
    }`;
  const { objective, plain } = load(source, [0.5, 0.2], { tick: () => ++calls });
  const gradient = new Float64Array(2);
  for (let k = 0; k < 10; k++) objective.valueAndGradient(Float64Array.of(0.5, 0.2), gradient);
  calls = 0;
  const errors = Array.from({ length: 1000 }, (_, k) => {
    const at = Float64Array.of(Math.cos(k), Math.sin(3 * k));
    return Math.abs(objective.value(at) - plain(at));
  });
  expect(Math.max(...errors)).toBeLessThan(1e-11);
  expect(calls - 1000).toBeGreaterThan(0);
  expect(calls - 1000).toBeLessThan(20);
});
