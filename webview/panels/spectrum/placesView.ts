/** Critical and near-critical points: the share of directions that go up against the loss, and as rows to go to. */

import type { ChartDataset } from 'chart.js';
import { t } from '../../../src/l10n/t';
import { fixed, negligible, significant } from '../../../src/protocol/format';
import type { PointKind } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import { type Child, h, s, setAttributes, setText } from '../../lib/dom';
import { type Colours, coloursNow, type Points } from '../../lib/lineChart';
import { Plot } from '../../lib/plot';
import type { Store } from '../../lib/store';
import { button } from '../../lib/toolkit';
import type { Actions } from './actions';
import { isAt, type Place } from './places';
import { searchedDimensions, searchIsAsked } from './requests';
import { scatterAxes, scatterGroups } from './scatter';
import { pointOf, type State } from './state';
import { placeSwatch } from './swatch';
import { percentage } from './words';

/** Rows at most; the others are in the scatter. */
const mostRows = 60;
/** How near to a mark a click goes there, in pixels. */
const grasp = 12;
/** The shapes of the map and the lists, as chart.js has them. */
const shapes: Readonly<Record<PointKind, { readonly pointStyle: 'triangle' | 'crossRot' | 'rectRot'; readonly rotation: number }>> = {
  minimum: { pointStyle: 'triangle', rotation: 180 },
  maximum: { pointStyle: 'triangle', rotation: 0 },
  saddle: { pointStyle: 'crossRot', rotation: 0 },
  degenerate: { pointStyle: 'rectRot', rotation: 0 },
};

export function createPlaces(store: Store<State>, actions: Actions): HTMLElement {
  const plot = new Plot();
  const note = h('p', { class: 'label note' });
  const ask = button(t('Search for critical points'), () => actions.search());
  const body = h('div', { class: 'beside' }, h('figure', { class: 'scatter' }, plot.area, plot.twin), placeTable(store, actions));
  const element = h(
    'section',
    { class: 'places', 'aria-label': t('Critical points'), 'data-picture': 'points' },
    h('h3', {}, t('Critical points: share of λ > 0 against the loss')),
    ask,
    body,
    note,
  );
  plot.area.addEventListener('click', ({ clientX, clientY }) => {
    const { left, top } = plot.area.getBoundingClientRect();
    const place = nearest(store.state.places, plot, clientX - left, clientY - top);
    if (place) actions.goTo(place.at);
  });
  store.watch(
    (state) => [state.places, state.at, state.description, state.theme],
    ([places], state) => {
      body.hidden = places.length === 0;
      if (places.length > 0) drawScatter(plot, places, pointOf(state), coloursNow());
    },
  );
  store.watch(
    (state) => [state.description, state.searching, state.search, state.searchProblem, state.settled, state.places],
    ([description, searching, search, problem]) => {
      const n = description?.n ?? 0;
      ask.hidden = !searchIsAsked(n) || searching;
      setText(note, noteWords(store.state, n, ask.hidden));
      note.classList.toggle('wrong', problem !== undefined);
      note.title = search?.title ?? '';
    },
  );
  return element;
}

function noteWords({ places, search, searchProblem, settled }: State, n: number, asked: boolean): string {
  if (searchProblem) return sentences(searchProblem.message, searchProblem.hint ?? '');
  if (n > searchedDimensions) return t('Critical points are looked for with up to {0} parameters.', searchedDimensions);
  if (!asked) return t('This takes a while with so many parameters. It can be cancelled.');
  if (places.length === 0) return search && settled !== undefined ? t('No critical point was found.') : t('Looking for critical points.');
  return search?.words ?? '';
}

function drawScatter(plot: Plot, places: readonly Place[], here: Float64Array | undefined, colours: Colours): void {
  const marks = scatterGroups(places).map(({ kind, critical, members }): ChartDataset<'line', Points> => {
    const colour = kind === 'minimum' ? colours.ink : colours.negative;
    return {
      data: members.map(({ ratio, loss }) => ({ x: ratio, y: loss })),
      showLine: false,
      ...shapes[kind],
      pointRadius: 5,
      pointBorderColor: colour,
      pointBorderWidth: kind === 'saddle' ? 2 : 1.2,
      pointBackgroundColor: critical ? colour : 'transparent',
    };
  });
  const current = places.filter(({ at }) => here && isAt(at, here)).map(({ ratio, loss }) => ({ x: ratio, y: loss }));
  const ring = {
    data: current,
    showLine: false,
    pointRadius: 9,
    pointBorderColor: colours.ink,
    pointBorderWidth: 1.5,
    pointBackgroundColor: 'transparent',
  };
  plot.chart.options.clip = false;
  plot.draw([ring, ...marks], scatterAxes(places), colours, {
    caption: t('Share of eigenvalues above 0 against the loss'),
    heads: [t('point'), t('kind'), t('share of λ > 0'), 'L'],
    rows: places.map(({ name, words, ratio, loss }) => [name, words, percentage(ratio), significant(loss)]),
  });
}

