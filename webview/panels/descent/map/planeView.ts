/** With more than two parameters: what the plane is, what the hollowness of paths means, and the gaps as a table. */
import { t } from '../../../../src/l10n/t';
import { significant } from '../../../../src/protocol/format';
import { sentences } from '../../../../src/protocol/words';
import { h, s, setText } from '../../../lib/dom';
import { uvOf } from '../../../lib/picture/map/shownPlane';
import { focused, focusedRun, type State } from '../../../lib/picture/state';
import { lastRow } from '../../../lib/rows';
import type { Store } from '../../../lib/store';
import { fillTable, spread } from '../../../lib/table';
import { gapAlong, gapClasses } from './gap';

const tableRows = 12;

export function createPlaneView(store: Store<State>): HTMLElement {
  const note = h('p', { class: 'label note', 'aria-live': 'polite' });
  const key = h('p', { class: 'label note gaps' });
  const table = h('table');
  const element = h('div', { class: 'sliced' }, note, key, h('div', { class: 'twin' }, table));
  store.watch(
    (state) => [state.description?.n, state.shownPlane, state.planeProblem, focused(state)?.style],
    ([n = 0, shown, problem, style = 0]) => {
      element.hidden = n <= 2;
      element.classList.toggle('warning', problem !== undefined);
      setText(
        note,
        problem ? sentences(t('This plane can’t be had: {0}', problem.message), t('Two coordinates are shown.')) : (shown?.words ?? ''),
      );
      key.replaceChildren(...gapKey(style));
    },
  );
  store.watch(
    (state) => [state.description?.n, state.shownPlane, state.surface, focusedRun(state)],
    ([n = 0], state) => {
      if (n > 2) fillGaps(table, state);
      else table.replaceChildren();
    },
  );
  return element;
}

/** A sample of each hollowness. */
function gapKey(style: number): readonly (Node | string)[] {
  const samples = [0, ...gapClasses].map((_, i) => {
    const d = 'M1,5h22';
    const line = s('g', { class: `path focused c${style}` }, s('path', { class: 'done', d }), s('path', { class: `veil gap-${i}`, d }));
    return s('svg', { width: 24, height: 10, 'aria-hidden': 'true' }, line);
  });
  const words = [t('as drawn'), ...gapClasses.map((part) => `>\u00a0${100 * part}\u00a0%`)];
  return [t('Loss on the path: '), ...samples.map((sample, i) => h('span', {}, sample, words[i])), t('of the drawn range off')];
}

function fillGaps(table: HTMLTableElement, state: State): void {
  const run = focusedRun(state);
  const { shownPlane } = state;
  const gap = run && gapAlong(state, run);
  if (!run || !gap || !shownPlane) {
    table.replaceChildren();
    return;
  }
  const rows = spread(lastRow(run) + 1, tableRows).map((row) => {
    const { drawn, part } = gap(row);
    const [u, v] = uvOf(shownPlane, run.params.subarray(row * run.n, (row + 1) * run.n));
    return [
      String(run.steps[row]),
      ...[u, v, run.loss[row]].map((value) => significant(value)),
      drawn === undefined ? t('outside') : significant(drawn),
      drawn === undefined ? '' : `${significant(100 * part, 2)}\u00a0%`,
    ];
  });
  const heads = [t('step'), ...shownPlane.names, 'L', t('L as drawn'), t('gap, of the drawn range')];
  fillTable(table, t('The path of {0} and what the plane shows in its place', focused(state)?.name ?? ''), heads, rows);
}
