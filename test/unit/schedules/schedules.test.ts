import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import { OptionError, type OptionValue } from '../../../src/engine/options';
import { scheduleById, schedules } from '../../../src/engine/schedules';
import { cycleAt } from '../../../src/engine/schedules/cosineWarmRestarts';
import { scheduleRates } from '../../../src/engine/schedules/preview';
import type { ScheduleRun } from '../../../src/engine/schedules/schedule';
import { objectiveOf } from '../optimizers/support/objective';

/** ½(3x² + y² + xy). */
const bowl = objectiveOf(([x, y]) => x.pow(2).times(1.5).plus(y.pow(2).times(0.5)).plus(x.times(y).times(0.5)), 2);

type Hyper = Readonly<Record<string, unknown>>;
interface Sequence {
  readonly scheduler: string;
  readonly base_lr: number;
  readonly hyper: Hyper;
  readonly steps: number;
  readonly lr: readonly number[];
  /** In force beside the rates, where the schedule cycles it. */
  readonly momentum?: readonly number[];
  readonly metrics?: readonly number[];
  readonly epoch_argument?: readonly number[];
}

const { sequences }: { sequences: readonly Sequence[] } = JSON.parse(
  readFileSync(new URL('../../reference/schedulers.json', import.meta.url), 'utf8'),
);

const ids: Readonly<Record<string, string>> = {
  StepLR: 'step',
  MultiStepLR: 'multi-step',
  ExponentialLR: 'exponential',
  CosineAnnealingLR: 'cosine',
  CosineAnnealingWarmRestarts: 'cosine-warm-restarts',
  OneCycleLR: 'one-cycle',
  LinearLR: 'linear',
  ConstantLR: 'constant',
  PolynomialLR: 'polynomial',
  CyclicLR: 'cyclic',
  ReduceLROnPlateau: 'plateau',
};

const camelCase = (name: string): string => name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function optionsOf(hyper: Hyper): Record<string, OptionValue> {
  const entries = Object.entries(hyper).filter(([name]) => name !== 'scheduler');
  return Object.fromEntries(entries.map(([name, value]) => [camelCase(name), value as OptionValue]));
}

function rates(run: ScheduleRun, steps: number, metric: (k: number) => number = () => 0): number[] {
  return runs(run, steps, metric).map(({ rate }) => rate);
}

function runs(run: ScheduleRun, steps: number, metric: (k: number) => number = () => 0): ScheduleRun[] {
  const all = [run];
  let at = run;
  for (let k = 0; k < steps; k++) {
    at = at.next(metric(k));
    all.push(at);
  }
  return all;
}

function begun(scheduler: string, base: number, hyper: Hyper): ScheduleRun {
  return scheduleById(ids[scheduler]).begin(base, optionsOf(hyper));
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((rate, k) => {
    expect(Math.abs(rate - expected[k])).toBeLessThanOrEqual(1e-12);
  });
}

describe("PyTorch's sequences", () => {
  it.each(
    sequences
      .filter(({ scheduler, epoch_argument }) => scheduler in ids && !epoch_argument)
      .map((sequence) => [`${sequence.scheduler} ${JSON.stringify(sequence.hyper)}`, sequence] as const),
  )('%s', (_, { scheduler, base_lr, hyper, steps, lr, metrics = [] }) => {
    expectClose(
      rates(begun(scheduler, base_lr, hyper), steps, (k) => metrics[k]),
      lr,
    );
  });

  const cycled = sequences.filter(({ hyper }) => hyper.cycle_momentum !== undefined);
  it.each(cycled.map((sequence) => [`${sequence.scheduler} ${JSON.stringify(sequence.hyper)}`, sequence] as const))(
    'the momentum of %s',
    (_, { scheduler, base_lr, hyper, steps, momentum = [] }) => {
      const all = runs(begun(scheduler, base_lr, hyper), steps).map((run) => run.momentum);
      if (hyper.cycle_momentum) expectClose(all.map(Number), momentum);
      else expect(all.every((value) => value === undefined)).toBe(true);
    },
  );

  it('warm restarts at fractions of a step', () => {
    const { lr, epoch_argument = [], base_lr } = sequences.find((s) => s.epoch_argument) ?? sequences[0];
    const actual = epoch_argument.map((epoch) => {
      const { length, position } = cycleAt(epoch, 3, 2);
      return (base_lr * (1 + Math.cos((Math.PI * position) / length))) / 2;
    });
    expect(actual.length).toBeGreaterThan(40);
    expectClose(actual, lr.slice(1));
  });

  it('inverse time and inverse square root, as lambdas', () => {
    const [inverse, noam] = sequences.filter(({ scheduler }) => scheduler === 'LambdaLR');
    expectClose(rates(scheduleById('inverse-time').begin(inverse.base_lr, { k: 0.1 }), inverse.steps), inverse.lr);
    expectClose(rates(scheduleById('inverse-square-root').begin(noam.base_lr, { warmup: 8 }), noam.steps), noam.lr);
  });

  it('warm-up and then a cosine, as a sequence of two', () => {
    const [{ base_lr, steps, lr }] = sequences.filter(({ scheduler }) => scheduler === 'SequentialLR');
    // biome-ignore lint/suspicious/noThenProperty: the option's name
    const options = { steps: 5, initialFactor: 0.1, then: 'cosine', tMax: 25, etaMin: 0.001 };
    expectClose(rates(scheduleById('warmup').begin(base_lr, options), steps), lr);
  });

  it('two in a chain multiply', () => {
    const [{ base_lr, steps, lr }] = sequences.filter(({ scheduler }) => scheduler === 'ChainedScheduler');
    const first = rates(scheduleById('constant').begin(base_lr, { factor: 0.1, totalIters: 4 }), steps);
    const second = rates(scheduleById('exponential').begin(1, { gamma: 0.9 }), steps);
    expectClose(
      first.map((rate, k) => rate * second[k]),
      lr,
    );
  });
});

