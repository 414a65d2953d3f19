/** The head of a panel: which function, where, how its derivatives are had; cancel, undo, tables, reset, export. */
import { t } from '../../src/l10n/t';
import type { Location, LossDescription, Problem } from '../../src/protocol/model';
import type { Binding } from '../../src/protocol/panel';
import { callOf, conditionOf, placeOf } from './binding';
import { h, setAttributes, setText } from './dom';
import { iconButton } from './iconButton';
import type { Store } from './store';

export interface Headed {
  readonly binding: Binding;
  readonly description: LossDescription | undefined;
  readonly tablesShown: boolean;
}

export interface HeadActions {
  cancel(): void;
  showTables?(shown: boolean): void;
  reset(): void;
  reveal(location: Location): void;
}

export interface HeadWords<S> {
  /** What the buttons do; no button for tables where this is left out. */
  readonly tables?: string;
  readonly reset: string;
  problem(state: S): Problem | undefined;
  /** What is going on, once that has taken so long that it should be said. */
  progress(state: S): string | undefined;
}

/** `history`, `save`: further buttons, before the others and at the end. */
export function createHead<S extends Headed>(
  store: Store<S>,
  actions: HeadActions,
  words: HeadWords<S>,
  { history = [], save }: { readonly history?: readonly HTMLElement[]; readonly save: HTMLElement },
): HTMLElement {
  const call = h('h1');
  const place = h('button', { type: 'button', role: 'link', class: 'link place', title: t('Go to the function'), onclick: reveal });
  const condition = h('span', { class: 'state label', role: 'status' });
  const stop = iconButton('close', t('Cancel (Escape)'), () => actions.cancel());
  const reset = iconButton('reset', words.reset, () => actions.reset());
  const tables = words.tables === undefined ? [] : [tablesButton(store, actions, words.tables)];

  store.watch(
    (state) => [state.description, state.binding],
    ([description, binding]) => {
      const name = binding.kind === 'loading' || binding.kind === 'broken' ? binding.name : '';
      setText(call, description ? callOf(description) : name);
      setText(place, description ? placeOf(description.summary.location) : '');
    },
  );
  store.watch(
    (state) => [state.binding, state.description, words.problem(state), words.progress(state)],
    ([binding, description, problem, progress]) => {
      const { words: known, exact } = conditionOf(binding, description, problem);
      setText(condition, progress ?? known);
      condition.classList.toggle('exact', exact && progress === undefined);
      setAttributes(stop, { hidden: progress === undefined });
    },
  );
  return h('header', { class: 'head' }, call, place, condition, stop, ...history, ...tables, reset, save);

  function reveal(): void {
    const { description } = store.state;
    if (description) actions.reveal(description.summary.location);
  }
}

function tablesButton<S extends Headed>(store: Store<S>, actions: HeadActions, label: string): HTMLElement {
  const tables = iconButton('table', label, () => actions.showTables?.(!store.state.tablesShown));
  store.watch(
    (state) => [state.tablesShown],
    ([shown]) => {
      document.body.classList.toggle('tables', shown);
      setAttributes(tables, { 'aria-pressed': String(shown) });
    },
  );
  return tables;
}

interface Undoable {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Buttons for what Ctrl+Z and Ctrl+Shift+Z do. */
export function historyButtons<S extends Undoable>(store: Store<S>, actions: { undo(): void; redo(): void }): readonly HTMLElement[] {
  const undo = iconButton('undo', t('Undo (Ctrl+Z)'), () => actions.undo());
  const redo = iconButton('redo', t('Redo (Ctrl+Shift+Z)'), () => actions.redo());
  for (const button of [undo, redo]) button.classList.add('history');
  store.watch(
    (state) => [state.canUndo, state.canRedo],
    ([canUndo, canRedo]) => {
      setAttributes(undo, { disabled: !canUndo });
      setAttributes(redo, { disabled: !canRedo });
    },
  );
  return [undo, redo];
}
