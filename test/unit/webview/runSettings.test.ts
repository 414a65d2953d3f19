/** What all optimizers share: the schedule, penalties, clipping and the seed. */
import { describe, expect, it } from 'vitest';
import { optimizers } from '../../../src/engine/optimizers';
import { metadataOf } from '../../../src/engine/options';
import { penalties } from '../../../src/engine/penalties';
import { recipes } from '../../../src/engine/recipes';
import { schedules } from '../../../src/engine/schedules';
import { scheduleRates } from '../../../src/engine/schedules/preview';
import { planTraining } from '../../../src/engine/training/plan';
import { stepsPerEpoch } from '../../../src/protocol/epochs';
import { relevantOptions } from '../../../src/protocol/followers';
import type { Catalog } from '../../../src/protocol/model';
import { parseAtLeastZero, parseLimit, parseShare, parseWhole, parseWholeOrNone } from '../../../webview/lib/options/numbers';
import { fromPlace, placeOn } from '../../../webview/lib/options/place';
import {
  addPenalty,
  entriesKnown,
  namesKnown,
  parseNames,
  plainRun,
  removePenalty,
  runWords,
  setPenaltyOption,
  setScheduleOption,
  sharedParams,
  strengthOf,
  withSchedule,
  withTraining,
} from '../../../webview/lib/picture/runSettings';
import { restored, toSave } from '../../../webview/lib/picture/saved';
import { defaultSettings, fitTo } from '../../../webview/lib/picture/settings';
import { initialState } from '../../../webview/lib/picture/state';
import { batchWords } from '../../../webview/panels/descent/run/batchWords';
import { quadratic } from './support';

const catalog: Catalog = {
  optimizers: optimizers.map(metadataOf),
  schedules: schedules.map(metadataOf),
  penalties: penalties.map(metadataOf),
  initialisers: [],
  strategies: [],
  recipes,
};
const coordinates = ['W[0][0]', 'W[0][1]', 'b', 'net.c'];

describe('the schedule', () => {
  const cosine = withSchedule(plainRun, 'cosine');

  it('takes options, which go back to their default when emptied, and is dropped with them', () => {
    const tuned = setScheduleOption(cosine, catalog.schedules, 'tMax', 50);
    expect(tuned.schedule).toEqual({ id: 'cosine', options: { tMax: 50 } });
    expect(setScheduleOption(tuned, catalog.schedules, 'tMax', undefined)).toEqual(cosine);
    expect(withSchedule(tuned, undefined)).toEqual(plainRun);
    expect(setScheduleOption(plainRun, catalog.schedules, 'tMax', 50)).toBe(plainRun);
  });

  it.each(catalog.schedules.map(({ id }) => id))('%s shows options that the engine takes, for every schedule that may follow', (id) => {
    const entry = catalog.schedules.find((one) => one.id === id);
    const then = entry?.options.then;
    const followers = then?.kind === 'choice' ? then.choices : [undefined];
    for (const follower of followers) {
      const options = follower === undefined ? {} : Object.fromEntries([['then', follower]]);
      const shown = entry ? relevantOptions(entry, options, catalog.schedules) : {};
      const all = Object.fromEntries(Object.entries(shown).map(([name, option]) => [name, option.default]));
      expect(scheduleRates({ id, options: { ...all, ...options } }, 0.1, 5).every(Number.isFinite)).toBe(true);
      if (follower !== undefined) expect(Object.keys(shown)).toContain('then');
    }
  });

  it('forgets the options of a follower that is replaced', () => {
    const set = (run: typeof plainRun, option: string, value: number | string) => setScheduleOption(run, catalog.schedules, option, value);
    const warm = set(set(set(withSchedule(plainRun, 'warmup'), 'steps', 7), 'then', 'cosine'), 'tMax', 30);
    expect(Object.entries(warm.schedule?.options ?? {})).toEqual([
      ['steps', 7],
      ['then', 'cosine'],
      ['tMax', 30],
    ]);
    expect(Object.keys(set(warm, 'then', 'exponential').schedule?.options ?? {})).toEqual(['steps', 'then']);
  });
});