describe('every schedule', () => {
  it.each(schedules.map((schedule) => [schedule.id, schedule] as const))(
    '%s gives finite rates for ever with its defaults',
    (_, schedule) => {
      const all = rates(schedule.begin(0.1, {}), 300, (k) => 1 / (k + 1));
      expect(all.every((rate) => Number.isFinite(rate) && rate >= 0)).toBe(true);
      expect(all.some((rate) => rate > 0)).toBe(true);
    },
  );

  it.each(schedules.map((schedule) => [schedule.id, schedule] as const))('%s is told of options it does not have', (_, schedule) => {
    expect(() => schedule.begin(0.1, { nonsense: 1 })).toThrow(OptionError);
  });
});

describe('a momentum that is cycled', () => {
  // From PyTorch 1.13.1: 12 steps of SGD with Nesterov momentum, and of Adam, under OneCycleLR(max_lr=0.07, total_steps=12, three_phase=True).
  it.each([
    ['sgd', { learningRate: 0.05, momentum: 0.5, nesterov: true }, [-0.2976969976138579, -0.5452712444287714]],
    ['adam', { learningRate: 0.05 }, [1.1331040021938672, -0.6377428645000356]],
  ] as const)('goes into the steps of %s', (id, options, expected) => {
    const schedule = { id: 'one-cycle', options: { maxLr: 0.07, totalSteps: 12, threePhase: true, cycleMomentum: true } };
    const { answer } = descend(bowl, { optimizer: { id, options }, start: Float64Array.of(1.3, -0.8), steps: 12, tolerance: 0, schedule });
    expected.forEach((value, i) => {
      expect(answer[i]).toBeCloseTo(value, 14);
    });
  });

  it('needs one', () => {
    const run = (id: string) => () =>
      descend(bowl, {
        ...{ optimizer: { id, options: {} }, start: Float64Array.of(1, 1), steps: 1 },
        schedule: { id: 'cyclic', options: { cycleMomentum: true } },
      });
    expect(run('adagrad')).toThrow(/AdaGrad has no momentum/);
    expect(run('lion')).not.toThrow();
  });
});

describe('corner cases', () => {
  it('one cycle stays at its last rate', () => {
    const all = rates(scheduleById('one-cycle').begin(1, { totalSteps: 10, maxLr: 1 }), 20);
    expect(all.slice(9)).toEqual(new Array(12).fill(1 / 25 / 1e4));
  });

  it('one cycle without a rise begins at the top', () => {
    expect(scheduleById('one-cycle').begin(1, { totalSteps: 10, pctStart: 0.1 }).rate).toBe(0.1);
  });

  it('a plateau follows the metric from the end of the warm-up', () => {
    // biome-ignore lint/suspicious/noThenProperty: the option's name
    const run = scheduleById('warmup').begin(1, { steps: 2, then: 'plateau', patience: 1, factor: 0.5 });
    expectClose(
      rates(run, 7, () => 1),
      [0.1, 0.55, 1, 1, 1, 0.5, 0.5, 0.25],
    );
  });

  it('names what there is', () => {
    expect(() => scheduleById('cosin')).toThrow(/there is constant, step/);
  });
});

describe('a preview', () => {
  it('shows the rates of the steps to come', () => {
    expect(Array.from(scheduleRates({ id: 'exponential', options: { gamma: 0.5 } }, 1, 4))).toEqual([1, 0.5, 0.25, 0.125]);
  });

  it('of a plateau follows the objectives of a run, and without any stays where it is', () => {
    const plateau = { id: 'plateau', options: { patience: 0, factor: 0.5 } };
    expect(Array.from(scheduleRates(plateau, 1, 4, Float64Array.of(9, 3, 3, 3, 3)))).toEqual([1, 1, 0.5, 0.25]);
    expect(Array.from(scheduleRates(plateau, 1, 4))).toEqual([1, 1, 1, 1]);
  });
});
