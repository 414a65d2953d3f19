/** The answer in words, or what stands in its way with a link to the place. */
import { t } from '../../../src/l10n/t';
import type { Actions } from '../../lib/picture/actions';
import { nowAt } from '../../lib/picture/now';
import { currentProblem, focused, focusedRun, type State } from '../../lib/picture/state';
import { verdict } from '../../lib/picture/verdict';
import { rowAt } from '../../lib/rows';
import type { Store } from '../../lib/store';
import { createNotes, verdictFrame } from '../../lib/verdict';
import { createConvexity } from './convexityView';

export function createVerdict(store: Store<State>, actions: Actions): HTMLElement {
  const { element, show } = verdictFrame(actions, [createNotes(store, actions), createConvexity(store, actions)]);
  store.watch(
    (state) => [
      state.exportProblem ?? currentProblem(state),
      state.binding.kind,
      state.step,
      focusedRun(state),
      state.points,
      state.readout,
      focused(state)?.style,
      sizeOf(state),
    ],
    ([problem, , step, run, points, readout, style, size], state) => {
      element.className = `verdict c${style ?? 0}`;
      // Announcing every step of a running film would drown everything else.
      element.setAttribute('aria-live', state.playing ? 'off' : 'polite');
      const said = run && verdict({ run, now: nowAt(run, rowAt(run, step), readout), points, size });
      show({ binding: state.binding, problem, said, working: t('Finding the paths') });
      if (said?.tone === 'warning') element.classList.add('warning');
    },
  );
  return element;
}

/** Side of the map. */
function sizeOf({ view, home }: State): number {
  const box = view ?? home;
  return box ? box[1] - box[0] : 1;
}
