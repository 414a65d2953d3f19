/** What the spectrum says, in words; or what stands in the way, with a link to the place. */

import { t } from '../../../src/l10n/t';
import type { Problem } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import { problemHeadlines } from '../../lib/binding';
import { h, setText, unbroken } from '../../lib/dom';
import { placed } from '../../lib/placed';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import type { Actions } from './actions';
import { currentProblem, type State } from './state';
import { saidOf, stats } from './words';

export function createVerdict(store: Store<State>, actions: Actions): HTMLElement {
  const headline = h('h2');
  const why = h('p');
  const gallery = button(t('Open the gallery'), () => actions.openGallery());
  const element = h('section', { class: 'verdict', 'aria-label': t('Verdict'), 'aria-live': 'polite' }, headline, why, gallery);
  store.watch(
    (state) => [currentProblem(state), state.binding, state.spectrum.value],
    ([problem, binding, spectrum]) => {
      gallery.hidden = binding.kind !== 'empty';
      element.classList.toggle('warning', problem !== undefined);
      element.classList.toggle('down', spectrum !== undefined && spectrum.bottom[0] < 0);
      if (binding.kind === 'empty') return say(t('Choose a loss function'), binding.message);
      if (problem) return sayProblem(problem);
      if (!spectrum) return say(binding.kind === 'loading' ? t('Looking at the function') : t('Computing the spectrum'), '');
      const said = saidOf(spectrum);
      say(said.headline, said.why);
    },
  );
  return element;

  function say(title: string, text: string): void {
    setText(headline, title);
    setText(why, unbroken(text));
  }

  function sayProblem({ code, message, hint, location }: Problem): void {
    setText(headline, problemHeadlines[code]);
    why.replaceChildren(...placed(location, sentences(message, hint ?? ''), (to) => actions.reveal(to)));
  }
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
