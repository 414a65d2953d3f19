/** What the spectrum says, in words; or what stands in the way, with a link to the place. */
import { t } from '../../../src/l10n/t';
import { h, setText } from '../../lib/dom';
import type { Store } from '../../lib/store';
import { verdictFrame } from '../../lib/verdict';
import type { Actions } from './actions';
import { currentProblem, type State } from './state';
import { saidOf, stats } from './words';

export function createVerdict(store: Store<State>, actions: Actions): HTMLElement {
  const { element, show } = verdictFrame(actions);
  store.watch(
    (state) => [state.exportProblem ?? currentProblem(state), state.binding, state.spectrum.value],
    ([problem, binding, spectrum]) => {
      element.classList.toggle('down', spectrum !== undefined && spectrum.bottom[0] < 0);
      show({ binding, problem, said: spectrum && saidOf(spectrum), working: t('Computing the spectrum') });
    },
  );
  return element;
}

/** The numbers of the spectrum. */
export function createStats(store: Store<State>): HTMLElement {
  const cells = stats.map((stat) => ({ stat, value: h('dd') }));
  const pairs = cells.map(({ stat, value }) => h('div', {}, h('dt', { class: 'label', title: stat.title }, stat.label), value));
  const element = h('section', { class: 'stats', 'aria-label': t('Numbers of the spectrum') }, h('dl', {}, ...pairs));
  store.watch(
    (state) => [state.spectrum.value],
    ([spectrum]) => {
      element.hidden = spectrum === undefined;
      if (spectrum) for (const { stat, value } of cells) setText(value, stat.value(spectrum));
    },
  );
  return element;
}
