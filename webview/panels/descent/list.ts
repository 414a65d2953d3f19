/** The critical points as a table: find one on the map, or start from it. */

import { t } from '../../../src/l10n/t';
import { fixed, negligible, significant, subscript } from '../../../src/protocol/format';
import type { CriticalPoints, LossDescription } from '../../../src/protocol/model';
import { kindWords } from '../../../src/protocol/words';
import { h, setAttributes, setText, unbroken } from '../../lib/dom';
import { openMenu } from '../../lib/menu';
import { pointSwatch } from '../../lib/pointGlyph';
import { continuaWords, type NamedPoint } from '../../lib/points';
import type { Store } from '../../lib/store';
import type { Actions } from './actions';
import type { State } from './state';

export function createPoints(store: Store<State>, actions: Actions): HTMLElement {
  const table = h('table');
  const note = h('p', { class: 'label note' });
  const element = h('section', { class: 'points', 'aria-label': t('Critical points') }, table, note);

  store.watch(
    (state) => [state.points, state.description, state.search],
    ([points, description, search]) => {
      element.hidden = description === undefined || description.n > 2;
      if (!description || element.hidden) return;
      table.replaceChildren(heads(description), h('tbody', {}, ...rows(points)));
      setText(note, search ? searchWords(search) : '');
      note.title = search?.reason ?? '';
      mark(store.state.picked);
    },
  );
  store.watch(
    (state) => [state.picked],
    ([picked]) => mark(picked),
  );
  return element;

  function rows(points: readonly NamedPoint[]): HTMLElement[] {
    const scale = Math.max(...points.map(({ loss }) => Math.abs(loss)), Math.abs(store.state.readout?.loss ?? 0), 1);
    return points.map((point) => row(point, scale));
  }

  function row(point: NamedPoint, scale: number): HTMLElement {
    const name = h(
      'button',
      { type: 'button', title: t('Show this {0} on the map', kindWords[point.kind]) },
      pointSwatch(point.kind),
      point.name,
    );
    const menu = () => openMenu(name, point.name, entries(point));
    const tr = h(
      'tr',
      { 'data-name': point.name },
      h('th', { scope: 'row' }, name),
      h('td', { class: 'kind' }, kindWords[point.kind]),
      ...Array.from(point.at, (value) => h('td', { class: 'num at' }, fixed(value))),
      ...[...point.eigenvalues].reverse().map((value) => h('td', { class: 'num at' }, significant(value))),
      h('td', { class: 'num' }, negligible(point.loss, scale)),
    );
    tr.addEventListener('click', () => actions.pick(store.state.picked === point.name ? undefined : point.name));
    tr.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      menu();
    });
    return tr;
  }

  function entries(point: NamedPoint) {
    return [
      { label: t('Show on the map'), run: () => actions.pick(point.name) },
      { label: t('Use as start'), run: () => actions.change((settings) => ({ ...settings, start: [...point.at] })) },
      { label: t('Copy'), run: () => void navigator.clipboard.writeText(`${point.name}: ${[...point.at].join(', ')}`) },
    ];
  }

  function mark(picked: string | undefined): void {
    for (const tr of table.querySelectorAll<HTMLElement>('tbody tr'))
      setAttributes(tr, { 'aria-current': tr.dataset.name === picked ? 'true' : undefined });
  }
}

/** How far the list can be relied on. */
function searchWords({ points, continua, proof }: CriticalPoints): string {
  const connected = continuaWords(continua, significant);
  const none = points.length === 0 && connected.length === 0 ? [t('none in this box')] : [];
  const certainty = proof === 'complete' ? t('proven to be all in this box') : t('found by sampling, not proven to be all');
  return unbroken([...none, ...connected, certainty].join(t('; ')));
}

function heads({ coordinates }: LossDescription): HTMLElement {
  const names = [...coordinates, ...coordinates.map((_, i) => `λ${subscript(i + 1)}`), 'L'];
  return h(
    'thead',
    {},
    h(
      'tr',
      {},
      h('th', { scope: 'col', class: 'title' }, t('Critical points')),
      h('th', { scope: 'col', class: 'kind label' }, t('kind')),
      ...names.map((name, i) => h('th', { scope: 'col', class: `num label${i < coordinates.length ? ' coordinate' : ''}` }, name)),
    ),
  );
}
