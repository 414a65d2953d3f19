/** What concerns every path: steps, start, batches, schedule, penalties, clipping and seed, in one section that opens from the chips' row. */
import { t } from '../../../../src/l10n/t';
import { h } from '../../../lib/dom';
import type { Actions } from '../../../lib/picture/actions';
import type { State } from '../../../lib/picture/state';
import type { Store } from '../../../lib/store';
import { createBatches } from './batches';
import { createBudget } from './budget';
import { createPenalties } from './penalties';
import { createSchedule } from './schedule';

export function createRunForm(store: Store<State>, actions: Actions): HTMLElement {
  const element = h(
    'section',
    { class: 'options run', 'aria-label': t('Run settings') },
    createBudget(store, actions),
    createBatches(store, actions),
    createSchedule(store, actions),
    createPenalties(store, actions),
  );
  store.watch(
    (state) => [state.runOpen],
    ([open]) => {
      element.hidden = !open;
    },
  );
  return element;
}
