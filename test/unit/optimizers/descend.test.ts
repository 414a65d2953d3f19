import { describe, expect, it } from 'vitest';
import { type DescendRequest, descend, descending } from '../../../src/engine/descend';
import { UserCodeError } from '../../../src/engine/errors';
import { fma } from '../../../src/engine/linalg/fused';
import type { Objective } from '../../../src/engine/objective';
import { optimizers } from '../../../src/engine/optimizers';
import { OptionError } from '../../../src/engine/options';
import type { Trajectory } from '../../../src/engine/trajectory';
import { objectiveOf } from './support/objective';
import { problems } from './support/problems';

const bowl = objectiveOf(([x, y]) => x.pow(2).plus(y.pow(2).times(10)).times(0.5), 2);
const rosenbrock = objectiveOf(problems.rosenbrock({}), 2);

function run(objective: Objective, request: Partial<DescendRequest> = {}): Trajectory {
  return descend(objective, {
    optimizer: { id: 'sgd', options: { learningRate: 0.1 } },
    start: Float64Array.of(3, -2),
    steps: 50,
    ...request,
  });
}

const sgd = (options: DescendRequest['optimizer']['options']) => ({ id: 'sgd', options });

describe('a run', () => {
  it('has a row for the start and one per step', () => {
    const { steps, params, loss, gradientNorm, learningRate, objective } = run(bowl, { steps: 3 });
    expect(Array.from(steps)).toEqual([0, 1, 2, 3]);
    expect(Array.from(params.subarray(0, 4))).toEqual([3, -2, 3 - 0.1 * 3, fma(0.1, 20, -2)]);
    expect(loss[0]).toBe(0.5 * (9 + 40));
    expect(gradientNorm[0]).toBeCloseTo(Math.hypot(3, 20), 14);
    expect(Array.from(learningRate)).toEqual([Number.NaN, 0.1, 0.1, 0.1]);
    expect(objective).toEqual(loss);
  });

  it('takes an L2 penalty by its gradient, as weight decay does, and an elastic net partly so', () => {
    const options = { learningRate: 0.05, momentum: 0.5 };
    const penalised = run(bowl, { optimizer: sgd(options), penalties: [{ id: 'l2', options: { alpha: 0.3 } }] });
    const decayed = run(bowl, { optimizer: sgd({ ...options, weightDecay: 0.3 }) });
    penalised.params.forEach((value, i) => {
      expect(value).toBeCloseTo(decayed.params[i], 14);
    });
    expect(penalised.loss[7]).toBeCloseTo(decayed.loss[7], 14);
    expect(penalised.objective[0]).toBeCloseTo(penalised.loss[0] + 0.15 * (9 + 4), 13);
    // One step by hand: w ← soft(w − η(∇L + ½αw), ½ηα) with the net's default share of one half.
    const net = run(bowl, {
      optimizer: sgd({ learningRate: 0.1 }),
      penalties: [{ id: 'elastic-net', options: { alpha: 1, l1Ratio: 0.5 } }],
      steps: 1,
    });
    expect(net.params[2]).toBeCloseTo(3 - 0.1 * (3 + 1.5) - 0.05, 14);
    expect(net.params[3]).toBeCloseTo(-2 + 0.1 * (20 + 1) - 0.05, 14);
  });

  it('of first order evaluates one gradient per step', () => {
    for (const id of ['sgd', 'rmsprop', 'adagrad', 'adadelta', 'adam', 'amsgrad', 'adamw', 'adamax', 'nadam', 'radam', 'rprop', 'lion']) {
      const { evaluations } = run(rosenbrock, { optimizer: { id, options: { learningRate: 1e-4 } }, steps: 20 });
      expect(evaluations).toEqual({ loss: 21, gradient: 21, hessian: 0 });
    }
  });

  it('thins its rows, but keeps the last', () => {
    expect(Array.from(run(bowl, { steps: 10, every: 4 }).steps)).toEqual([0, 4, 8, 10]);
    expect(Array.from(run(bowl, { steps: 8, every: 4 }).steps)).toEqual([0, 4, 8]);
  });

  it('ends when converged, unless the tolerance is zero', () => {
    const converged = run(bowl, { steps: 1000 });
    expect(converged.stopped).toBe('converged');
    expect(converged.note).toMatch(/^converged at step \d+/);
    expect(converged.gradientNorm.at(-1)).toBeLessThanOrEqual(1e-12);
    expect(run(bowl, { steps: 1000, tolerance: 0 }).steps.length).toBe(1001);
  });

  it('at the minimum already takes no step', () => {
    const { steps, stopped } = run(bowl, { start: new Float64Array(2) });
    expect([steps.length, stopped]).toEqual([1, 'converged']);
  });

  it('that diverges keeps its finite part and says so', () => {
    const { params, loss, stopped, note, steps } = run(bowl, { optimizer: sgd({ learningRate: 0.5 }), steps: 1000 });
    expect(stopped).toBe('diverged');
    expect(note).toMatch(/^diverged at step \d+: the loss passed/);
    expect([...params, ...loss].every(Number.isFinite)).toBe(true);
    expect(steps.length).toBeLessThan(60);
  });

  it('into a place without a loss keeps what came before it', () => {
    const { loss, stopped, note } = run(
      objectiveOf(([x]) => x.pow(0.5), 1),
      { start: Float64Array.of(0.09), steps: 10 },
    );
    expect(loss.every(Number.isFinite)).toBe(true);
    expect(stopped).toBe('diverged');
    expect(note).toContain('the loss is NaN');
  });

  it('can’t begin where the loss is not a number', () => {
    expect(() =>
      run(
        objectiveOf(([x]) => x.pow(0.5), 1),
        { start: Float64Array.of(-1) },
      ),
    ).toThrow(UserCodeError);
    expect(() =>
      run(
        objectiveOf(([x]) => x.pow(0.5), 1),
        { start: Float64Array.of(0) },
      ),
    ).toThrow(/the gradient is not finite/);
  });

  it('follows the schedule', () => {
    const schedule = { id: 'step', options: { stepSize: 2, gamma: 0.5 } };
    const { learningRate } = run(bowl, { steps: 5, schedule });
    expect(Array.from(learningRate.subarray(1))).toEqual([0.1, 0.1, 0.05, 0.05, 0.025]);
  });

  it('shows the objective to a plateau', () => {
    const schedule = { id: 'plateau', options: { patience: 0, factor: 0.5 } };
    const { learningRate, loss } = run(bowl, { optimizer: sgd({ learningRate: 0.21 }), schedule, steps: 40 });
    // The first loss counts as the best so far; the second is higher.
    expect(Array.from(learningRate.subarray(1, 4))).toEqual([0.21, 0.21, 0.105]);
    expect(loss[40]).toBeLessThan(1e-3);
  });

  it('clips the gradient that it steps with, and reports the true one', () => {
    const { params, gradientNorm } = run(bowl, { clip: { value: 1 }, steps: 1 });
    expect(Array.from(params.subarray(2))).toEqual([3 - 0.1, -2 + 0.1]);
    expect(gradientNorm[0]).toBeCloseTo(Math.hypot(3, 20), 14);
  });

  it('stops early on held-out data and returns to the best point', () => {
    const validation = { loss: (x: Float64Array) => Math.abs(x[0] - 1), stopping: { patience: 3, minDelta: 0 } };
    const { stopped, answer, answerStep, validation: curve, params, note } = run(bowl, { validation, steps: 100 });
    expect(stopped).toBe('early');
    expect(answerStep).toBe(Array.from(curve).indexOf(Math.min(...curve)));
    expect(Array.from(answer)).toEqual(Array.from(params.subarray(2 * answerStep, 2 * answerStep + 2)));
    expect(curve.length).toBe(answerStep + 3 + 2);
    expect(note).toContain(`step ${answerStep}`);
  });

  it('can be dropped between steps', () => {
    let seen = 0;
    const hooks = { onProgress: () => void seen++, shouldStop: () => seen === 5 };
    const request = { optimizer: sgd({}), start: Float64Array.of(1, 1), steps: 100 };
    expect(descend(bowl, request, hooks)).toBeUndefined();
    expect(seen).toBe(5);
    const steps = descending(bowl, request);
    expect(steps.next().value).toMatchObject({ step: 1 });
  });

  it('carries curvature when asked to', () => {
    const { eigenvalues, eigenvectors, conditionNumber, relativeSharpness, evaluations } = run(bowl, { curvature: true, steps: 2 });
    expect(Array.from(eigenvalues)).toEqual([1, 10, 1, 10, 1, 10]);
    expect(eigenvectors.length).toBe(3 * 4);
    expect(conditionNumber[0]).toBe(10);
    // λmax = 10 against 2/η = 20.
    expect(Array.from(relativeSharpness)).toEqual([0.5, 0.5, 0.5]);
    expect(evaluations.hessian).toBe(0);
  });

  it('carries what the optimizer keeps when asked to', () => {
    const { internals } = run(bowl, { optimizer: { id: 'adam', options: {} }, internals: true, steps: 2 });
    expect(Object.keys(internals)).toEqual(['m', 'v', 'm̂', 'v̂', 'effective step']);
    expect(Array.from(internals.m̂.subarray(0, 4))).toEqual([Number.NaN, Number.NaN, 3, -20]);
    expect(internals['effective step'].length).toBe(6);
    expect(run(bowl).internals).toEqual({});
  });

  it('refuses what can’t be', () => {
    expect(() => run(bowl, { optimizer: { id: 'sdg', options: {} } })).toThrow(/there is sgd, adam/);
    expect(() => run(bowl, { optimizer: sgd({ momentum: -1 }) })).toThrow(OptionError);
    expect(() => run(bowl, { optimizer: sgd({ nesterov: true }) })).toThrow(/needs a momentum/);
    expect(() => run(bowl, { optimizer: { id: 'trust-region', options: {} }, schedule: { id: 'cosine', options: {} } })).toThrow(
      /no learning rate/,
    );
  });
});

