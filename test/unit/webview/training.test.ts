import { describe, expect, it, vi } from 'vitest';
import type { LossDescription, StartTrial } from '../../../src/protocol/model';
import { Job } from '../../../webview/lib/job';
import { heatScale } from '../../../webview/panels/training/heat';
import { histogramOf, luckOf, unitSums } from '../../../webview/panels/training/lottery';
import { parseSizes, plainSettings, sizesOf, stepsOf } from '../../../webview/panels/training/settings';
import { saidOf } from '../../../webview/panels/training/words';
import { quadratic, runOf } from './support';

const trial = (seed: number, loss: number, stopped: StartTrial['stopped'] = 'steps'): StartTrial => ({
  ...{ seed, loss, stopped, startLoss: 10, validation: undefined },
  ...{ steps: new Uint32Array(), losses: new Float64Array() },
  unitsAtStart: { units: 4, dead: 1, saturated: 0 },
  unitsAtEnd: { units: 4, dead: 2, saturated: 1 },
});

describe('the lottery', () => {
  const trials = [trial(1, 3), trial(2, 1), trial(3, 1e30, 'diverged'), trial(4, 2), trial(5, Number.NaN, 'failed'), trial(6, 8)];

  it('has its luckiest and unluckiest run among those that got somewhere', () => {
    const { best, worst, median, lost } = luckOf(trials);
    expect([best?.seed, worst?.seed, median, lost]).toEqual([2, 6, 2.5, 2]);
  });

  it('counts units over all runs', () => {
    expect(unitSums(trials)).toEqual({ units: 24, deadAtStart: 6, deadAtEnd: 12, saturatedAtStart: 0, saturatedAtEnd: 6 });
  });

  it('falls into bars that hold every run once, also where all end alike or decades apart', () => {
    for (const losses of [
      [3, 1, 2, 8],
      [5, 5, 5],
      [1e-9, 1e-3, 1e-6, 1, 0.9],
      [-1, 0, 100],
    ]) {
      const histogram = histogramOf(losses.map((loss, seed) => trial(seed, loss)));
      expect(histogram?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(losses.length);
      expect([histogram?.bins[0].from, histogram?.bins.at(-1)?.to]).toEqual([Math.min(...losses), Math.max(...losses)]);
    }
    expect(histogramOf([trial(1, 1, 'diverged')])).toBeUndefined();
  });
});

describe('settings', () => {
  const over = (examples: number): LossDescription => ({ examples }) as LossDescription;

  it('count steps by epochs where there are examples', () => {
    expect(stepsOf({ ...plainSettings, epochs: 10, batchSize: 8, validation: 0.25 }, over(40))).toBe(10 * Math.ceil(30 / 8));
    expect(stepsOf({ ...plainSettings, steps: 7 }, {} as LossDescription)).toBe(7);
  });

  it('compare all examples with parts of them unless sizes are given', () => {
    expect(sizesOf(plainSettings, { examples: 64 })).toEqual([4, 16, 64]);
    expect(sizesOf(plainSettings, { examples: 3 })).toEqual([1, 3]);
    expect(sizesOf({ ...plainSettings, sizes: [5] }, { examples: 64 })).toEqual([5]);
    expect([parseSizes('2, 8 64'), parseSizes(' '), parseSizes('0'), parseSizes('2.5'), parseSizes('x')]).toEqual([
      [2, 8, 64],
      undefined,
      'invalid',
      'invalid',
      'invalid',
    ]);
  });
});

describe('words', () => {
  const run = runOf(quadratic(1, 3), { start: [1, 1], steps: 20, options: { learningRate: 0.1 } });
  const validation = Float64Array.from(run.loss, (_, k) => (k - 8) ** 2 + 1);

  it('say where early stopping went back to', () => {
    const said = saidOf({ run: { ...run, validation, stopped: 'early', answerStep: 8 }, stepsPerEpoch: 2 });
    expect(said.headline).toBe('Stopped early, after epoch 10');
    expect(said.why).toBe('Best on held-out data after epoch 4, with 1.00; the parameters of that epoch are restored.');
  });

  it('say where overfitting begins, and count steps where there are no epochs', () => {
    expect(saidOf({ run: { ...run, validation }, stepsPerEpoch: 2 }).why).toContain('lowest after epoch 4, at 1.00, and 145 at the end');
    expect(saidOf({ run, stepsPerEpoch: undefined }).headline).toMatch(/^Loss .* after 20 steps$/);
  });
});

describe('heat', () => {
  it('is placed by the logarithm, between whole powers of ten', () => {
    const scale = heatScale({ norms: Float64Array.of(0.02, 3, Number.NaN, 0) });
    expect([scale.low, scale.high]).toEqual([-2, 1]);
    expect([0.01, 10, 0, 1].map((norm) => scale.place(norm))).toEqual([0, 1, 0, expect.closeTo(2 / 3)]);
    expect(scale.place(Number.NaN)).toBeUndefined();
  });
});

describe('a job', () => {
  const tick = () => new Promise((resolve) => setTimeout(resolve));

  it('keeps what has come of it, stale once the question is another', async () => {
    const job = new Job<number>(vi.fn());
    job.start('a', async (_, partial) => {
      partial(1);
      return 2;
    });
    expect(job.stateFor('a')).toEqual({ value: 1, problem: undefined, running: true, stale: false });
    await tick();
    expect(job.stateFor('a')).toEqual({ value: 2, problem: undefined, running: false, stale: false });
    expect(job.stateFor('a')).toBe(job.stateFor('a'));
    expect(job.stateFor('b')).toMatchObject({ value: 2, stale: true });
  });

  it('is given up when it is cancelled or nobody would ask it any more', async () => {
    const job = new Job<number>(vi.fn());
    const signals: AbortSignal[] = [];
    const endless = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<number>(() => undefined);
    };
    job.start('a', endless);
    job.cancel();
    job.start('a', endless);
    expect(job.stateFor('b').running).toBe(false);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(job.settled).toBe(true);
  });

  it('says what went wrong', async () => {
    const job = new Job<number>(vi.fn());
    job.start('a', () => Promise.reject(new Error('no luck')));
    await tick();
    expect(job.stateFor('a')).toMatchObject({ problem: { message: 'no luck' }, running: false });
    expect(job.stateFor('b').problem).toBeUndefined();
  });

  it('that fails leaves what came of an earlier one, stale', async () => {
    const job = new Job<number>(vi.fn());
    job.start('a', () => Promise.resolve(1));
    await tick();
    job.start('b', () => Promise.reject(new Error('no luck')));
    await tick();
    expect(job.stateFor('b')).toMatchObject({ value: 1, stale: true, problem: { message: 'no luck' } });
  });
});
