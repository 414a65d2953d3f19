/** What kind of point it is, in words with the numbers that prove it; or what stands in the way, with a link to the place. */
import { t } from '../../../src/l10n/t';
import type { Store } from '../../lib/store';
import { createNotes, verdictFrame } from '../../lib/verdict';
import type { Actions } from './actions';
import { currentProblem, type State } from './state';
import { type Bend, bendOf, magnitude, verdictOf } from './words';

const tolerance = t('Counts as 0: {0}', '‖∇L‖ ≤ 10⁻⁹ (1 + |L|) max(1, |λ|max); |λ| ≤ max(10⁻⁹ |λ|max, 10⁻¹²)');

export function createVerdict(store: Store<State>, actions: Actions): HTMLElement {
  const { element, show } = verdictFrame(actions, [createNotes(store, actions)], tolerance);
  store.watch(
    (state) => [state.exportProblem ?? currentProblem(state), state.binding, state.readout, state.points, state.search],
    ([problem, binding, readout, points, search]) => {
      element.className = `verdict ${readout ? bendHere(readout.eigenvalues) : ''}`;
      const said = readout && verdictOf(readout, { points, continua: search?.continua ?? [] });
      show({ binding, problem, said, working: t('Looking at the point') });
    },
  );
  return element;
}

/** The way out, where there is one, gives the colour. */
function bendHere(eigenvalues: Float64Array): Bend {
  return bendOf(eigenvalues[0], magnitude(eigenvalues));
}