describe('bias correction', () => {
  it.each(['adam', 'adamw', 'amsgrad', 'adamax', 'nadam', 'radam'])('changes the first steps of %s', (id) => {
    const [on, off] = [true, false].map((biasCorrection) => run(rosenbrock, { optimizer: { id, options: { biasCorrection } }, steps: 3 }));
    expect(Array.from(on.params.subarray(2))).not.toEqual(Array.from(off.params.subarray(2)));
  });

  it('makes Adam’s first step η long; without it, (1 − β₁)/√(1 − β₂) of that', () => {
    const first = (biasCorrection: boolean) => {
      const { params } = run(bowl, { optimizer: { id: 'adam', options: { biasCorrection, learningRate: 1e-3, eps: 0 } }, steps: 1 });
      return params[0] - params[2];
    };
    expect(first(true)).toBeCloseTo(1e-3, 15);
    expect(first(false)).toBeCloseTo((1e-3 * 0.1) / Math.sqrt(1e-3), 14);
  });
});

describe('every optimizer', () => {
  const matrices = [{ name: 'W', offset: 0, rows: 1, columns: 2 }];
  const rates: Readonly<Record<string, number>> = { sgd: 0.05, lion: 0.01, muon: 0.05, adam: 0.1, sam: 0.05, sophia: 0.05 };

  it.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))(
    '%s goes down a bowl, the same way each time',
    (id, optimizer) => {
      const options = id in rates ? { learningRate: rates[id] } : {};
      const [one, other] = [1, 2].map(() => run(bowl, { optimizer: { id, options }, steps: 100, matrices }));
      expect(one.loss[one.loss.length - 1]).toBeLessThan(one.loss[0]);
      expect(one.params).toEqual(other.params);
      expect(optimizer.formula.length * optimizer.source.length * optimizer.help.length).toBeGreaterThan(0);
    },
  );

  it.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))('%s leaves what it is given untouched', (id, optimizer) => {
    const environmentFree = { x: Float64Array.of(3, -2), loss: 1, gradient: Float64Array.of(1, -2) };
    const start = Float64Array.of(3, -2);
    descend(bowl, { optimizer: { id, options: {} }, start, steps: 5, matrices });
    expect(Array.from(start)).toEqual([environmentFree.x[0], environmentFree.x[1]]);
    for (const preset of optimizer.presets ?? []) {
      const { stopped, steps } = run(bowl, { optimizer: { id, options: preset.options }, steps: 3, matrices });
      expect(stopped === 'converged' || steps.length === 4).toBe(true);
    }
  });
});
