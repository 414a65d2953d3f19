import { describe, expect, it } from 'vitest';
import { optimizers } from '../../../src/engine/optimizers';
import type { Catalog } from '../../../src/protocol/model';
import { offers } from '../../../src/protocol/offers';
import { restored, toSave } from '../../../webview/lib/picture/saved';
import {
  addChip,
  defaultSettings,
  duplicateChip,
  fitTo,
  focusChip,
  focusedChip,
  removeChip,
  type Settings,
  setOption,
  showOnly,
  toggleHidden,
  withOptions,
} from '../../../webview/lib/picture/settings';
import { initialState, type State } from '../../../webview/lib/picture/state';

const catalog: Catalog = {
  optimizers: optimizers.map(({ begin: _begin, ...metadata }) => metadata),
  schedules: [],
  penalties: [],
  initialisers: [],
  strategies: [],
  recipes: [],
};
const defaults = { optimizers: ['Gradient descent', 'Momentum', 'adam'], steps: 100 };
const settings = defaultSettings(catalog, defaults);
const names = ({ chips }: Settings) => chips.map(({ name }) => name);
const shown = ({ chips }: Settings) => chips.filter(({ hidden }) => !hidden).map(({ name }) => name);
const keyOf = (name: string) => settings.chips.find((chip) => chip.name === name)?.key ?? -1;

describe('default settings', () => {
  it('have the presets and optimizers that are named, the first in focus', () => {
    expect(names(settings)).toEqual(['Gradient descent', 'Momentum', 'Adam']);
    expect(settings.chips.map(({ options }) => options)).toEqual([{}, { momentum: 0.9 }, {}]);
    expect(settings.chips.map(({ style }) => style)).toEqual([0, 1, 2]);
    expect(focusedChip(settings)?.name).toBe('Gradient descent');
    expect(settings.steps).toBe(100);
  });

  it('fall back to the first offer when nothing that is named exists', () => {
    expect(defaultSettings(catalog, { optimizers: ['no such method'], steps: 10 }).chips).toHaveLength(1);
  });

  it('can make every optimizer and preset of the catalog', () => {
    const all = offers(catalog).reduce(addChip, settings);
    expect(all.chips).toHaveLength(3 + offers(catalog).length);
    expect(new Set(all.chips.map(({ key }) => key)).size).toBe(all.chips.length);
  });
});

describe('options that were found elsewhere', () => {
  const found = { id: 'sgd', options: { learningRate: 0.2, momentum: 0.5 } };

  it('replace those of the optimizer in focus, if it is that one', () => {
    const changed = withOptions(focusChip(settings, keyOf('Momentum')), offers(catalog), found);
    expect(focusedChip(changed)).toMatchObject({ name: 'Momentum', options: found.options });
    expect(changed.chips[0].options).toEqual({});
  });

  it('else those of another of the same method, which comes into focus', () => {
    const changed = withOptions(focusChip(settings, keyOf('Adam')), offers(catalog), found);
    expect(focusedChip(changed)).toMatchObject({ name: 'Gradient descent', options: found.options });
  });

  it('of a method that is not there yet come with it; of none that there is, they change nothing', () => {
    const changed = withOptions(settings, offers(catalog), { id: 'lion', options: { learningRate: 0.01 } });
    expect(focusedChip(changed)).toMatchObject({ optimizer: 'lion', options: { learningRate: 0.01 } });
    expect(withOptions(settings, offers(catalog), { id: 'no such method', options: {} })).toBe(settings);
  });
});