describe('penalties', () => {
  const lasso = addPenalty(plainRun, 'l1');

  it('are added once each, changed and removed', () => {
    expect(addPenalty(lasso, 'l1')).toBe(lasso);
    const both = setPenaltyOption(addPenalty(lasso, 'l2'), 'l2', 'alpha', 3);
    expect(both.penalties).toEqual([
      { id: 'l1', options: {} },
      { id: 'l2', options: { alpha: 3 } },
    ]);
    expect(removePenalty(both, 'l1').penalties).toEqual([{ id: 'l2', options: { alpha: 3 } }]);
  });

  it('have a strength: the chosen or the default', () => {
    expect(strengthOf({ id: 'l1', options: {} }, catalog.penalties)).toBe(0.1);
    expect(strengthOf({ id: 'l1', options: { alpha: 0 } }, catalog.penalties)).toBe(0);
    expect(strengthOf({ id: 'gone', options: {} }, catalog.penalties)).toBeUndefined();
  });

  it('leave out coordinates by their own name or by that of the whole', () => {
    expect(parseNames('b, W[0]  net', coordinates)).toEqual(['b', 'W[0]', 'net']);
    expect(parseNames('W, W', coordinates)).toEqual(['W']);
    expect(parseNames(' ', coordinates)).toEqual([]);
    for (const text of ['c', 'W[1]', 'b, x', 'ne']) expect(parseNames(text, coordinates)).toBe('invalid');
  });

  it('forget names that the function has no more', () => {
    const run = { ...lasso, unpenalized: ['b', 'W[0]'] };
    expect(namesKnown(run, coordinates)).toBe(run);
    expect(namesKnown(run, ['b', 'c']).unpenalized).toEqual(['b']);
    const settings = { ...defaultSettings(catalog, { optimizers: [], steps: 5 }), run };
    expect(fitTo(settings, ['x', 'y']).run.unpenalized).toEqual([]);
  });
});

describe('what is asked for', () => {
  it('holds only what is on', () => expect(sharedParams(plainRun, true)).toEqual({ seed: 0 }));

  it('has the schedule only for methods with a learning rate', () => {
    const run = withSchedule({ ...plainRun, clipNorm: 2, seed: 7 }, 'cosine');
    expect(sharedParams(run, true)).toEqual({ schedule: { id: 'cosine', options: {} }, clipNorm: 2, seed: 7 });
    expect(sharedParams(run, false)).toEqual({ clipNorm: 2, seed: 7 });
  });

  it('is said in a few words', () => {
    expect(runWords(plainRun, catalog)).toEqual([]);
    expect(runWords({ ...withSchedule(addPenalty(plainRun, 'l1'), 'cosine'), clipValue: 1 }, catalog)).toEqual([
      'Cosine',
      'L1 (lasso)',
      'clipped',
    ]);
  });
});

describe('saved run settings', () => {
  const target = { file: '/a.ts', function: 'f' };
  const run = { ...withSchedule(addPenalty(plainRun, 'l1'), 'cosine'), unpenalized: ['b'], clipNorm: 1, seed: 3 };
  const settings = { ...defaultSettings(catalog, { optimizers: ['adam'], steps: 20 }), run, average: 0.9 };
  const saved = JSON.parse(JSON.stringify(toSave({ ...initialState, target, settings, runOpen: true, pathOpen: false })));

  it('come back', () => {
    const back = restored(saved, target, catalog);
    expect(back?.settings?.run).toEqual(run);
    expect(back?.settings?.average).toBe(0.9);
    expect(back).toMatchObject({ runOpen: true, pathOpen: false });
  });

  it('drop what no longer exists', () => {
    expect(entriesKnown(run, { ...catalog, schedules: [], penalties: [] })).toMatchObject({ schedule: undefined, penalties: [] });
    expect(entriesKnown(run, catalog)).toEqual(run);
  });
});

