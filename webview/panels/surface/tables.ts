/** The picture as tables: the critical points, and where each path ends. */

import { t } from '../../../src/l10n/t';
import { fixed, significant } from '../../../src/protocol/format';
import { kindWords } from '../../../src/protocol/words';
import { h } from '../../lib/dom';
import { shownRuns } from '../../lib/picture/state';
import { ending } from '../../lib/picture/verdict';
import { lastRow, pointAt } from '../../lib/rows';
import type { Store } from '../../lib/store';
import { fillTable } from '../../lib/table';
import type { State } from './state';

/** Coordinates up to which a point is written out in full. */
const writtenOut = 6;

export function createTables(store: Store<State>): HTMLElement {
  const points = h('table');
  const ends = h('table');
  store.watch(
    (state) => [state.points, state.runs, state.settings, state.description],
    (_, state) => {
      const names = state.description?.coordinates ?? [];
      const coordinates = names.length <= writtenOut ? names : [];
      const numbers = (at: ArrayLike<number>) => coordinates.map((_name, i) => fixed(at[i]));
      fillTable(
        points,
        t('Critical points'),
        [t('point'), t('kind'), ...coordinates, 'L'],
        state.points.map(({ name, kind, at, loss }) => [name, kindWords[kind], ...numbers(at), significant(loss)]),
      );
      fillTable(
        ends,
        t('Where the paths end'),
        [t('path'), t('end'), ...coordinates, 'L'],
        shownRuns(state).map(({ chip, run }) => {
          const row = lastRow(run);
          return [chip.name, ending(run, state.points), ...numbers(pointAt(run, row)), significant(run.loss[row])];
        }),
      );
    },
  );
  return h(
    'section',
    { class: 'twins', 'aria-label': t('The picture as tables') },
    h('div', { class: 'twin' }, points),
    h('div', { class: 'twin' }, ends),
  );
}