describe('chips', () => {
  it('are removed, and the focus moves on to one that is shown', () => {
    const left = removeChip(settings, keyOf('Gradient descent'));
    expect(names(left)).toEqual(['Momentum', 'Adam']);
    expect(focusedChip(left)?.name).toBe('Momentum');
  });

  it('never disappear altogether', () => {
    const one = removeChip(removeChip(settings, 1), 2);
    expect(removeChip(one, 3)).toBe(one);
    expect(toggleHidden(one, 3)).toBe(one);
  });

  it('give their colour back', () => {
    const [offer] = offers(catalog);
    const again = offer && addChip(removeChip(settings, keyOf('Momentum')), offer);
    expect(again?.chips.at(-1)?.style).toBe(1);
  });

  it('hide, and hiding the focused one moves the focus', () => {
    const hidden = toggleHidden(settings, keyOf('Gradient descent'));
    expect(shown(hidden)).toEqual(['Momentum', 'Adam']);
    expect(focusedChip(hidden)?.name).toBe('Momentum');
    expect(shown(focusChip(hidden, keyOf('Gradient descent')))).toHaveLength(3);
  });

  it('can be shown alone, and all again', () => {
    const alone = showOnly(settings, keyOf('Adam'));
    expect(shown(alone)).toEqual(['Adam']);
    expect(shown(showOnly(alone, keyOf('Adam')))).toHaveLength(3);
  });

  it('are duplicated with their options under a new name', () => {
    const tuned = setOption(settings, keyOf('Momentum'), 'learningRate', 0.01);
    const twice = duplicateChip(duplicateChip(tuned, keyOf('Momentum')), keyOf('Momentum'));
    expect(names(twice).slice(3)).toEqual(['Momentum 2', 'Momentum 3']);
    expect(twice.chips.at(-1)?.options).toEqual({ momentum: 0.9, learningRate: 0.01 });
  });

  it('lose an option that is set back to its default', () => {
    const tuned = setOption(settings, 1, 'learningRate', 0.5);
    expect(tuned.chips[0]?.options).toEqual({ learningRate: 0.5 });
    expect(setOption(tuned, 1, 'learningRate', undefined).chips[0]?.options).toEqual({});
  });
});

describe('fitTo', () => {
  const names3 = ['x', 'y', 'z'];
  const chosen: Settings = { ...settings, start: [1, 2, 3], plane: [2, 0] };
  it('keeps what fits', () => expect(fitTo(chosen, names3)).toBe(chosen));
  it('drops a start of another length and coordinates that are gone', () => {
    expect(fitTo(chosen, names3.slice(0, 2))).toMatchObject({ start: undefined, plane: [0, 1] });
    expect(fitTo(chosen, names3.slice(0, 1))).toMatchObject({ start: undefined, plane: [0, 0] });
  });
  it('opens a plane again when there are two parameters after one', () => {
    expect(fitTo(fitTo(chosen, names3.slice(0, 1)), names3.slice(0, 2)).plane).toEqual([0, 1]);
  });
});

describe('saved state', () => {
  const target = { file: '/a.ts', function: 'f' };
  const state: State = { ...initialState, target, catalog, settings, step: 7, view: [0, 1, 0, 1] };
  const saved = JSON.parse(JSON.stringify(toSave(state)));

  it('comes back for the same function', () => {
    expect(restored(saved, target, catalog)).toEqual(expect.objectContaining({ settings, step: 7, view: [0, 1, 0, 1] }));
  });

  it('keeps the target where the host looks for it', () => expect(saved.target).toEqual(target));

  it('is not used for another function, in another format, or when it is no state at all', () => {
    expect(restored(saved, { ...target, function: 'g' }, catalog)).toBeUndefined();
    expect(restored({ ...saved, format: 0 }, target, catalog)).toBeUndefined();
    for (const other of [undefined, null, 3, 'x', {}, { format: 1, target }]) expect(restored(other, target, catalog)).toBeUndefined();
  });

  it('leaves out optimizers that no longer exist', () => {
    const gone = {
      ...saved,
      settings: { ...saved.settings, chips: [...saved.settings.chips, { ...saved.settings.chips[0], key: 9, optimizer: 'gone' }] },
    };
    expect(restored(gone, target, catalog)?.settings?.chips).toHaveLength(3);
  });
});
