/** The panel's head: which function, where, how its derivatives are had; undo, redo, reset, export. */
import { t } from '../../../src/l10n/t';
import { callOf, conditionOf, placeOf } from '../../lib/binding';
import { h, setAttributes, setText } from '../../lib/dom';
import { iconButton } from '../../lib/iconButton';
import type { Actions } from '../../lib/picture/actions';
import { currentProblem, type State } from '../../lib/picture/state';
import type { Store } from '../../lib/store';

export function createHead(store: Store<State>, actions: Actions, onExport: (anchor: HTMLElement) => void): HTMLElement {
  const signature = h('h1');
  const place = h('button', {
    type: 'button',
    role: 'link',
    class: 'link place',
    title: t('Go to the function'),
    onclick: () => {
      const { description } = store.state;
      if (description) actions.reveal(description.summary.location);
    },
  });
  const condition = h('span', { class: 'state label', role: 'status' });
  const stop = iconButton('close', t('Cancel (Escape)'), () => actions.cancel());
  const undo = iconButton('undo', t('Undo (Ctrl+Z)'), () => actions.undo());
  const redo = iconButton('redo', t('Redo (Ctrl+Shift+Z)'), () => actions.redo());
  for (const button of [undo, redo]) button.classList.add('history');
  const reset = iconButton('reset', t('Reset to defaults'), () => actions.reset());
  const save = iconButton('export', t('Export…'), () => onExport(save));
  const element = h('header', { class: 'head' }, signature, place, condition, stop, undo, redo, reset, save);

  store.watch(
    (state) => [state.description, state.binding],
    ([description, binding]) => {
      const name = binding.kind === 'loading' || binding.kind === 'broken' ? binding.name : '';
      setText(signature, description ? callOf(description) : name);
      setText(place, description ? placeOf(description.summary.location) : '');
    },
  );
  store.watch(
    (state) => [state.canUndo, state.canRedo],
    ([canUndo, canRedo]) => {
      setAttributes(undo, { disabled: !canUndo });
      setAttributes(redo, { disabled: !canRedo });
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
  return element;
}
