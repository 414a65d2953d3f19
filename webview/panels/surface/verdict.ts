/** What there is to see, in words; or what stands in the way, with a link to the place. */
import { t } from '../../../src/l10n/t';
import { currentProblem } from '../../lib/picture/state';
import type { Store } from '../../lib/store';
import { verdictFrame } from '../../lib/verdict';
import type { SurfaceActions } from './actions';
import type { State } from './state';
import { saidOf } from './words';

export function createVerdict(store: Store<State>, actions: SurfaceActions): HTMLElement {
  const { element, show } = verdictFrame(actions);
  store.watch(
    (state) => [
      state.exportProblem ?? currentProblem(state),
      state.binding,
      state.surface,
      state.points,
      state.search,
      state.runs,
      state.settings,
      state.description,
    ],
    ([problem, binding], state) => show({ binding, problem, said: saidOf(state), working: t('Raising the surface') }),
  );
  return element;
}
