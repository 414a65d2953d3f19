import { describe, expect, test } from 'vitest';
import type { Derivative } from '../../../src/engine/autodiff/compile/kernelProgram';
import { type LoopPlan, LoopPlans } from '../../../src/engine/autodiff/compile/loopPlans';
import { isDataLoop } from '../../../src/engine/autodiff/compile/vectorLoop';
import { HessianMatrix } from '../../../src/engine/autodiff/hessianMatrix';
import { Interpreter } from '../../../src/engine/autodiff/interpreter';
import { defineVectorMath, VECTOR_FUNCTIONS, type VectorFunction } from '../../../src/engine/autodiff/wasm/vectorMath';
import { Module } from '../../../src/engine/wasm/module';
import { distance, load, rolledLoops, rolledLoss } from './support';

/** f on two doubles at once, through memory. */
function vectorFunction(name: VectorFunction): (x: number, y: number) => [number, number] {
  const module = new Module();
  const index = defineVectorMath(module, [name])[name] ?? -1;
  const { code } = module.define([], [], 'run');
  code.i32(0).i32(0).load(0).call(index).store(16);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { m: { memory } }).exports as { run(): void };
  const doubles = new Float64Array(memory.buffer);
  return (x, y) => {
    doubles.set([x, y]);
    run();
    return [doubles[2], doubles[3]];
  };
}

/** Distance in units of the last place. */
function ulps(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(expected))));
  return Math.abs(actual - expected) / 2 ** (exponent - 52);
}

describe('functions of two doubles at once', () => {
  const special = [
    0,
    1,
    -1,
    0.5,
    -0.5,
    1e-300,
    5e-324,
    -1e-20,
    1e-8,
    709,
    -745,
    710,
    -800,
    1e300,
    0.625,
    -0.625,
    20,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
  ];
  const sweep = Array.from({ length: 4000 }, (_, i) => Math.sin(i * 12.9898) * 10 ** ((i % 40) / 10 - 1.5));

  test.each(VECTOR_FUNCTIONS)('%s is within 3 ulp of the engine’s, everywhere', (name) => {
    const f = vectorFunction(name);
    const worst = Math.max(
      ...[...special, ...sweep].map((x, i, all) => {
        const partner = all[(i + 7) % all.length];
        const [a, b] = f(x, partner);
        return Math.max(ulps(a, Math[name](x)), ulps(b, Math[name](partner)));
      }),
    );
    expect(worst).toBeLessThanOrEqual(3);
  });
});

const DATA =
  'const X = Array.from({ length: COUNT }, (_, s) => Array.from({ length: 3 }, (_, k) => Math.sin(s * 1.3 + k * 2.1))); const y = X.map((r) => r[0] * r[1] - r[2]);';
const overData = (body: string) =>
  `${DATA} export function loss(w: number[]): number { let t = 0; for (let s = 0; s < COUNT; s++) { const x = X[s]; const z = w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + w[3]; ${body} } return t / COUNT; }`;

const LOSSES: readonly (readonly [name: string, body: string])[] = [
  ['least squares', 't += (z - y[s]) ** 2;'],
  ['logistic', 't += Math.log(1 + Math.exp(-Math.sign(y[s]) * z));'],
  ['safe logistic', 't += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y[s] * z;'],
  ['tanh network', 't += (w[1] * Math.tanh(z) + w[2] * Math.tanh(z * x[1] + w[0]) - y[s]) ** 2;'],
  ['Huber by a ternary', 'const r = z - y[s]; t += Math.abs(r) < 0.5 ? 0.5 * r * r : 0.5 * (Math.abs(r) - 0.25);'],
  ['logic in conditions', 't += (z > 0 && z < 3) || !(z < 1) ? z * z : 2 * z + +(z > 0.1) * z;'],
  ['relu', 't += Math.max(0, z) * x[0] + Math.min(z, x[1]);'],
  ['absolute error', 't += Math.abs(z - y[s]);'],
  [
    'the library',
    't += Math.sin(z) + Math.cos(z) * Math.atan(z) + Math.sqrt(2 + z) + Math.cbrt(3 + z) + Math.expm1(z) + (2 + z) ** 1.7 + Math.atan2(z, 2) + Math.hypot(z, 1) + (3 + z) % 2 + Math.floor(z) * z + Math.ceil(z) + Math.trunc(z) + Math.round(z) * z;',
  ],
  ['constants that differ and powers', 't += (2 + z) ** 3 * s + (3 + z) ** x[0];'],
  ['a regulariser beside', 't += z ** 4; if (s === 0) for (const v of w) t += 0.1 * v * v;'],
];

