/** The frame of a part of the panel: its title and controls, and for long work a button that starts or cancels it and what has become of it. */
import { t } from '../../../src/l10n/t';
import { h, setAttributes, setText } from '../../lib/dom';
import type { JobState } from '../../lib/job';
import { placed } from '../../lib/placed';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import type { Actions, JobName } from './actions';
import type { State } from './state';

export function section(name: string, title: string, controls: readonly HTMLElement[], ...content: readonly HTMLElement[]): HTMLElement {
  const head = h('div', { class: 'controls' }, h('h3', {}, title), ...controls);
  return h('section', { class: name, 'aria-label': title, 'data-picture': name }, head, ...content);
}

interface JobWords {
  readonly start: string;
  /** What runs, with how far it is. */
  progress(state: State): string;
}

/** The button, and a line that says how far the work is, that what is shown is stale, or what went wrong. */
export function jobControls(
  store: Store<State>,
  actions: Actions,
  job: JobName,
  words: JobWords,
): { readonly button: HTMLElement; readonly status: HTMLElement } {
  const start = button(words.start, () => (store.state[job].running ? actions.stop(job) : actions.start(job)));
  const status = h('p', { class: 'label job', role: 'status' });
  store.watch(
    (state) => [state[job], state.binding.kind],
    (_, state) => {
      const { running, value }: JobState<unknown> = state[job];
      setText(start, running ? t('Cancel') : value === undefined ? words.start : t('Again'));
      setAttributes(start, {
        disabled: state.binding.kind !== 'ready',
        appearance: value === undefined || running ? 'primary' : 'secondary',
      });
      say(status, state, job, words, actions);
    },
  );
  return { button: start, status };
}

function say(status: HTMLElement, state: State, job: JobName, words: JobWords, actions: Actions): void {
  const { running, problem, stale } = state[job];
  status.classList.toggle('wrong', problem !== undefined);
  status.hidden = !running && !problem && !stale;
  if (problem) status.replaceChildren(...placed(problem.location, problem.message, (to) => actions.reveal(to)));
  else setText(status, running ? words.progress(state) : stale ? t('~ from before the last change') : '');
}

/** For losses without data: why there is nothing here, and how to have it. */
export function withoutData(store: Store<State>, why: string, others: readonly HTMLElement[]): HTMLElement {
  const note = h('p', { class: 'label none' });
  store.watch(
    (state) => [state.description],
    ([description]) => {
      const over = description?.examples !== undefined && description.examples > 1;
      note.hidden = over || description === undefined;
      for (const element of others) element.classList.toggle('absent', !over);
      if (!over) setText(note, description?.summary.takesData ? uncut : `${why} ${howTo}`);
    },
  );
  return note;
}

const howTo = t(
  'Give the loss a second parameter, the batch, and write @data with the name of an exported array over it: (w, batch) => number.',
);
const uncut = t('This data can’t be cut into examples: it must be an array of examples, or an object of arrays of one length.');
