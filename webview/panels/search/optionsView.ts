/** One row for each option: ticked, it is searched over a range; else it stays at one value. */
import { t } from '../../../src/l10n/t';
import type { Option, OptionTable } from '../../../src/protocol/model';
import { h } from '../../lib/dom';
import { optionControl } from '../../lib/options/fields';
import type { Store } from '../../lib/store';
import { type Control, checkbox } from '../../lib/toolkit';
import type { Actions } from './actions';
import { isSearchable, type Plan, searchedRange, tableOf, toggleSearched, withFixed, withRange } from './plan';
import { rangeControl } from './rangeControl';
import type { State } from './state';
import { labelOf, optionWords } from './words';

interface Row {
  readonly element: HTMLElement;
  write(plan: Plan): void;
}

export function createOptions(store: Store<State>, actions: Actions): HTMLElement {
  const element = h('div', { class: 'searched-options', role: 'group', 'aria-label': t('Options') });
  let rows: readonly Row[] = [];
  store.watch(
    (state) => [
      Object.keys(tableOf(state.plan, state.catalog)).join(),
      Object.keys(state.plan.searched).sort().join(),
      state.plan.optimizer,
    ],
    (_, { plan, catalog }) => {
      const held = document.activeElement?.closest<HTMLElement>('[data-option]')?.dataset.option;
      rows = Object.entries(tableOf(plan, catalog)).map(([name, option]) => row(name, option, plan, tableOf(plan, catalog), actions));
      element.replaceChildren(...rows.map((one) => one.element));
      if (held !== undefined) element.querySelector<HTMLElement>(`[data-option="${CSS.escape(held)}"] vscode-checkbox`)?.focus();
    },
  );
  store.watch(
    (state) => [state.plan, state.catalog],
    ([plan]) => {
      for (const { write } of rows) write(plan);
    },
  );
  return element;
}

function row(name: string, option: Option, { searched }: Plan, table: OptionTable, actions: Actions): Row {
  const label = labelOf(name, table);
  const tick = checkbox(label, isSearchable(option) ? t('Search it: {0}', option.help) : option.help, () =>
    actions.change((plan) => toggleSearched(plan, name)),
  );
  if (!isSearchable(option)) tick.element.setAttribute('disabled', '');
  const value = name in searched ? searchedControl(name, option, actions) : fixedControl(name, { ...option, label }, actions);
  return {
    element: h('div', { class: 'one-option', 'data-option': name }, tick.element, value.element),
    write(plan) {
      tick.set(name in plan.searched);
      value.write(plan);
    },
  };
}

function fixedControl(name: string, option: Option, actions: Actions): Row {
  // The row's own name stands before it already.
  const words = option.kind === 'boolean' ? { ...option, label: t('on') } : option;
  const control = optionControl(words, (value) => actions.change((plan) => withFixed(plan, name, value)));
  if (option.kind === 'boolean') control.element.setAttribute('aria-label', t('{0}, on', option.label));
  return { element: h('div', { class: 'fixed' }, control.element), write: ({ fixed }) => control.set(fixed[name] ?? option.default) };
}

function searchedControl(name: string, option: Option, actions: Actions): Row {
  if (option.kind !== 'number' && option.kind !== 'integer') return everyValue(name, option);
  const change = (range: readonly [number, number], dragged: boolean) =>
    actions.change((plan) => withRange(plan, name, range), dragged ? name : undefined);
  const control: Control<readonly [number, number]> = rangeControl(option, change);
  return { element: control.element, write: (plan) => control.set(searchedRange(plan, name, option)) };
}

/** All choices, or those that zooming in has left. */
function everyValue(name: string, option: Option): Row {
  const element = h('div', { class: 'every label' });
  const all = option.kind === 'choice' ? option.choices : [false, true];
  return {
    element,
    write({ searched }) {
      element.textContent = (searched[name]?.values ?? all).map(optionWords).join(' / ');
    },
  };
}
