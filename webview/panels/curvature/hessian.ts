/** The Hessian as a small matrix, where it is small enough to be read. */
import { t } from '../../../src/l10n/t';
import { atCursor, coordinatesAt, isAtCursor } from '../../lib/cursor';
import { h } from '../../lib/dom';
import type { Store } from '../../lib/store';
import type { State } from './state';
import { entry, magnitude } from './words';

/** Parameters up to which it is shown. */
const readable = 4;

export function createHessian(store: Store<State>): HTMLElement {
  const table = h('table');
  const element = h(
    'section',
    { class: 'hessian', 'aria-label': t('Hessian') },
    h('h3', { class: 'label' }, t('Hessian H')),
    h('div', { class: 'matrix' }, table),
  );
  store.watch(
    (state) => [state.readout, state.description, coordinatesAt(state.cursor)],
    ([readout, description], { cursor }) => {
      const n = readout?.at.length ?? 0;
      element.hidden = !description || !readout?.hessian || n > readable;
      if (element.hidden || !readout?.hessian || !description) return;
      const scale = magnitude(readout.eigenvalues);
      const { hessian } = readout;
      const head = (name: string, i: number, scope: string) =>
        h('th', { scope, class: isAtCursor(cursor, i) ? atCursor : undefined }, name);
      const rows = description.coordinates.map((name, i) =>
        h('tr', {}, head(name, i, 'row'), ...Array.from(hessian.subarray(i * n, (i + 1) * n), (value) => h('td', {}, entry(value, scale)))),
      );
      const heads = description.coordinates.map((name, i) => head(name, i, 'col'));
      table.replaceChildren(h('thead', {}, h('tr', {}, h('td'), ...heads)), h('tbody', {}, ...rows));
    },
  );
  return element;
}
