/** The critical points as a table: find one on the map, or start from it. */

import { t } from '../../../src/l10n/t';
import { fixed, negligible, significant, subscript } from '../../../src/protocol/format';
import type { CriticalPoints, LossDescription } from '../../../src/protocol/model';
import { kindWords } from '../../../src/protocol/words';
import { h, setAttributes, setText, unbroken } from '../../lib/dom';
import { openMenu } from '../../lib/menu';
import type { Actions } from '../../lib/picture/actions';
import { distanceFrom } from '../../lib/picture/map/shownPlane';
import { mostSearched } from '../../lib/picture/pointRequests';
import type { State } from '../../lib/picture/state';
import { pointSwatch } from '../../lib/pointGlyph';
import { continuaWords, type NamedPoint } from '../../lib/points';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';

export function createPoints(store: Store<State>, actions: Actions): HTMLElement {
  const table = h('table');
  const note = h('p', { class: 'label note' });
  const search = button(t('Look for critical points'), () => actions.search());
  const element = h('section', { class: 'points', 'aria-label': t('Critical points') }, search, table, note);

  store.watch(
    (state) => [state.points, state.description, state.search, state.searching, state.shownPlane],
    ([points, description, found, searching]) => {
      element.hidden = description === undefined || description.n > mostSearched;
      if (!description || element.hidden) return;
      search.hidden = description.n <= 2 || searching;
      table.hidden = !search.hidden;
      table.replaceChildren(heads(description), h('tbody', {}, ...rows(points)));
      setText(note, found && table.hidden === false ? searchWords(found) : '');
      note.title = found?.reason ?? '';
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
      ...shown(point).map((text) => h('td', { class: 'num at' }, text)),
      h('td', { class: 'num' }, negligible(point.loss, scale)),
    );
    tr.addEventListener('click', () => actions.pick(store.state.picked === point.name ? undefined : point.name));
    tr.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      menu();
    });
    return tr;
  }

  /** Position and eigenvalues; of more than two parameters, the extreme eigenvalues and how far the point lies beside the map. */
  function shown({ at, eigenvalues }: NamedPoint): string[] {
    const values = [...eigenvalues].reverse();
    if (at.length <= 2) return [...Array.from(at, (value) => fixed(value)), ...values.map((value) => significant(value))];
    const { shownPlane } = store.state;
    const off = shownPlane && shownPlane.plane.origin.length === at.length ? distanceFrom(shownPlane, at) : Number.NaN;
    return [significant(off, 2), ...[values[0], values[values.length - 1]].map((value) => significant(value))];
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
  const extremes = [t('off the map'), 'λmax', 'λmin'];
  const names = [...(coordinates.length > 2 ? extremes : [...coordinates, ...coordinates.map((_, i) => `λ${subscript(i + 1)}`)]), 'L'];
  return h(
    'thead',
    {},
    h(
      'tr',
      {},
      h('th', { scope: 'col', class: 'title' }, t('Critical points')),
      h('th', { scope: 'col', class: 'kind label' }, t('kind')),
      ...names.map((name, i) =>
        h('th', { scope: 'col', class: `num label${coordinates.length <= 2 && i < coordinates.length ? ' coordinate' : ''}` }, name),
      ),
    ),
  );
}
