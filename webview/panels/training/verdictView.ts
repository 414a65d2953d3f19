import { t } from '../../../src/l10n/t';
import type { Store } from '../../lib/store';
import { verdictFrame } from '../../lib/verdict';
import type { Actions } from './actions';
import { currentProblem, type State } from './state';
import { saidOf } from './words';

/** What the run says, in words; or what stands in the way, with a link to the place. */
export function createVerdict(store: Store<State>, actions: Actions): HTMLElement {
  const { element, show } = verdictFrame(actions);
  store.watch(
    (state) => [state.exportProblem ?? currentProblem(state), state.binding, state.curve.value],
    ([problem, binding, curve]) => {
      show({ binding, problem, said: curve && saidOf(curve), working: t('Training') });
      element.classList.toggle('warning', problem !== undefined || curve?.run.stopped === 'diverged');
    },
  );
  return element;
}