function nearest(places: readonly Place[], { chart }: Plot, x: number, y: number): Place | undefined {
  const away = ({ ratio, loss }: Place) =>
    Math.hypot(chart.scales.x.getPixelForValue(ratio) - x, chart.scales.y.getPixelForValue(loss) - y);
  const best = places.reduce<Place | undefined>((found, place) => (found && away(found) <= away(place) ? found : place), undefined);
  return best && away(best) <= grasp ? best : undefined;
}

/** The same points as rows that one can go to. */
function placeTable(store: Store<State>, actions: Actions): HTMLElement {
  const table = h('table');
  const more = h('p', { class: 'label' });
  const element = h('div', { class: 'points', role: 'region', 'aria-label': t('Go to'), tabindex: 0 }, table, more);
  store.watch(
    (state) => [state.places, state.description],
    ([places, description]) => {
      if (!description) return;
      const scale = Math.max(1, ...places.map(({ loss }) => Math.abs(loss)));
      const shown = places.slice(0, mostRows);
      table.replaceChildren(
        heads(description.n <= 2 ? description.coordinates : []),
        h('tbody', {}, startRow(), ...shown.map((place) => placeRow(place, scale, description.n))),
      );
      setText(more, places.length > shown.length ? t('and {0} more, of higher loss', places.length - shown.length) : '');
      mark(store.state);
    },
  );
  store.watch(
    (state) => [state.at, state.description],
    (_, state) => mark(state),
  );
  return element;

  function startRow(): HTMLElement {
    const swatch = s('svg', { width: 14, height: 14, class: 'start', 'aria-hidden': 'true' }, s('circle', { cx: 7, cy: 7, r: 4 }));
    return row('start', t('Go to the start'), () => actions.goToStart(), [swatch, t('start')], []);
  }

  function placeRow({ name, kind, words, critical, at, ratio, loss, gradientNorm }: Place, scale: number, n: number): HTMLElement {
    const coordinates = n <= 2 ? Array.from(at, (x) => h('td', { class: 'num at' }, fixed(x))) : [];
    return row(
      name,
      t('Go there: {0}, ‖∇L‖ = {1}', words, significant(gradientNorm)),
      () => actions.goTo(at),
      [placeSwatch(kind, critical), name],
      [
        h('td', { class: 'words' }, words),
        ...coordinates,
        h('td', { class: 'num' }, percentage(ratio)),
        h('td', { class: 'num' }, negligible(loss, scale)),
      ],
    );
  }

  function mark(state: State): void {
    const point = pointOf(state);
    const here = point && (state.places.find(({ at }) => isAt(at, point))?.name ?? (state.at === undefined ? 'start' : undefined));
    for (const tr of table.querySelectorAll<HTMLElement>('tbody tr'))
      setAttributes(tr, { 'aria-current': tr.dataset.name === here ? 'true' : undefined });
  }
}

function row(name: string, title: string, go: () => void, head: Child[], cells: readonly HTMLElement[]): HTMLElement {
  const goThere = h('button', { type: 'button', title }, ...head);
  return h('tr', { 'data-name': name, onclick: go }, h('th', { scope: 'row' }, goThere), ...cells);
}

function heads(coordinates: readonly string[]): HTMLElement {
  const column = (name: string, kind = 'num') => h('th', { scope: 'col', class: `label ${kind}` }, name);
  const title = h('th', { scope: 'col', class: 'title' }, t('Go to'));
  return h(
    'thead',
    {},
    h('tr', {}, title, column(t('kind'), ''), ...coordinates.map((name) => column(name, 'num coordinate')), column('λ > 0'), column('L')),
  );
}
