/** The head of a panel beside the Descent panel: which function, where, how its derivatives are had; cancel, tables, reset. */
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
  showTables(shown: boolean): void;
  reset(): void;
  reveal(location: Location): void;
}

export interface HeadWords<S> {
  /** What the buttons do. */
  readonly tables: string;
  readonly reset: string;
  problem(state: S): Problem | undefined;
  /** What is going on, once that has taken so long that it should be said. */
  progress(state: S): string | undefined;
}

export function createHead<S extends Headed>(store: Store<S>, actions: HeadActions, words: HeadWords<S>): HTMLElement {
  const call = h('h1');
  const place = h('button', { type: 'button', role: 'link', class: 'link place', title: t('Go to the function'), onclick: reveal });
  const condition = h('span', { class: 'state label', role: 'status' });
  const stop = iconButton('close', t('Cancel (Escape)'), () => actions.cancel());
  const tables = iconButton('table', words.tables, () => actions.showTables(!store.state.tablesShown));
  const reset = iconButton('reset', words.reset, () => actions.reset());

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
  store.watch(
    (state) => [state.tablesShown],
    ([shown]) => {
      document.body.classList.toggle('tables', shown);
      setAttributes(tables, { 'aria-pressed': String(shown) });
    },
  );
  return h('header', { class: 'head' }, call, place, condition, stop, tables, reset);

  function reveal(): void {
    const { description } = store.state;
    if (description) actions.reveal(description.summary.location);
  }
}