describe.each([64, 65, 9])('losses over %i samples', (count) => {
  test.each(LOSSES)('%s: rolled, and in agreement with the interpreter', (_, body) => {
    const x = Float64Array.of(0.3, -0.2, 0.1, 0.05);
    const trace = load(overData(body).replaceAll('COUNT', String(count)), [[...x]]).objective.traceAt(x);
    if (trace === undefined) throw new Error('not traced');
    const rolled = rolledLoss(trace);
    expect(rolled.kernels.some(isDataLoop)).toBe(true);
    const [loops, reference] = [rolledLoops(trace), new Interpreter(trace)];
    for (const at of [x, x.map((v) => v * 0.9 + 0.01)]) {
      const results = [loops, reference].map((evaluator) => {
        const [gradient, product, hessian] = [new Float64Array(4), new Float64Array(4), new HessianMatrix(4)];
        const value = evaluator.gradient(at, gradient);
        const flags = [evaluator.hessianVector(at, Float64Array.of(1, -2, 3, 0.5), product), evaluator.hessian(at, hessian)];
        return [value ?? Number.NaN, ...gradient, ...product, ...hessian.entries, ...flags.map(Number)];
      });
      expect(results[0][0]).not.toBeNaN();
      expect(distance(results[0], results[1]), String(results)).toBeLessThan(1e-14);
    }
  });

  test('a guard that one sample fails sends the loss off the path', () => {
    const source = `${DATA} const f = (v: number) => v * v; export const loss = (w: number[]) => X.reduce((t, x) => { const z = w[0] * x[0] + w[1]; return t + (z < 5 ? f(z) : z); }, 0);`;
    const trace = load(source.replaceAll('COUNT', String(count)), [[0.1, 0.2]]).objective.traceAt(Float64Array.of(0.1, 0.2));
    if (trace === undefined) throw new Error('not traced');
    const loops = rolledLoops(trace);
    const gradient = new Float64Array(2);
    expect(loops.gradient(Float64Array.of(0.2, 0.3), gradient)).toBeDefined();
    expect(loops.gradient(Float64Array.of(4.9, 0.3), gradient)).toBeUndefined();
    expect(loops.hessianVector(Float64Array.of(4.9, 0.3), gradient, new Float64Array(2))).toBe(false);
    expect(loops.hessian(Float64Array.of(4.9, 0.3), new HessianMatrix(2))).toBe(false);
  });

  test('on a kink second derivatives are those of the interpreter', () => {
    const source = overData('t += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));').replaceAll('COUNT', String(count));
    const trace = load(source, [[1, 2, 3, 4]]).objective.traceAt(Float64Array.of(1, 2, 3, 4));
    if (trace === undefined) throw new Error('not traced');
    const zero = new Float64Array(4);
    const [actual, expected] = [new HessianMatrix(4), new HessianMatrix(4)];
    rolledLoops(trace).hessian(zero, actual);
    new Interpreter(trace).hessian(zero, expected);
    expect(actual.entries).toEqual(expected.entries);
    expect(actual.entries[15]).toBeCloseTo(0.25, 12);
  });
});

describe('a loop that was compiled before', () => {
  class Counted extends LoopPlans {
    made = 0;
    override plan(signature: string, derivative: Derivative, make: () => LoopPlan): LoopPlan {
      return super.plan(signature, derivative, () => {
        this.made++;
        return make();
      });
    }
  }

  /** Value, gradient, product and Hessian of both evaluators, whose loops come from `plans`. */
  function agree(body: string, plans: LoopPlans, count = 64): void {
    const x = Float64Array.of(0.3, -0.2, 0.1, 0.05);
    const trace = load(overData(body).replaceAll('COUNT', String(count)), [[...x]]).objective.traceAt(x);
    if (trace === undefined) throw new Error('not traced');
    const [actual, expected] = [rolledLoops(trace, plans), new Interpreter(trace)].map((evaluator) => {
      const [gradient, product, hessian] = [new Float64Array(4), new Float64Array(4), new HessianMatrix(4)];
      const value = evaluator.gradient(x, gradient);
      evaluator.hessianVector(x, Float64Array.of(1, -2, 3, 0.5), product);
      evaluator.hessian(x, hessian);
      return [value ?? Number.NaN, ...gradient, ...product, ...hessian.entries];
    });
    expect(distance(actual, expected)).toBeLessThan(1e-14);
  }

  test('does for other constants, with what they make of it', () => {
    const plans = new Counted();
    for (const factor of ['0.3', '0.7', '12.5', '-0.25']) agree(`t += ${factor} * Math.tanh(1.7 * z - y[s]) ** 2 + ${factor};`, plans);
    expect(plans.made).toBe(3);
  });

  test.each([
    ['another exponent', 't += (2.5 + z) ** 3;', 't += (2.5 + z) ** 1.5;'],
    ['a factor that simplifies', 't += Math.sin(1.5 * z);', 't += Math.sin(2 * z);'],
    ['two constants that are one', 't += Math.sin(1.5 * z) * Math.exp(0.3 * z);', 't += Math.sin(1.5 * z) * Math.exp(1.5 * z);'],
    ['another operation', 't += Math.sin(1.5 * z);', 't += Math.cos(1.5 * z);'],
  ])('does not for %s', (_, before, after) => {
    const plans = new Counted();
    agree(before, plans);
    const { made } = plans;
    agree(after, plans);
    expect(plans.made).toBeGreaterThan(made);
  });

  test('does not for another number of samples', () => {
    const plans = new Counted();
    agree('t += Math.exp(0.3 * z);', plans, 64);
    agree('t += Math.exp(0.3 * z);', plans, 65);
    expect(plans.made).toBe(6);
  });

  test('is forgotten when there are too many', () => {
    const plans = new LoopPlans();
    const plan = (name: string): LoopPlan => ({
      contributions: Array.from({ length: 40_000 }, () => ({ node: 0, slot: 0 })),
      module: new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])),
      ...{ name },
    });
    const asked: string[] = [];
    const ask = (name: string) =>
      plans.plan(name, 'hessian', () => {
        asked.push(name);
        return plan(name);
      });
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) ask(name);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  test('is forgotten among many that have no contributions, too, since each has its code', () => {
    const plans = new LoopPlans();
    const module = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
    let made = 0;
    const make = (): LoopPlan => {
      made++;
      return { contributions: [], module };
    };
    const ask = (name: string) => plans.plan(name, 'value', make);
    for (let k = 0; k < 1000; k++) ask(String(k));
    ask('999');
    ask('0');
    expect(made).toBe(1001);
  });
});
