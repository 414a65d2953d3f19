/** What kind of point it is, in words with the numbers that prove it; or what stands in the way, with a link to the place. */

import { t } from '../../../src/l10n/t';
import type { Location, Problem } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import { problemHeadlines } from '../../lib/binding';
import { h, setText, unbroken } from '../../lib/dom';
import { placed } from '../../lib/placed';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import type { Actions } from './actions';
import { currentProblem, type State } from './state';
import { type Bend, bendOf, magnitude, verdictOf } from './words';

/** Warnings beyond this many would push the numbers out of sight. */
const mostNotes = 3;
const tolerance = t('Counts as 0: {0}', '‖∇L‖ ≤ 10⁻⁹ (1 + |L|) max(1, |λ|max); |λ| ≤ max(10⁻⁹ |λ|max, 10⁻¹²)');

export function createVerdict(store: Store<State>, actions: Actions): HTMLElement {
  const headline = h('h2');
  const why = h('p', { title: tolerance });
  const notes = h('ul', { class: 'notes label' });
  const gallery = button(t('Open the gallery'), () => actions.openGallery());
  const element = h('section', { class: 'verdict', 'aria-label': t('Verdict'), 'aria-live': 'polite' }, headline, why, gallery, notes);

  store.watch(
    (state) => [currentProblem(state), state.binding, state.readout, state.points, state.search],
    ([problem, binding, readout, points, search]) => {
      gallery.hidden = binding.kind !== 'empty';
      element.className = `verdict ${readout ? bendHere(readout.eigenvalues) : ''}`;
      element.classList.toggle('warning', problem !== undefined);
      if (binding.kind === 'empty') return say(t('Choose a loss function'), binding.message);
      if (problem) return sayProblem(problem);
      if (!readout) return say(binding.kind === 'loading' ? t('Looking at the function') : t('Looking at the point'), '');
      const spoken = verdictOf(readout, { points, continua: search?.continua ?? [] });
      say(spoken.headline, spoken.why);
    },
  );
  store.watch(
    (state) => [state.description, state.readout, state.binding.kind],
    ([description, readout, kind]) => {
      const kinks = readout?.nonSmooth.map(({ location, expression, rule }) => ({
        location,
        message: t('not smooth here: {0}; {1}', expression, rule),
      }));
      const all = kind === 'ready' ? [...(description?.warnings ?? []), ...(kinks ?? [])].slice(0, mostNotes) : [];
      notes.replaceChildren(...all.map(({ location, message }) => h('li', {}, ...placed(location, message, reveal))));
      notes.hidden = all.length === 0;
    },
  );
  return element;

  function reveal(location: Location): void {
    actions.reveal(location);
  }

  function say(title: string, text: string): void {
    setText(headline, title);
    setText(why, unbroken(text));
  }

  function sayProblem({ code, message, hint, location }: Problem): void {
    setText(headline, problemHeadlines[code]);
    why.replaceChildren(...placed(location, sentences(message, hint ?? ''), reveal));
  }
}

/** The way out, where there is one, gives the colour. */
function bendHere(eigenvalues: Float64Array): Bend {
  return bendOf(eigenvalues[0], magnitude(eigenvalues));
}
