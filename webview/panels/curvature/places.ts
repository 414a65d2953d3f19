/** Where one can go: the start and the critical points, each a row of a table. */

import { t } from '../../../src/l10n/t';
import { fixed, negligible, significant, subscript } from '../../../src/protocol/format';
import type { CriticalPoints, LossDescription } from '../../../src/protocol/model';
import { searchedDimensions } from '../../../src/protocol/points';
import { kindWords } from '../../../src/protocol/words';
import { type Child, h, s, setAttributes, setText, unbroken } from '../../lib/dom';
import { pointSwatch } from '../../lib/pointGlyph';
import { continuaWords, type NamedPoint } from '../../lib/points';
import type { Store } from '../../lib/store';
import type { Actions } from './actions';
import { pointOf, type State } from './state';
import { namedAt } from './words';

export function createPlaces(store: Store<State>, actions: Actions): HTMLElement {
  const table = h('table');
  const note = h('p', { class: 'label note' });
  const element = h('section', { class: 'points', 'aria-label': t('Go to') }, table, note);

  store.watch(
    (state) => [state.points, state.description, state.search],
    ([points, description, search]) => {
      if (!description) return;
      const scale = Math.max(...points.map(({ loss }) => Math.abs(loss)), 1);
      table.replaceChildren(
        heads(description, points.length > 0),
        h('tbody', {}, startRow(description, points.length > 0), ...points.map((point) => pointRow(point, scale))),
      );
      setText(
        note,
        search
          ? searchWords(search, scale)
          : description.n > 2
            ? t('Critical points are looked for with up to {0} parameters.', searchedDimensions)
            : '',
      );
      note.title = search?.reason ?? '';
      mark(store.state);
    },
  );
  store.watch(
    (state) => [state.at, state.description],
    (_, state) => mark(state),
  );
  return element;

  function startRow({ n, start }: LossDescription, found: boolean): HTMLElement {
    const at = n <= 2 ? Array.from(start, (value) => cell(fixed(value), 'at')) : [];
    const rest = found ? [...Array.from(start, () => cell('', 'bend')), cell('')] : [];
    return row('start', t('Go to the start'), () => actions.moveToStart(), [startSwatch(), t('start')], [...at, ...rest]);
  }

  function pointRow(point: NamedPoint, scale: number): HTMLElement {
    const { name, kind, at, eigenvalues, loss } = point;
    return row(
      name,
      t('Go to this {0}', kindWords[kind]),
      () => actions.moveTo(at),
      [pointSwatch(point.kind), name],
      [
        ...Array.from(at, (value) => cell(fixed(value), 'at')),
        ...[...eigenvalues].reverse().map((value) => cell(significant(value), 'at bend')),
        cell(negligible(loss, scale)),
      ],
    );
  }

  function mark(state: State): void {
    const here = nameHere(state);
    for (const tr of table.querySelectorAll<HTMLElement>('tbody tr'))
      setAttributes(tr, { 'aria-current': tr.dataset.name === here ? 'true' : undefined });
  }
}

function nameHere(state: State): string | undefined {
  const point = pointOf(state);
  if (state.at === undefined || !point) return 'start';
  return namedAt(point, state.points)?.name;
}

function row(name: string, title: string, go: () => void, head: Child[], cells: readonly HTMLElement[]): HTMLElement {
  const button = h('button', { type: 'button', title }, ...head);
  return h('tr', { 'data-name': name, onclick: go }, h('th', { scope: 'row' }, button), ...cells);
}

const cell = (text: string, kind = ''): HTMLElement => h('td', { class: `num ${kind}` }, text);

function startSwatch(): SVGSVGElement {
  return s('svg', { width: 14, height: 14, class: 'start', 'aria-hidden': 'true' }, s('circle', { cx: 7, cy: 7, r: 4 }));
}

function heads({ n, coordinates }: LossDescription, found: boolean): HTMLElement {
  const column = (name: string, kind: string) => h('th', { scope: 'col', class: `label ${kind}` }, name);
  const at = n <= 2 ? coordinates.map((name) => column(name, 'num coordinate')) : [];
  const curvature = found ? [...coordinates.map((_, i) => column(`λ${subscript(i + 1)}`, 'num bend')), column('L', 'num')] : [];
  const title = h('th', { scope: 'col', class: 'title' }, t('Go to'));
  return h('thead', {}, h('tr', {}, title, ...at, ...curvature));
}

/** How far the list can be relied on. */
function searchWords({ points, continua, proof }: CriticalPoints, scale: number): string {
  const found = continuaWords(continua, (loss) => negligible(loss, scale));
  const none = points.length === 0 && found.length === 0 ? [t('no critical point in the box')] : [];
  const certainty = proof === 'complete' ? t('proven to be all in the box') : t('found by sampling, not proven to be all');
  return unbroken([...none, ...found, certainty].join(t('; ')));
}
