/** The answer in words, or what stands in its way with a link to the place. */

import { t } from '../../../src/l10n/t';
import type { Location, Problem } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import { problemHeadlines } from '../../lib/binding';
import { h, setText, unbroken } from '../../lib/dom';
import type { Actions } from '../../lib/picture/actions';
import { nowAt } from '../../lib/picture/now';
import { currentProblem, focused, focusedRun, type State } from '../../lib/picture/state';
import { verdict } from '../../lib/picture/verdict';
import { placed } from '../../lib/placed';
import { rowAt } from '../../lib/rows';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import { createConvexity } from './convexityView';

/** Warnings beyond this many would push the numbers out of sight. */
const mostNotes = 3;

export function createVerdict(store: Store<State>, actions: Actions): HTMLElement {
  const headline = h('h2');
  const why = h('p');
  const notes = h('ul', { class: 'notes label' });
  const gallery = button(t('Open the gallery'), () => actions.openGallery());
  const element = h(
    'section',
    { class: 'verdict', 'aria-label': t('Verdict') },
    headline,
    why,
    gallery,
    notes,
    createConvexity(store, actions),
  );

  store.watch(
    (state) => [
      currentProblem(state),
      state.binding.kind,
      state.step,
      focusedRun(state),
      state.points,
      state.readout,
      focused(state)?.style,
      sizeOf(state),
    ],
    ([problem, kind, step, run, points, readout, style, size], state) => {
      gallery.hidden = kind !== 'empty';
      element.className = `verdict c${style ?? 0}`;
      // Announcing every step of a running film would drown everything else.
      element.setAttribute('aria-live', state.playing ? 'off' : 'polite');
      element.classList.toggle('warning', problem !== undefined);
      if (state.binding.kind === 'empty') return say(t('Choose a loss function'), state.binding.message);
      if (problem) return sayProblem(problem);
      if (!run) return say(kind === 'loading' ? t('Looking at the function') : t('Finding the paths'), '');
      const spoken = verdict({ run, now: nowAt(run, rowAt(run, step), readout), points, size });
      element.classList.toggle('warning', spoken.tone === 'warning');
      say(spoken.headline, spoken.why);
    },
  );
  store.watch(
    (state) => [state.description, state.readout, state.binding.kind],
    ([description, readout, kind]) => {
      const kinks =
        readout?.nonSmooth.map(({ location, expression, rule }) => ({
          location,
          message: t('not smooth here: {0}; {1}', expression, rule),
        })) ?? [];
      const all = kind === 'ready' ? [...(description?.warnings ?? []), ...kinks].slice(0, mostNotes) : [];
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

  function sayProblem(problem: Problem): void {
    setText(headline, problemHeadlines[problem.code]);
    why.replaceChildren(...placed(problem.location, sentences(problem.message, problem.hint ?? ''), reveal));
  }
}

/** Side of the map. */
function sizeOf({ view, home }: State): number {
  const box = view ?? home;
  return box ? box[1] - box[0] : 1;
}

/** `landscapes.ts:14:22`, which goes there. */
export function linkTo({ file, line, column }: Location, onClick: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', role: 'link', class: 'link', onclick: onClick },
    `${file.split(/[\\/]/).at(-1) ?? file}:${line}:${column}`,
  );
}
