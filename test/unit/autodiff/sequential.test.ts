import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MAX_PIECE, Sequential } from '../../../src/engine/autodiff/compile/sequential';
import type { Evaluator } from '../../../src/engine/autodiff/evaluator';
import { blocksOf, codeLength, isBranching } from '../../../src/engine/autodiff/grouping/blocks';
import { stretches } from '../../../src/engine/autodiff/grouping/repeats';
import { MAX_RUN } from '../../../src/engine/autodiff/grouping/runs';
import { HessianMatrix } from '../../../src/engine/autodiff/hessianMatrix';
import { Interpreter } from '../../../src/engine/autodiff/interpreter';
import type { Trace } from '../../../src/engine/autodiff/trace';
import { Code } from '../../../src/engine/wasm/code';
import { distance, load } from './support';

/** Losses that step through time, of four parameters. */
const LOSSES: readonly (readonly [name: string, body: string])[] = [
  [
    'explicit Euler',
    'let x = p[0], y = p[1]; for (let i = 0; i < STEPS; i++) { const d = p[2] * x * y; x += 0.01 * (y - d); y -= 0.01 * (x + p[3] * d); } return x * x + y;',
  ],
  [
    'Runge–Kutta with data now and then',
    'let x = p[0], s = 0; const f = (x: number) => p[1] * x * (1 - x / p[2]); for (let i = 0; i < STEPS; i++) { const k = f(x), l = f(x + 0.05 * k); x += 0.1 * l; if (i % 10 === 9) s += (x - Math.sin(i)) ** 2 * p[3]; } return s;',
  ],
  [
    'recurrent network',
    'let h = 0, s = 0; for (let i = 0; i < STEPS; i++) { h = Math.tanh(p[0] * h + p[1] * Math.sin(i) + p[2]); s += (p[3] * h - Math.cos(i)) ** 2; } return s;',
  ],
  [
    'with relu',
    'let h = 0, s = 0; for (let i = 0; i < STEPS; i++) { h = Math.max(0, p[0] * h + p[1] * Math.sin(i) + p[2]); s += Math.abs(p[3] * h - Math.cos(i)); } return s;',
  ],
  [
    'two steps back',
    'let a = p[0], b = p[1]; for (let i = 0; i < STEPS; i++) { const c = Math.sin(p[2] * a + p[3] * b + i); a = b; b = c; } return a * b;',
  ],
  [
    'a long memory',
    'const v = [p[0], p[1], p[2], p[3], 1, 2, 3]; for (let i = 7; i < STEPS; i++) v.push(0.5 * v[i - 1] - 0.3 * v[i - 7] * v[i - 2]); return v[STEPS - 1] + v[STEPS - 9] ** 2;',
  ],
  [
    'data read backwards, parameters in a circle',
    'const data = Array.from({ length: STEPS }, (_, i) => Math.cos(i)); let h = p[0]; for (let i = STEPS - 1; i >= 0; i--) h = 0.9 * Math.atan(h) + data[i] * p[i % 4]; return h * h;',
  ],
  [
    'a condition whose other side is not defined',
    'let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { const z = p[1] * h + Math.sin(i); s += z > 0 ? Math.log(z) * p[2] : Math.sqrt(-z) * p[3] * h; h = 0.5 * Math.cos(z); } return s;',
  ],
  [
    'a maximum whose losing side is infinite',
    'let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { const e = Math.max(Math.log(0 * h), p[1]) + Math.max(-1, Math.sqrt(0 * p[2]) - 2); s += e * h; h = Math.sin(h + e + p[3]); } return s;',
  ],
  [
    'branches that call functions',
    'const up = (x: number) => x * p[0] + 0.1, down = (x: number) => { const t = x - p[1]; return t * t * 0.1; }; let h = p[2]; for (let i = 0; i < STEPS; i++) h = h < p[3] ? up(h) : down(h); return h;',
  ],
  [
    'conditions that turn out one way or the other',
    'const hits: number[] = []; let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { h = 0.9 * Math.cos(3 * h + p[1] * i); if (h > p[2] - 0.9) hits.push(i); s += h * p[3]; } return s * hits.length;',
  ],
  [
    'conditions that matter in some turns',
    'const hits: number[] = []; let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { h = 0.9 * Math.cos(3 * h + p[1] * i); const high = h > p[2] - 0.9; if (i % 3 === 1 && high) hits.push(i); s += h * p[3]; } return s * hits.length;',
  ],
  [
    'states that are read again in the end',
    'const states: number[] = []; let h = p[0], k = p[1]; for (let i = 0; i < STEPS; i++) { h = Math.sin(h * p[2] + 0.3 * k + i); k = 0.5 * k + h * p[3]; states.push(h); } return states.reduce((s, v, i) => (i % 3 === 1 ? s + v * v : s * 0.99), k);',
  ],
  [
    'nested conditions on coupled states, one of them used twice',
    'let h = p[0], k = p[1], s = 0; for (let i = 0; i < STEPS; i++) { const z = p[2] * h + p[3] * k + Math.sin(i * i); const r = z > 0.4 ? (k > 0 ? z * h : 0.3 * z) : z < -0.5 ? h * h * k : 0.1 * h; k = h > 0 ? 0.5 * k + 0.2 * r : 0.4 * h - 0.3 * k; h = z > 0 ? 0.5 * r + 0.1 * h : -0.6 * h; s += (h - k) ** 2; } return s;',
  ],
  [
    'division and powers',
    'let h = p[0]; for (let i = 0; i < STEPS; i++) h = 1 / (2 + h ** 2) + (1 + h * h) ** p[1] / 4 - Math.hypot(h, p[2]) / 3 - (p[3] % 1); return h ** 3;',
  ],
  [
    'the library',
    'let h = p[0]; for (let i = 0; i < STEPS; i++) h = Math.sin(h) * Math.exp(-h * h) + Math.log1p(p[1] ** 2) + Math.cbrt(h + 3) / 9 + Math.floor(h) * p[2] * 0.1 - Math.sign(p[3]) * Math.round(h) * 0.1 + Math.expm1(h / 9) + Math.atan2(h, 5); return h;',
  ],
];
/** Losses whose turns take different ways, each of which is code of its own. */
const BRANCHING: readonly (readonly [name: string, body: string])[] = [
  [
    'branches of different lengths',
    'const f = (v: number) => v * v * p[2]; let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { const z = p[1] * h + Math.sin(i * i); s += z > 0.2 ? f(z) : f(z * p[3]) + z; h = z > 0 ? f(0.5 * z) : 0.1 * z; }return s;',
  ],
  [
    'values kept until a branch needs them',
    'let h = p[0], last = p[1], s = 0; for (let i = 0; i < STEPS; i++) { h = Math.sin(3 * h + i * p[2]); if (h > 0.3) { s += last * h; last = h * p[3]; } else if (h < -0.8) s -= last; } return s + last;',
  ],
  [
    'a value of the first turn that all others use',
    'const f = (v: number) => Math.exp(v) * p[3]; let first = 0, h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { h = Math.cos(5 * h + p[1] * i); if (i === 0) first = h * p[2]; if (h > 0.1) s += first * h; else s += f(first) - h; } return s;',
  ],
  [
    'delicate operations in one branch, behind a selection',
    'let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { h = Math.cos(5 * h + p[1] * i); let t = h; if (h > 0.2) { t = Math.sqrt(h) + Math.log(h * p[2] + 2); t *= p[3]; } s += t > 0.1 ? t / h : Math.max(t, h * h); } return s;',
  ],
  [
    'loops of varying length within each turn',
    'let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { let z = h + p[1] * Math.sin(i); while (z < 2) z = 1.7 * z * z + p[2] + 0.5; h = Math.sin(z); s += h * p[3]; } return s;',
  ],
  [
    'states that are read again after the branches',
    'const f = (v: number) => v * v * p[2], states: number[] = []; let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { h = h * Math.cos(i * i) > 0.2 ? f(h) + 0.4 : 0.9 * Math.sin(h + p[1] * i); if (h > 0) s += f(h) * p[3]; states.push(h); } return states.reduce((t, v) => t * 0.9 + v * v, s);',
  ],
  [
    'parameters in a circle',
    'let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { h = Math.cos(h + p[i % 4] + 9 * Math.sin(i * i)); if (h > 0) s += h * p[(3 * i) % 4]; else s -= h * h * p[0]; } return s;',
  ],
];
const AT = Float64Array.of(0.4, 0.7, 0.9, 0.3);

