/** The answer of a panel in words, or what stands in its way with a link to the place. */
import { t } from '../../src/l10n/t';
import type { Location, LossDescription, Problem, Readout } from '../../src/protocol/model';
import type { Binding } from '../../src/protocol/panel';
import { sentences } from '../../src/protocol/words';
import { problemHeadlines } from './binding';
import { h, setText, unbroken } from './dom';
import { placed } from './placed';
import type { Store } from './store';
import { button } from './toolkit';

/** Warnings beyond this many would push the numbers out of sight. */
const mostNotes = 3;

export interface Said {
  readonly headline: string;
  readonly why: string;
}

export interface VerdictActions {
  reveal(location: Location): void;
  openGallery(): void;
}

interface Answering {
  readonly binding: Binding;
  /** What keeps the answer from being shown. */
  readonly problem: Problem | undefined;
  readonly said: Said | undefined;
  /** What is being done while there is no answer yet. */
  readonly working: string;
}

export interface VerdictFrame {
  readonly element: HTMLElement;
  show(answering: Answering): void;
}

/** `title`: of the explanation, for those who point at it; `more` follows it. */
export function verdictFrame(actions: VerdictActions, more: readonly HTMLElement[] = [], title = ''): VerdictFrame {
  const headline = h('h2');
  const why = h('p', title ? { title } : {});
  const gallery = button(t('Open the gallery'), () => actions.openGallery());
  const element = h('section', { class: 'verdict', 'aria-label': t('Verdict'), 'aria-live': 'polite' }, headline, why, gallery, ...more);
  return { element, show };

  function show({ binding, problem, said, working }: Answering): void {
    gallery.hidden = binding.kind !== 'empty';
    element.classList.toggle('warning', problem !== undefined);
    if (binding.kind === 'empty') say({ headline: t('Choose a loss function'), why: binding.message });
    else if (problem) sayProblem(problem);
    else say(said ?? { headline: binding.kind === 'loading' ? t('Looking at the function') : working, why: '' });
  }

  function say(said: Said): void {
    setText(headline, said.headline);
    setText(why, unbroken(said.why));
  }

  function sayProblem({ code, message, hint, location }: Problem): void {
    setText(headline, problemHeadlines[code]);
    why.replaceChildren(...placed(location, sentences(message, hint ?? ''), (to) => actions.reveal(to)));
  }
}

interface Warned {
  readonly binding: Binding;
  readonly description: LossDescription | undefined;
  readonly readout: Readout | undefined;
}

/** Warnings about the function, and where it is not smooth at the point that is read. */
export function createNotes<S extends Warned>(store: Store<S>, actions: VerdictActions): HTMLElement {
  const notes = h('ul', { class: 'notes label' });
  store.watch(
    (state) => [state.description, state.readout, state.binding.kind],
    ([description, readout, kind]) => {
      const kinks = readout?.nonSmooth.map(({ location, expression, rule }) => ({
        location,
        message: t('not smooth here: {0}; {1}', expression, rule),
      }));
      const all = kind === 'ready' ? [...(description?.warnings ?? []), ...(kinks ?? [])].slice(0, mostNotes) : [];
      notes.replaceChildren(...all.map(({ location, message }) => h('li', {}, ...placed(location, message, (to) => actions.reveal(to)))));
      notes.hidden = all.length === 0;
    },
  );
  return notes;
}
