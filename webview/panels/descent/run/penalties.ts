/** Penalties on the size of the parameters: which, how strong, how they are brought in, and what is left out of them. */
import { t } from '../../../../src/l10n/t';
import type { EntryMetadata } from '../../../../src/protocol/model';
import { h } from '../../../lib/dom';
import { iconButton } from '../../../lib/iconButton';
import { openMenu } from '../../../lib/menu';
import { field, fillFields, optionSlider } from '../../../lib/options/fields';
import type { Actions } from '../../../lib/picture/actions';
import {
  addPenalty,
  type Choice,
  entryOf,
  type PenaltyMethod,
  parseNames,
  penaltyMethods,
  penaltyMethodWords,
  removePenalty,
  setPenaltyOption,
  strengthOf,
} from '../../../lib/picture/runSettings';
import type { State } from '../../../lib/picture/state';
import type { Store } from '../../../lib/store';
import { dropdown, textField } from '../../../lib/toolkit';

type Write = (state: State) => void;

export function createPenalties(store: Store<State>, actions: Actions): HTMLElement {
  const list = h('div', { class: 'penalties' });
  const add = h('button', { type: 'button', class: 'add', 'aria-haspopup': 'menu', onclick: () => openAdd() }, `+ ${t('Penalty')}`);
  const shared = sharedFields(store, actions);
  const element = h('div', { class: 'group' }, list, h('div', { class: 'fields' }, add, ...shared.elements));
  let writers: readonly Write[] = [];

  store.watch(
    (state) => [state.catalog.penalties, state.settings.run.penalties.map(({ id }) => id).join()],
    ([entries], { settings }) => {
      const made = settings.run.penalties.flatMap(({ id }) => {
        const entry = entryOf(entries, id);
        return entry ? [penaltyRow(entry, actions)] : [];
      });
      writers = made.map(({ write }) => write);
      list.replaceChildren(...made.map((row) => row.element));
      for (const one of shared.elements) one.hidden = made.length === 0;
    },
  );
  store.watch(
    (state) => [state.settings.run, state.catalog],
    (_, state) => {
      for (const write of [...writers, shared.write]) write(state);
    },
  );
  return element;

  function openAdd(): void {
    const { catalog, settings } = store.state;
    const used = new Set(settings.run.penalties.map(({ id }) => id));
    openMenu(
      add,
      t('Add a penalty'),
      catalog.penalties.map(({ id, name, formula }) => ({
        ...{ label: name, hint: formula, disabled: used.has(id) },
        run: () => actions.changeRun((run) => addPenalty(run, id)),
      })),
    );
  }
}

function penaltyRow(entry: EntryMetadata, actions: Actions): { readonly element: HTMLElement; readonly write: Write } {
  const { id, name, help, formula, source, options } = entry;
  const fields = h('div', { class: 'fields' });
  const change = (option: string, value: Choice['options'][string] | undefined, group?: string) =>
    actions.changeRun((run) => setPenaltyOption(run, id, option, value), group);
  const writeFields = fillFields(fields, options, change);
  const { alpha } = options;
  const slider =
    alpha?.kind === 'number'
      ? optionSlider(alpha, t('Strength of {0}', name), (value) => change('alpha', value, `strength ${id}`))
      : undefined;
  const remove = iconButton('close', t('Remove {0}', name), () => actions.changeRun((run) => removePenalty(run, id)));
  const title = h('div', { class: 'name', title: `${help}\n${source}` }, h('b', {}, name), ' ', h('code', {}, formula));
  return {
    element: h('div', { class: 'penalty', role: 'group', 'aria-label': name }, title, fields, slider?.element, remove),
    write({ settings, catalog }) {
      const penalty = settings.run.penalties.find((one) => one.id === id);
      if (!penalty) return;
      writeFields(penalty.options);
      slider?.set(strengthOf(penalty, catalog.penalties) ?? 0);
    },
  };
}

/** How penalties are taken, and what is left out of them. */
function sharedFields(store: Store<State>, actions: Actions): { readonly elements: readonly HTMLElement[]; readonly write: Write } {
  const named = (choice: string): PenaltyMethod => penaltyMethods.find((one) => one === choice) ?? 'proximal';
  const method = dropdown(
    t('Penalties by'),
    penaltyMethods,
    (choice) => actions.changeRun((run) => ({ ...run, penaltyMethod: named(choice) })),
    (choice) => penaltyMethodWords[named(choice)],
  );
  const names = textField({ label: t('Unpenalised'), title: t('Parameters left out of penalties, such as biases: b, W[0]') }, (text) => {
    const unpenalized = parseNames(text, store.state.description?.coordinates ?? []);
    if (unpenalized === 'invalid') return false;
    actions.changeRun((run) => ({ ...run, unpenalized }));
    return true;
  });
  const methodHelp = t(
    'Proximal: kinks by their proximal map, by the methods that can, so that zeros are exact. Subgradient: all as a part of the loss.',
  );
  const namesHelp = t(
    'Names of parameters or coordinates left out of penalties, such as biases: b, W[0]. Those of @unpenalized are left out too.',
  );
  return {
    elements: [
      field({ kind: 'choice', label: t('Taken by'), help: methodHelp }, method.element),
      field({ kind: 'list', label: t('Unpenalised'), help: namesHelp }, names.element),
    ],
    write({ settings }) {
      method.set(settings.run.penaltyMethod);
      names.set(settings.run.unpenalized.join(', '));
    },
  };
}
