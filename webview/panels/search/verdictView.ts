/** The best options so far and what can be done with them, or what stands in the way. */
import { t } from '../../../src/l10n/t';
import { h } from '../../lib/dom';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import { verdictFrame } from '../../lib/verdict';
import type { Actions } from './actions';
import { tableOf } from './plan';
import { currentProblem, isRunning, type State } from './state';
import { saidOf } from './words';

const empty = {
  headline: t('Which options get the loss lowest?'),
  why: t('A search runs the optimizer many times with other options each, from the start of the loss, and compares where it ends.'),
};

export function createVerdict(store: Store<State>, actions: Actions): HTMLElement {
  const use = button(t('Use the best in the Descent panel'), () => {
    const best = store.state.found?.report.best;
    if (best) actions.use(best);
  });
  const zoom = button(t('Zoom in'), () => actions.zoomIn());
  zoom.title = t('Searches again round the best fifth of the trials, at least twice as fine');
  zoom.setAttribute('appearance', 'secondary');
  const buttons = h('div', { class: 'answers' }, use, zoom);
  const { element, show } = verdictFrame(actions, [buttons]);
  store.watch(
    (state) => [state.exportProblem ?? currentProblem(state), state.binding, state.found, state.run, state.catalog],
    ([problem, binding, found, run, catalog]) => {
      buttons.hidden = !found?.report.best;
      zoom.toggleAttribute('disabled', isRunning(run) || found?.report.zoomed === undefined || binding.kind !== 'ready');
      const said = found ? saidOf(found, tableOf(found.plan, catalog)) : empty;
      show({ binding, problem, said: binding.kind === 'ready' || found ? said : undefined, working: t('Searching') });
    },
  );
  return element;
}
