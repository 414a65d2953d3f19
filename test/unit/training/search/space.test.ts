import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimizers } from '../../../../src/engine/optimizers';
import { resolveOptions } from '../../../../src/engine/options';
import { schedules } from '../../../../src/engine/schedules';
import { type NumberDimension, optionsAt, partedOptions, searchableOptions, valueAt } from '../../../../src/engine/training/search/space';
import { spaceOf } from './support';

const sideOf = (optimizer: string, name: string) => spaceOf(optimizer, [{ name }])[0];

describe('the space', () => {
  it('spreads rates and decays evenly in their logarithm, and decay factors in that of 1 − β', () => {
    expect(sideOf('adam', 'learningRate')).toEqual({ kind: 'number', name: 'learningRate', range: [1e-5, 10], scale: 'log' });
    expect(sideOf('adam', 'weightDecay')).toMatchObject({ scale: 'log' });
    const beta = spaceOf('adam', [{ name: 'beta2', range: [0.9, 0.9999] }])[0];
    expect([0, 1 / 3, 2 / 3, 1].map((u) => valueAt(beta, u))).toEqual([0.9, 0.99, 0.999, 0.9999]);
    const rate = spaceOf('adam', [{ name: 'learningRate', range: [1e-4, 1] }])[0];
    expect([0, 0.25, 0.5, 0.75, 1].map((u) => valueAt(rate, u))).toEqual([1e-4, 1e-3, 1e-2, 1e-1, 1]);
  });

  it('tries both values of a switch, and every choice', () => {
    expect(sideOf('sgd', 'nesterov')).toEqual({ kind: 'list', name: 'nesterov', values: [false, true] });
    expect(sideOf('lbfgs', 'lineSearch')).toMatchObject({ kind: 'list', values: ['none', 'strongWolfe'] });
    const list = spaceOf('adam', [{ name: 'beta1', values: [0.5, 0.9, 0.99] }])[0];
    expect([0, 0.33, 0.34, 0.66, 0.67, 1].map((u) => valueAt(list, u))).toEqual([0.5, 0.5, 0.9, 0.9, 0.99, 0.99]);
  });

  it('searches evenly where the logarithm cannot go', () => {
    expect(spaceOf('sgd', [{ name: 'weightDecay', range: [0, 1] }])[0]).toMatchObject({ scale: 'linear', range: [0, 1] });
    expect(spaceOf('lbfgs', [{ name: 'historySize', range: [1, 9] }])[0]).toMatchObject({ kind: 'integer' });
  });

  it.each([
    [{ name: 'speed' }, 'There is no option "speed"'],
    [{ name: 'learningRate', range: [1, 0.1] as const }, 'must go upwards'],
    [{ name: 'learningRate', range: [-1, 1] as const }, '"learningRate" takes a number from 0'],
    [{ name: 'beta1', values: [] }, 'over no values'],
    [{ name: 'beta1', values: [0.9, 2] }, '"beta1" takes a number from 0'],
    [{ name: 'amsgrad', values: ['yes'] }, '"amsgrad" takes true or false'],
  ])('refuses %j', (wanted, message) => {
    expect(() => spaceOf('adam', [wanted])).toThrow(message);
  });

  it('refuses nothing at all, and an option twice', () => {
    expect(() => spaceOf('adam', [])).toThrow('Nothing is searched');
    expect(() => spaceOf('adam', [{ name: 'beta1' }, { name: 'beta1' }])).toThrow('searched twice');
  });

  it('tells the options of a schedule apart', () => {
    const [cosine] = schedules.filter(({ id }) => id === 'cosine');
    const table = searchableOptions(optimizers[0].options, cosine.options);
    expect(Object.keys(table)).toContain('schedule.tMax');
    expect(partedOptions({ learningRate: 0.1, 'schedule.tMax': 50 })).toEqual({ optimizer: { learningRate: 0.1 }, schedule: { tMax: 50 } });
  });

  it.each(optimizers)('gives $id values that it takes, whatever is searched', ({ id, options }) => {
    const searchable = Object.entries(options).filter(([, { kind }]) => kind !== 'list');
    const space = spaceOf(
      id,
      searchable.map(([name]) => ({ name })),
    );
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: space.length, maxLength: space.length }), (place) => {
        resolveOptions(options, optionsAt(space, place));
      }),
      { numRuns: 30 },
    );
    for (const side of space.filter((dimension): dimension is NumberDimension => dimension.kind !== 'list')) {
      expect([valueAt(side, 0), valueAt(side, 1)]).toEqual(side.range);
    }
  });
});
