/** The panel's head: which function, where, how its derivatives are had; cancel, tables. */
import { t } from '../../../src/l10n/t';
import { callOf, conditionOf, placeOf } from '../../lib/binding';
import { h, setAttributes, setText } from '../../lib/dom';
import { iconButton } from '../../lib/iconButton';
import { currentProblem } from '../../lib/picture/state';
import type { Store } from '../../lib/store';
import type { SurfaceActions } from './actions';
import type { State } from './state';

export function createHead(store: Store<State>, actions: SurfaceActions): HTMLElement {
  const call = h('h1');
  const place = h('button', { type: 'button', role: 'link', class: 'link place', title: t('Go to the function'), onclick: reveal });
  const condition = h('span', { class: 'state label', role: 'status' });
  const stop = iconButton('close', t('Cancel (Escape)'), () => actions.cancel());
  const tables = iconButton('table', t('Show the picture as tables'), () => actions.toggle('tablesShown'));
  const reset = iconButton('reset', t('Look from where it began (0)'), () => actions.resetOrbit());

  store.watch(
    (state) => [state.description, state.binding],
    ([description, binding]) => {
      const name = binding.kind === 'loading' || binding.kind === 'broken' ? binding.name : '';
      setText(call, description ? callOf(description) : name);
      setText(place, description ? placeOf(description.summary.location) : '');
    },
  );
  store.watch(
    (state) => [conditionOf(state.binding, state.description, currentProblem(state)), state.progress],
    ([{ words, exact }, progress]) => {
      setText(condition, progress ?? words);
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