describe('fields and sliders', () => {
  it('take whole numbers within bounds', () => {
    expect(parseWhole('12', 1, 100)).toBe(12);
    for (const text of ['', '0', '101', '1.5', 'x']) expect(parseWhole(text, 1, 100)).toBe('invalid');
  });
  it('take a positive limit, or none', () => {
    expect(parseLimit('0.5')).toBe(0.5);
    expect(parseLimit(' ')).toBeUndefined();
    for (const text of ['0', '-1', 'x', 'Infinity']) expect(parseLimit(text)).toBe('invalid');
  });
  it('run evenly over the range, logarithmically where it asks for it', () => {
    const log = { range: [1e-4, 10], scale: 'log' } as const;
    expect([1e-4, 0.1, 10, 1e9, 0].map((value) => Math.round(placeOn(log, value)))).toEqual([0, 60, 100, 100, 0]);
    expect(fromPlace(log, 60)).toBeCloseTo(0.1, 12);
    const linear = { range: [-1, 3], scale: 'linear' } as const;
    expect([placeOn(linear, 0), fromPlace(linear, 25)]).toEqual([25, 0]);
  });
});

describe('batches', () => {
  const run = withTraining(withTraining(plainRun, 'batchSize', 10), 'validation', 0.2);

  it('are asked for where the loss is over data, and only there', () => {
    expect(sharedParams(run, true, true)).toEqual({ training: { batchSize: 10, validation: 0.2 }, seed: 0 });
    expect(sharedParams(run, true, false)).toEqual({ seed: 0 });
    expect(sharedParams(withTraining(run, 'batchSize', undefined), true, true)).toEqual({ training: { validation: 0.2 }, seed: 0 });
    expect(sharedParams(plainRun, true, true)).toEqual({ seed: 0 });
  });

  it('are named beside the steps', () => {
    expect(runWords(withTraining(run, 'patience', 0), catalog, true)).toEqual(['batches of 10', '20 % held out', 'early stopping']);
    expect(runWords(run, catalog, false)).toEqual([]);
  });

  it('count the steps of an epoch as the engine does, the partial batch included', () => {
    expect([1, 7, 20, 53].map((examples) => stepsPerEpoch(examples, {}))).toEqual([1, 1, 1, 1]);
    const data = (count: number) => ({ count, over: () => quadratic(1), validation: undefined });
    for (const [examples, training] of [
      [20, { batchSize: 10 }],
      [53, { batchSize: 10, validation: 0.2 }],
      [53, { batchSize: 100 }],
      [7, { batchSize: 1, validation: 0.5 }],
    ] as const) {
      expect(stepsPerEpoch(examples, training)).toBe(planTraining(quadratic(1), data(examples), training, 0).stepsPerEpoch);
    }
  });

  it('say how the examples go into steps', () => {
    expect(batchWords(40, { training: {} })).toBe('40 examples: each step sees all there are to learn from.');
    expect(batchWords(40, { training: { batchSize: 20 } })).toBe('40 examples: 2 steps for each epoch.');
    expect(batchWords(53, { training: { batchSize: 10, validation: 0.2 } })).toBe(
      '53 examples, 11 of them held out: 5 steps for each epoch, the last of them on 2.',
    );
    expect(batchWords(undefined, plainRun)).toContain('can’t be cut');
  });

  it('are typed as whole numbers, shares and thresholds; nothing takes them away', () => {
    expect(['', '8', '0', '2.5', 'x'].map((text) => parseWholeOrNone(text, 1, 100))).toEqual([undefined, 8, ...Array(3).fill('invalid')]);
    expect(['', '0.2', '20 %', '20%', '0', '1', '100 %', 'x'].map(parseShare)).toEqual([
      ...[undefined, 0.2, 0.2, 0.2],
      ...Array(4).fill('invalid'),
    ]);
    expect(['', '0', '1e-3', '-1', ' '].map(parseAtLeastZero)).toEqual([undefined, 0, 1e-3, 'invalid', undefined]);
  });
});
