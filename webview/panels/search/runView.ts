/** Start, pause, resume, cancel; how far the search is, and whether what is shown still holds. */
import { t } from '../../../src/l10n/t';
import { h, setAttributes, setText, setVariables } from '../../lib/dom';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import type { Actions } from './actions';
import { isEmpty } from './plan';
import { isRunning, isStale, type State } from './state';
import { conditionWords } from './words';

export function createRun(store: Store<State>, actions: Actions): HTMLElement {
  const start = button(t('Start'), () => actions.start());
  const pause = button(t('Pause'), () => actions.pause());
  const resume = button(t('Resume'), () => actions.resume());
  const cancel = button(t('Cancel'), () => actions.cancel());
  for (const other of [pause, cancel]) other.setAttribute('appearance', 'secondary');
  const bar = h(
    'div',
    { class: 'bar', role: 'progressbar', 'aria-label': t('Search'), 'aria-valuemin': 0, 'aria-valuemax': 100 },
    h('span'),
  );
  const done = h('span', { class: 'label done' });
  const condition = h('p', { class: 'label condition', role: 'status' });
  store.watch(
    (state) => [state.run, state.found, state.plan, state.binding],
    ([run, found, plan, binding], state) => {
      start.hidden = run !== 'idle';
      setText(start, isStale(state) ? t('Run again') : t('Start'));
      start.toggleAttribute('disabled', binding.kind !== 'ready' || isEmpty(plan));
      pause.hidden = !isRunning(run);
      resume.hidden = run !== 'paused';
      resume.toggleAttribute('disabled', binding.kind !== 'ready' || found?.version !== binding.version);
      cancel.hidden = run === 'idle';
      const { done: share, trials } = (run !== 'starting' && found?.report) || { done: 0, trials: [] };
      bar.hidden = run === 'idle';
      setVariables(bar, { '--done': `${100 * share}%` });
      setAttributes(bar, { 'aria-valuenow': Math.floor(100 * share) });
      setText(done, run === 'idle' ? '' : progressWords(trials.length, share, run));
      setText(condition, conditionWords(state));
    },
  );
  return h(
    'section',
    { class: 'run-search', 'aria-label': t('Search') },
    h('div', { class: 'buttons' }, start, pause, resume, cancel, bar, done),
    condition,
  );
}

function progressWords(trials: number, share: number, run: State['run']): string {
  const percent = Math.floor(100 * share);
  return run === 'paused' ? t('paused at {0} %, {1} trials', percent, trials) : t('{0} %, {1} trials', percent, trials);
}
