import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../src/protocol/model';
import { exportsOf } from '../../../../webview/panels/search/exports';
import {
  searchedRange,
  tableOf,
  toggleSearched,
  withFixed,
  withOptimizer,
  withRange,
  withSchedule,
} from '../../../../webview/panels/search/plan';
import { initialState, isOfOtherPlan, isStale } from '../../../../webview/panels/search/state';
import { conditionWords, costWords, saidOf, trialWords } from '../../../../webview/panels/search/words';
import { quadratic } from '../support';
import { catalog, panelOn } from './panel';

/** Best at η = 2/(1 + 9), for every number of steps from here. */
const first = { objective: quadratic(1, 9), source: 'first' };
const second = { objective: quadratic(1, 4), source: 'second' };
const start = [1, 1 / 9];
const optimizer = (id: string) => catalog.optimizers.find((entry) => entry.id === id);

describe('the Search panel, without its views', () => {
  it('begins with the learning rate of the optimizer that panels start with, and searches nothing unasked', async () => {
    const { bind, settled, asked } = panelOn(first, start);
    bind(1);
    const { plan, found } = await settled(1);
    expect(plan).toMatchObject({ optimizer: 'sgd', searched: { learningRate: {} }, steps: 20, strategy: 'random' });
    expect(found).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('finds the best rate, from coarse to fine, and gives it to the Descent panel', async () => {
    const { bind, settled, actions, store, used } = panelOn(first, start);
    bind(1);
    await settled(1);
    actions.change((plan) => ({ ...withRange(plan, 'learningRate', [1e-3, 1]), strategy: 'grid', trials: 13 }));
    for (const round of [0, 1, 2, 3]) {
      if (round === 0) actions.start();
      else actions.zoomIn();
      await settled(1);
      expect(store.state.found?.round).toBe(round);
    }
    const best = store.state.found?.report.best;
    expect(Number(best?.options.learningRate)).toBeCloseTo(0.2, 2);
    if (best) actions.use(best);
    await expect.poll(() => used).toEqual([{ optimizer: { id: 'sgd', options: { learningRate: best?.options.learningRate } } }]);
    actions.undo();
    expect(store.state.canRedo).toBe(true);
    expect(isOfOtherPlan(store.state)).toBe(true);
  });

  it('pauses and goes on to the same end', async () => {
    const { bind, settled, actions, store, trials } = panelOn(first, start);
    bind(1);
    await settled(1);
    actions.start();
    const whole = (await settled(1)).found?.report;
    actions.start();
    await expect.poll(() => store.state.found?.report.done, { interval: 1 }).toBeLessThan(0.5);
    await trials(3);
    actions.pause();
    expect(store.state.run).toBe('paused');
    const paused = await settled(1);
    expect(paused.found?.report.trials.length).toBeLessThan(30);
    actions.resume();
    expect((await settled(1)).found?.report).toEqual(whole);
  });

  it('has nothing to go on with before its first trials: what is shown is of the search before', async () => {
    const { bind, settled, actions, store } = panelOn(first, start);
    bind(1);
    await settled(1);
    actions.start();
    const { found } = await settled(1);
    actions.start();
    expect(store.state).toMatchObject({ run: 'starting', found });
    actions.pause();
    expect(store.state).toMatchObject({ run: 'idle', found });
  });

  it('ends with an edit, and keeps what was found, marked as older', async () => {
    const { bind, settled, actions, store, trials } = panelOn(first, start);
    bind(1);
    await settled(1);
    actions.start();
    await trials(3);
    bind(2, second);
    const { found, run } = await settled(2);
    expect(run).toBe('idle');
    expect(found?.report.trials.length).toBeLessThan(30);
    expect(isStale(store.state)).toBe(true);
    expect(conditionWords(store.state)).toContain('has changed since');
    actions.start();
    await settled(2);
    expect(isStale(store.state)).toBe(false);
    expect(conditionWords(store.state)).toBe('');
  });

  it('goes on by itself where the function comes back the same, and is fresh again when an edit is undone', async () => {
    const { bind, settled, actions, store, trials } = panelOn(first, start);
    bind(1);
    await settled(1);
    actions.start();
    await trials(3);
    bind(2);
    await expect.poll(() => store.state.run, { interval: 1 }).toBe('running');
    expect((await settled(2)).found?.report.done).toBe(1);
    bind(3, second);
    await settled(3);
    expect(isStale(store.state)).toBe(true);
    bind(4, first);
    await settled(4);
    expect(isStale(store.state)).toBe(false);
  });

  it('comes back after a reload: as fresh where the function is the same, else as older', async () => {
    const { bind, settled, actions, trials, saved } = panelOn(first, start);
    bind(1);
    await settled(1);
    actions.change((plan) => ({ ...plan, steps: 2000 }));
    actions.start();
    await trials(4);
    actions.pause();
    const kept = saved();
    const same = panelOn(first, start, kept);
    same.bind(1);
    const { found, run } = await same.settled(1);
    expect(found?.report.trials).toEqual((await settled(1)).found?.report.trials);
    expect(found?.report.trials.some(({ loss }) => loss === Number.POSITIVE_INFINITY)).toBe(true);
    expect({ run, stale: isStale(same.store.state), asked: same.asked }).toEqual({ run: 'paused', stale: false, asked: ['trial'] });
    same.actions.resume();
    expect((await same.settled(1)).found?.report.done).toBe(1);
    const other = panelOn(second, start, kept);
    other.bind(1);
    expect((await other.settled(1)).run).toBe('idle');
    expect(isStale(other.store.state)).toBe(true);
  });
});

describe('a trial in words', () => {
  const trial = {
    index: 2,
    rung: 0,
    place: [0.5],
    budget: 5,
    options: { learningRate: 0.1 },
    loss: 0.25,
    steps: 5,
    stopped: 'steps' as const,
  };
  const table = tableOf(withOptimizer(panelOn(first, start).store.state.plan, optimizer('sgd')), catalog);

  it('names the loss, and whose data it is of', () => {
    expect(trialWords(trial, table)).toBe('Trial 3: L = 0.2500, Learning rate = 0.1');
    expect(trialWords({ ...trial, heldOut: true }, table)).toBe('Trial 3: held-out L = 0.2500, Learning rate = 0.1');
  });

  it('is exported under the name of what it is judged by', () => {
    const { plan } = panelOn(first, start).store.state;
    const found = (trials: readonly Trial[]) => ({
      ...{ plan, round: 0, version: 1, holds: true },
      report: { space: [], trials, best: trials[0], zoomed: undefined, done: 1, source: '' },
    });
    const heads = (trials: readonly Trial[]) => exportsOf({ ...initialState, found: found(trials) }).tables[0].heads;
    expect(heads([trial])).toContain('loss');
    expect(heads([{ ...trial, heldOut: true }])).toContain('heldOutLoss');
  });
});

describe('a plan', () => {
  const plan = withOptimizer(panelOn(first, start).store.state.plan, optimizer('adam'));

  it('keeps ranges and values per option, and drops them with the optimizer', () => {
    const wider = withFixed(withRange(toggleSearched(plan, 'beta1'), 'beta1', [0.8, 0.99]), 'eps', 1e-6);
    const { beta1 } = tableOf(wider, catalog);
    if (beta1.kind !== 'number') throw new Error('no number');
    expect(searchedRange(wider, 'beta1', beta1)).toEqual([0.8, 0.99]);
    expect(searchedRange(toggleSearched(toggleSearched(wider, 'beta1'), 'beta1'), 'beta1', beta1)).toEqual([0.5, 0.9999]);
    expect(withOptimizer(wider, optimizer('sgd'))).toMatchObject({ fixed: {}, searched: { learningRate: {} } });
  });

  it('has the options of its schedule beside those of the optimizer, and none for methods without a rate', () => {
    const scheduled = withSchedule(plan, 'exponential');
    expect(Object.keys(tableOf(scheduled, catalog))).toContain('schedule.gamma');
    expect(withOptimizer(scheduled, optimizer('trust-region')).schedule).toBeUndefined();
    expect(withSchedule(toggleSearched(scheduled, 'schedule.gamma'), undefined).searched).toEqual({ learningRate: {} });
  });

  it('says what it costs', () => {
    expect(costWords({ ...plan, trials: 30, steps: 100 })).toBe('30 × 100 = 3,000 optimizer steps');
    expect(costWords({ ...plan, trials: 30, steps: 100, strategy: 'halving' })).toBe('at most 30 × 100 = 3,000 optimizer steps');
  });

  it('that diverges everywhere says so', () => {
    const report = { space: [], best: undefined, zoomed: undefined, done: 1, source: '' };
    const lost = { index: 0, rung: 0, place: [1], budget: 5, options: { learningRate: 9 }, loss: Number.POSITIVE_INFINITY, steps: 3 };
    const found = { plan, round: 0, version: 1, holds: true, report: { ...report, trials: [{ ...lost, stopped: 'diverged' as const }] } };
    expect(saidOf(found, tableOf(plan, catalog))).toEqual({
      headline: 'Every trial diverged',
      why: '1 trial. Search smaller learning rates.',
    });
  });
});