/** Turns of one of several kinds each, chosen by values: all of them, or some beside the others. */
const branchingLoss = fc
  .array(
    fc.constantFrom(
      'if (h > 0.3) { s += h * p[2]; kept = h; }',
      'if (h < -0.2) h = f(h) - kept; else s += Math.tanh(h * p[3]);',
      'if (i % 3 === 1) kept = kept * 0.5 + p[1];',
      'if (s > 1) s *= 0.5; else if (s < -1) s = f(s / 2) - h;',
      'for (let k = 0; k < (h > 0 ? 2 : 1); k++) s += f(h + k);',
      's += h > 0 ? Math.log(1 + h) : f(h);',
      'if (Math.abs(kept) > 1.5) { kept = Math.sin(kept); seen.push(h); }',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(
    (turn) =>
      `const f = (v: number) => 0.3 * v * v * Math.cos(p[3]), seen: number[] = [p[2]]; let h = p[0], s = 0, kept = p[1]; for (let i = 0; i < STEPS; i++) { h = 0.5 * Math.sin(h + Math.sin(i * i) * 9) + 0.1 * kept; ${turn.join(' ')} } return s + h * kept + seen[seen.length >> 1];`,
  );

/** All that an evaluator computes at a point of four parameters, in one list. */
function everything(evaluator: Evaluator, x: Float64Array): number[] {
  const [gradient, product, hessian] = [new Float64Array(4), new Float64Array(4), new HessianMatrix(4)];
  const value = evaluator.gradient(x, gradient);
  if (value === undefined) return [evaluator.hessianVector(x, x, product), evaluator.hessian(x, hessian)].map(Number);
  const done = [evaluator.hessianVector(x, Float64Array.of(1, -2, 3, 0.5), product), evaluator.hessian(x, hessian)];
  return [value, ...gradient, ...product, ...hessian.entries, ...done.map(Number)];
}

function traceOf(body: string, steps: number, at = AT): Trace {
  const source = `export function loss(p: number[]): number { ${body} }`.replaceAll('STEPS', String(steps));
  const trace = load(source, [[...AT]]).objective.traceAt(at);
  if (trace === undefined) throw new Error('not traced');
  return trace;
}

describe('a loop over time', () => {
  test.each([...LOSSES, ...BRANCHING])('%s: agrees with the interpreter', (_, body) => {
    // Turns that go in pairs, and one more.
    for (const trace of [traceOf(body, 150), traceOf(body, 151)]) {
      const [sequential, interpreter] = [
        new Sequential(trace, stretches(trace, MAX_PIECE), new Interpreter(trace)),
        new Interpreter(trace),
      ];
      for (const x of [AT, AT.map((v) => v * 1.001), AT]) {
        const results = [sequential, interpreter].map((evaluator) => everything(evaluator, x));
        if (x === AT) expect(results[1].every(Number.isFinite), String(results[1])).toBe(true);
        expect(distance(results[0], results[1]), `${results[0]} is not ${results[1]}`).toBeLessThan(1e-14);
      }
    }
  });

  test.each([...LOSSES, ...BRANCHING])('%s: is found', (_, body) => {
    const trace = traceOf(body, 300);
    const parts = stretches(trace, MAX_PIECE);
    const code = codeLength(parts);
    expect(code).toBeLessThan(trace.nodes / 2);
  });

  test('the parts are the whole trace in order', () => {
    for (const [, body] of [...LOSSES, ...BRANCHING]) {
      const trace = traceOf(body, 70);
      let next = trace.inputs;
      for (const part of stretches(trace, 50)) {
        const turns = blocksOf(part).flatMap(({ starts, length }) => Array.from(starts, (start) => ({ start, length })));
        for (const { start, length } of turns.sort((p, q) => p.start - q.start)) {
          expect(start).toBe(next);
          next = start + length;
        }
      }
      expect(next).toBe(trace.nodes);
    }
  });

  test.each(BRANCHING)('%s: is a branching loop', (_, body) => {
    const trace = traceOf(body, 300);
    const branching = stretches(trace, MAX_PIECE).filter(isBranching);
    const covered = branching.flatMap(({ variants }) => variants.map(({ length, starts }) => length * starts.length));
    expect(covered.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(0.9 * trace.nodes);
  });

  test('what repeats within long turns that repeat is a branching loop of short ones', () => {
    const [, body] = LOSSES[1];
    const trace = traceOf(body.replace('i % 10 === 9', 'i % 50 === 49'), 900);
    const blocks = stretches(trace, MAX_PIECE)
      .filter(isBranching)
      .flatMap(({ variants }) => variants);
    const covered = blocks.reduce((sum, { length, starts }) => sum + length * starts.length, 0);
    expect(covered).toBeGreaterThan(0.95 * trace.nodes);
    expect(Math.max(...blocks.map(({ length }) => length))).toBeLessThanOrEqual(MAX_RUN);
  });

  test('random branches: agrees with the interpreter', () => {
    fc.assert(
      fc.property(branchingLoss, fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 }), (body, at) => {
        const trace = traceOf(body, 120, Float64Array.from(at));
        const parts = stretches(trace, MAX_PIECE);
        const evaluators = [new Sequential(trace, parts, new Interpreter(trace)), new Interpreter(trace)];
        for (const x of [at, at.map((v) => v * 1.0001), AT, at]) {
          const [actual, expected] = evaluators.map((evaluator) => everything(evaluator, Float64Array.from(x)));
          expect(distance(actual, expected), `${actual} is not ${expected}`).toBeLessThan(1e-14);
        }
      }),
      { numRuns: 150, seed: 5 },
    );
  }, 60_000);

  test('values are read from memory where they are used, not all of them before', () => {
    const trace = traceOf('let h = p[0]; for (let i = 0; i < STEPS; i++) h = Math.sqrt(h * h * p[1] + 0.1); return h;', 20);
    const [loads, operations] = [vi.spyOn(Code.prototype, 'loadDouble'), vi.spyOn(Code.prototype, 's')];
    const whole = [{ start: trace.inputs, length: trace.nodes - trace.inputs, turns: 1 }];
    new Sequential(trace, whole, new Interpreter(trace)).gradient(AT, new Float64Array(4));
    const [at, between] = [loads, operations].map(({ mock }) => mock.invocationCallOrder);
    const without = at.map((load, k) => at.slice(k).findIndex((_, ahead) => between.some((op) => op > load && op < at[k + ahead])));
    expect(at.length).toBeGreaterThan(40);
    expect(Math.max(...without)).toBeLessThan(10);
    vi.restoreAllMocks();
  });

  test('a guard that fails in the middle sends the loss off the path', () => {
    const trace = traceOf(LOSSES[9][1], 100);
    const sequential = new Sequential(trace, stretches(trace, MAX_PIECE), new Interpreter(trace));
    const out = new Float64Array(4);
    expect(sequential.gradient(AT, out)).toBeDefined();
    const elsewhere = Float64Array.of(0.4, 0.7, 0.9, 2);
    expect(sequential.gradient(elsewhere, out)).toBeUndefined();
    expect(sequential.hessianVector(elsewhere, AT, out)).toBe(false);
    expect(sequential.hessian(elsewhere, new HessianMatrix(4))).toBe(false);
    expect(sequential.gradient(AT, out)).toBe(new Interpreter(trace).gradient(AT, new Float64Array(4)));
  });

  test.each([...LOSSES, ...BRANCHING])('%s: is off the path where the interpreter is', (_, body) => {
    const trace = traceOf(body, 100);
    const [sequential, interpreter] = [new Sequential(trace, stretches(trace, MAX_PIECE), new Interpreter(trace)), new Interpreter(trace)];
    for (let k = 0; k < 60; k++) {
      const x = AT.map((v, i) => v + 10 ** -(k % 6) * Math.sin(7 * k + i));
      const [off, expected] = [sequential, interpreter].map((evaluator) => evaluator.gradient(x, new Float64Array(4)) === undefined);
      expect(off, `at ${x}`).toBe(expected);
    }
  });

  test.each([
    [
      'an infinite adjoint that no turn takes',
      'let h = p[0], k = 0, s = 0; for (let i = 0; i < STEPS; i++) { const z = p[1] * h + Math.sin(i); s += z > 0.2 ? z * z * p[2] : p[3] * h; k = h; h = z > 0 ? 0.5 * z : 0; } return s + Math.sqrt(k);',
      Number.isFinite,
    ],
    [
      'an infinite adjoint that arrives',
      'let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { const z = p[1] * h + Math.sin(i); s += z > 0.2 ? z * z * p[2] : p[3] * h; h = z > 0 ? 0.5 * z : 0.1 * z; } return s + Math.sqrt(h - h);',
      Number.isNaN,
    ],
  ])('%s: agrees with the interpreter', (_, body, is) => {
    // In the turn before the last the state becomes 0.
    const trace = traceOf(body, 50);
    const [sequential, interpreter] = [new Sequential(trace, stretches(trace, MAX_PIECE), new Interpreter(trace)), new Interpreter(trace)];
    const [actual, expected] = [sequential, interpreter].map((evaluator) => {
      const [gradient, product] = [new Float64Array(4), new Float64Array(4)];
      return [evaluator.gradient(AT, gradient), ...gradient, evaluator.hessianVector(AT, AT, product), ...product].map(Number);
    });
    expect(expected.slice(1, 3).every(is), String(expected)).toBe(true);
    expect(distance(actual, expected), `${actual} is not ${expected}`).toBeLessThan(1e-14);
  });

  test('conditions in turns that do not depend on one are free to change', () => {
    const trace = traceOf(
      'const hits: number[] = []; let s = 0; for (let i = 0; i < STEPS; i++) { const high = p[0] * Math.sin(i) > 0.2; if (i % 2 === 0 && high) hits.push(i); s += p[1] * i; } return s * hits.length + p[0];',
      40,
    );
    const sequential = new Sequential(trace, stretches(trace, MAX_PIECE), new Interpreter(trace));
    const turnsHigh = (p: number, odd: number) => Array.from({ length: 20 }, (_, k) => p * Math.sin(2 * k + odd) > 0.2).join();
    const at = (p: number) => sequential.gradient(Float64Array.of(p, 0.7, 0.9, 0.3), new Float64Array(4)) !== undefined;
    const steps = Array.from({ length: 400 }, (_, k) => 0.2 + k / 400);
    for (const p of steps) expect(at(p), `at ${p}`).toBe(turnsHigh(p, 0) === turnsHigh(0.4, 0));
    expect(steps.some((p) => at(p) && turnsHigh(p, 1) !== turnsHigh(0.4, 1))).toBe(true);
  });

  test('on a kink second derivatives are those of the interpreter', () => {
    const trace = traceOf(
      'let h = p[0]; for (let i = 0; i < 100; i++) h = 0.5 * h + Math.max(p[1], 0) + Math.log1p(Math.exp(-Math.abs(p[1]))); return h * h;',
      0,
    );
    const x = Float64Array.of(0.4, 0, 0.9, 0.3);
    const [actual, expected] = [new HessianMatrix(4), new HessianMatrix(4)];
    expect(new Sequential(trace, stretches(trace, MAX_PIECE), new Interpreter(trace)).hessian(x, actual)).toBe(true);
    new Interpreter(trace).hessian(x, expected);
    expect(actual.entries).toEqual(expected.entries);
    expect(actual.entries[5]).not.toBe(0);
  });

  /** Products along many directions at each of several points, with a gradient elsewhere in the midst of them. */
  function manyProducts(evaluator: Evaluator, points: readonly Float64Array[]): number[] {
    return points.flatMap((x) =>
      Array.from({ length: 24 }, (_, k) => {
        const product = new Float64Array(4);
        if (k === 12) evaluator.gradient(Float64Array.of(0.4001, 0.7, 0.9, 0.3), product);
        const done = evaluator.hessianVector(
          x,
          AT.map((_, i) => Math.sin(5 * k + i)),
          product,
        );
        return done ? [1, ...product] : [0, 0, 0, 0, 0];
      }).flat(),
    );
  }

  /** With stages for the first product that may have them. */
  const stagedAtOnce = (trace: Trace) => new Sequential(trace, stretches(trace, MAX_PIECE), new Interpreter(trace), 0);

  test.each([...LOSSES, ...BRANCHING])('%s: many products at a point agree with the interpreter', (_, body) => {
    for (const trace of [traceOf(body, 150), traceOf(body, 151)]) {
      const points = [AT, AT.map((v) => v * 1.001), AT, AT.map((v) => v + 2 ** -40)];
      const [actual, expected] = [stagedAtOnce(trace), new Interpreter(trace)].map((evaluator) => manyProducts(evaluator, points));
      expect(expected[0]).toBe(1);
      expect(distance(actual, expected)).toBeLessThan(1e-14);
    }
  });

  test('random branches: many products at a point agree with the interpreter', () => {
    fc.assert(
      fc.property(branchingLoss, fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 }), (body, at) => {
        const trace = traceOf(body, 120, Float64Array.from(at));
        const points = [at, at.map((v) => v * 1.0001), AT, at].map((x) => Float64Array.from(x));
        const [actual, expected] = [stagedAtOnce(trace), new Interpreter(trace)].map((evaluator) => manyProducts(evaluator, points));
        expect(distance(actual, expected), `${actual} is not ${expected}`).toBeLessThan(1e-14);
      }),
      { numRuns: 60, seed: 6 },
    );
  }, 60_000);

  describe('many products at a point of a recurrent network', () => {
    const DIRECTION = Float64Array.of(1, -2, 3, 0.5);
    const STEPS = 100;
    const product = new Float64Array(4);
    let sequential: Sequential;
    /** How often a product at x calls Math.tanh. */
    let callsAt: (x: Float64Array) => number;

    beforeEach(() => {
      const tanh = vi.spyOn(Math, 'tanh');
      sequential = stagedAtOnce(traceOf(LOSSES[2][1], STEPS));
      callsAt = (x) => {
        tanh.mockClear();
        expect(sequential.hessianVector(x, DIRECTION, product)).toBe(true);
        return tanh.mock.calls.length;
      };
      for (let k = 0; k < 20; k++) callsAt(AT);
    });
    afterEach(() => vi.restoreAllMocks());

    test('what is the same for all directions is computed once', () => {
      expect(callsAt(AT)).toBe(0);
    });

    test('at a point that is one bit from the one before all is computed anew, and kept at once where there were many before', () => {
      const close = AT.map((v, i) => (i === 2 ? v + 2 ** -53 : v));
      expect(close[2]).not.toBe(AT[2]);
      expect(callsAt(close)).toBe(STEPS);
      expect(callsAt(close)).toBe(0);
    });

    test('after few products at a point the next one has its first as a whole', () => {
      for (const k of [1, 2, 3]) expect(callsAt(AT.map((v) => v + k / 10))).toBe(STEPS);
      const x = AT.map((v) => v + 0.5);
      expect(Array.from({ length: 6 }, () => callsAt(x))).toEqual([STEPS, STEPS, STEPS, STEPS, STEPS, 0]);
    });

    test('after a gradient all is computed anew', () => {
      sequential.gradient(AT, product);
      expect(callsAt(AT)).toBe(STEPS);
    });

    test('0 is not −0', () => {
      const [positive, negative] = [0, -0].map((zero) => Float64Array.of(0.4, zero, 0.9, 0.3));
      for (let k = 0; k < 20; k++) callsAt(positive);
      expect(callsAt(negative)).toBe(STEPS);
    });
  });

  test('many products at a point: a guard that fails sends them off the path, which is then found again', () => {
    const trace = traceOf(LOSSES[9][1], 100);
    const points = [AT, Float64Array.of(0.4, 0.7, 0.9, 2), AT];
    const [actual, expected] = [stagedAtOnce(trace), new Interpreter(trace)].map((evaluator) => manyProducts(evaluator, points));
    expect(expected.filter((_, i) => i % 5 === 0)).toEqual(Array.from({ length: 72 }, (_, k) => (k >= 24 && k < 48 ? 0 : 1)));
    expect(distance(actual, expected)).toBeLessThan(1e-14);
  });

  test.each([
    [
      'a kink',
      'let h = p[0]; for (let i = 0; i < STEPS; i++) h = 0.5 * h + Math.max(p[1] - 0.7, 0) * h + Math.sin(h * p[2]); return h * h;',
    ],
    [
      'an infinite adjoint',
      'let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { const z = p[1] * h + Math.sin(i); s += z > 0.2 ? z * z * p[2] : p[3] * h; h = z > 0 ? 0.5 * z : 0.1 * z; } return s + Math.sqrt(h - h);',
    ],
    [
      'a second derivative that overflows in some directions',
      'let h = p[0], s = 0; for (let i = 0; i < STEPS; i++) { h = 0.5 * Math.sin(h) + p[1] * 0.1; s += 1e200 * h * p[2] + 1e160 * p[3] * (1e150 * p[3]); } return s;',
    ],
  ])('many products at a point with %s agree with the interpreter', (_, body) => {
    const trace = traceOf(body, 50);
    const [actual, expected] = [stagedAtOnce(trace), new Interpreter(trace)].map((evaluator) => manyProducts(evaluator, [AT, AT]));
    expect(distance(actual, expected), `${actual} is not ${expected}`).toBeLessThan(1e-14);
  });

  test('draws and the clock are read anew in every turn', () => {
    const source =
      'export function loss(p: number[]): number { let h = p[0]; for (let i = 0; i < 1000; i++) h = 0.9 * Math.sin(h) + Math.random() * p[1]; return h; }';
    const { objective } = load(source, [[1, 2]]);
    const gradients = Array.from({ length: 8 }, () => {
      const gradient = new Float64Array(2);
      objective.valueAndGradient(Float64Array.of(0.5, 0.1), gradient);
      return gradient[1];
    });
    expect(new Set(gradients).size).toBe(8);
    for (const gradient of gradients) expect(Math.abs(gradient)).toBeLessThan(10);
  });
});
