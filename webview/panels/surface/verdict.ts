/** What there is to see, in words; or what stands in the way, with a link to the place. */

import { t } from '../../../src/l10n/t';
import type { Problem } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import { problemHeadlines } from '../../lib/binding';
import { h, setText, unbroken } from '../../lib/dom';
import { currentProblem } from '../../lib/picture/state';
import { placed } from '../../lib/placed';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import type { SurfaceActions } from './actions';
import type { State } from './state';
import { saidOf } from './words';

export function createVerdict(store: Store<State>, actions: SurfaceActions): HTMLElement {
  const headline = h('h2');
  const why = h('p');
  const gallery = button(t('Open the gallery'), () => actions.openGallery());
  const element = h('section', { class: 'verdict', 'aria-label': t('Verdict'), 'aria-live': 'polite' }, headline, why, gallery);
  store.watch(
    (state) => [
      currentProblem(state),
      state.binding,
      state.surface,
      state.points,
      state.search,
      state.runs,
      state.settings,
      state.description,
    ],
    ([problem, binding], state) => {
      gallery.hidden = binding.kind !== 'empty';
      element.classList.toggle('warning', problem !== undefined);
      if (binding.kind === 'empty') return say(t('Choose a loss function'), binding.message);
      if (problem) return sayProblem(problem);
      const said = saidOf(state);
      if (!said) return say(binding.kind === 'loading' ? t('Looking at the function') : t('Raising the surface'), '');
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
