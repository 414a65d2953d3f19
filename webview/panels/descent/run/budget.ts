/** Steps, seed, clipping, and the start while it has few coordinates. */
import { t } from '../../../../src/l10n/t';
import { h } from '../../../lib/dom';
import { numberField, type WrittenField } from '../../../lib/options/numberField';
import { parseLimit, parseWhole } from '../../../lib/options/numbers';
import type { Actions } from '../../../lib/picture/actions';
import type { RunSettings } from '../../../lib/picture/runSettings';
import { type State, startOf } from '../../../lib/picture/state';
import type { Store } from '../../../lib/store';

/** Start coordinates get fields up to this many. */
const mostStartFields = 8;
const mostSteps = 1e5;
const mostSeed = 2 ** 31 - 1;

export function createBudget(store: Store<State>, actions: Actions): HTMLElement {
  const element = h('div', { class: 'fields' });
  const shared = [stepsField(actions), seedField(actions), clipField(actions, 'clipNorm'), clipField(actions, 'clipValue')];
  let fields: readonly WrittenField<State>[] = shared;
  store.watch(
    (state) => [state.description?.coordinates.join('\n')],
    (_, { description }) => {
      const starts = description && description.n <= mostStartFields ? description.coordinates : [];
      fields = [...shared, ...starts.map((name, i) => startField(store, actions, name, i))];
      element.replaceChildren(...fields.map((one) => one.element));
    },
  );
  store.watch(
    (state) => [state.settings.steps, state.settings.run, state.settings.start, state.description],
    (_, state) => {
      for (const { write } of fields) write(state);
    },
  );
  return element;
}

function stepsField(actions: Actions): WrittenField<State> {
  return numberField({ label: t('Steps'), help: t('How many steps every path takes.') }, (text) => parseWhole(text, 1, mostSteps), {
    change: (steps) => actions.change((settings) => ({ ...settings, steps })),
    read: ({ settings }) => String(settings.steps),
  });
}

function seedField(actions: Actions): WrittenField<State> {
  return numberField(
    { label: t('Seed'), help: t('Of the draws of methods that use random numbers: the same for all of them.') },
    (text) => parseWhole(text, 0, mostSeed),
    { change: (seed) => actions.changeRun((run) => ({ ...run, seed })), read: ({ settings }) => String(settings.run.seed) },
  );
}

const clipping = {
  clipNorm: { label: t('Clip ‖∇L‖'), help: t('Shortens a gradient that is longer than this. Empty: it is left as it is.') },
  clipValue: {
    label: t('Clip each ∂L'),
    help: t('Cuts every component of the gradient to ± this. Empty: they are left as they are.'),
  },
} as const satisfies Partial<Record<keyof RunSettings, unknown>>;

function clipField(actions: Actions, which: keyof typeof clipping): WrittenField<State> {
  return numberField(clipping[which], parseLimit, {
    change: (limit) => actions.changeRun((run) => ({ ...run, [which]: limit })),
    read: ({ settings }) => String(settings.run[which] ?? ''),
  });
}

function startField(store: Store<State>, actions: Actions, name: string, index: number): WrittenField<State> {
  const parse = (text: string) => {
    const value = Number(text.replaceAll('\u2212', '-'));
    const start = startOf(store.state);
    if (text.trim() === '' || !Number.isFinite(value) || !start) return 'invalid';
    return Array.from(start, (old, i) => (i === index ? value : old));
  };
  return numberField({ label: t('Start {0}', name), help: t('Where every path begins. Drag the ring on the map, or type.') }, parse, {
    change: (start) => actions.change((settings) => ({ ...settings, start })),
    read: (state) => String(startOf(state)?.[index] ?? ''),
  });
}
