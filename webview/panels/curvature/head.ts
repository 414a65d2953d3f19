/** The panel's head: which function, where, how its derivatives are had; cancel, tables, reset. */
import { t } from '../../../src/l10n/t';
import { callOf, conditionOf, placeOf } from '../../lib/binding';
import { h, setAttributes, setText } from '../../lib/dom';
import { iconButton } from '../../lib/iconButton';
import type { Store } from '../../lib/store';
import type { Actions } from './actions';
import { currentProblem, type State } from './state';

export function createHead(store: Store<State>, actions: Actions): HTMLElement {
  const call = h('h1');
  const place = h('button', { type: 'button', role: 'link', class: 'link place', title: t('Go to the function'), onclick: reveal });
  const condition = h('span', { class: 'state label', role: 'status' });
  const stop = iconButton('close', t('Cancel (Escape)'), () => actions.cancel());
  const tables = iconButton('table', t('Show the charts as tables'), () => actions.showTables(!store.state.tablesShown));
  const reset = iconButton('reset', t('Back to the start, automatic reach'), () => actions.reset());

  store.watch(
    (state) => [state.description, state.binding],
    ([description, binding]) => {
      const name = binding.kind === 'loading' || binding.kind === 'broken' ? binding.name : '';
      setText(call, description ? callOf(description) : name);
      setText(place, description ? placeOf(description.summary.location) : '');
    },
  );
  store.watch(
    (state) => [state.binding, state.description, currentProblem(state), state.late],
    ([binding, description, problem, late]) => {
      const { words, exact } = conditionOf(binding, description, problem);
      setText(condition, late ? t('computing') : words);
      condition.classList.toggle('exact', exact && !late);
      setAttributes(stop, { hidden: !late });
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
