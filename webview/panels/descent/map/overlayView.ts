/** What is said of the map's overlay: its key, its value at the pointer, what stands in its way, and its table. */
import { t } from '../../../../src/l10n/t';
import { fixed, significant } from '../../../../src/protocol/format';
import type { Field } from '../../../../src/protocol/model';
import { h, s, setText } from '../../../lib/dom';
import { interpolate } from '../../../lib/picture/map/hover';
import { kindOf } from '../../../lib/picture/map/overlayKinds';
import type { State } from '../../../lib/picture/state';
import type { Store } from '../../../lib/store';
import { fillTable, spread } from '../../../lib/table';
import { basinNote, basinRows, basinWords, namingPoints } from './basinWords';

/** Rows and columns of the table. */
const tableSize = 7;

/** What the hatching means, beside the legend. */
export function hatchKey({ settings, overlaid }: State): readonly HTMLElement[] {
  const { draws, symbol } = kindOf(settings.overlay);
  const { field, basins } = overlaid;
  if (draws === 'basins')
    return basins && basins.found.unsettledShare > 0 ? [h('span', { class: 'hatched label' }, hatchSwatch(), t('none'))] : [];
  const words = draws === 'region' ? symbol : field?.scale === 'diverging' ? '< 0' : '';
  return field && words !== '' ? [h('span', { class: 'hatched label' }, hatchSwatch(), words)] : [];
}

const hatchSwatch = (): SVGSVGElement =>
  s('svg', { width: 18, height: 10, 'aria-hidden': 'true' }, s('rect', { class: 'region', x: 0.5, y: 0.5, width: 17, height: 9 }));

/** `λmin −3.2` under the pointer, if anything. */
export function overlayWords(state: State, u: number, v: number): readonly string[] {
  const { settings, overlaid } = state;
  const { field, basins } = overlaid;
  const reached = basins && basinWords(basins.found, namingPoints(state), u, v);
  if (reached !== undefined) return [reached];
  if (!field) return [];
  const value = valueAt(field, u, v);
  const { symbol } = kindOf(settings.overlay);
  return value === undefined ? [] : [valueWords(field, symbol, value)];
}

/** Between grid points; where that can't be, as where κ is infinite or only a sign is known, at the nearest one. */
export function valueAt(field: Field, u: number, v: number): number | undefined {
  const { box, size, values, scale, name } = field;
  const between = scale === 'mask' || name === 'determinantSign' ? undefined : interpolate(field, u, v);
  if (between !== undefined) return between;
  const [i, j] = [((u - box[0]) / (box[1] - box[0])) * (size - 1), ((v - box[2]) / (box[3] - box[2])) * (size - 1)];
  if (!(i >= 0 && j >= 0 && i <= size - 1 && j <= size - 1)) return undefined;
  const value = values[Math.round(j) * size + Math.round(i)];
  return Number.isNaN(value) ? undefined : value;
}

export function valueWords({ name, scale }: Pick<Field, 'name' | 'scale'>, symbol: string, value: number): string {
  if (scale === 'mask') return value >= 0.5 ? symbol : t('not {0}', symbol);
  if (name === 'determinantSign') return `${symbol} ${value === 0 ? '= 0' : value > 0 ? '> 0' : '< 0'}`;
  return `${symbol} ${significant(value)}`;
}

/** A line on what keeps the overlay from being seen, and the table of its values. */
export function createOverlayView(store: Store<State>): HTMLElement {
  const note = h('p', { class: 'label note', 'aria-live': 'polite' });
  const table = h('table');
  const element = h('div', { class: 'overlaid' }, note, h('div', { class: 'twin' }, table));
  store.watch(
    (state) => [state.overlaid, state.settings, state.description, state.points, state.shownPlane],
    ([overlaid, { overlay: name }, description, , plane], state) => {
      const { field, basins, problem } = overlaid;
      const kind = kindOf(name);
      const wanted = kind.draws !== 'nothing' && (description?.n ?? 0) >= 2;
      element.hidden = !wanted;
      element.classList.toggle('warning', problem !== undefined);
      const known = basins && problem === undefined ? basinNote(basins) : undefined;
      setText(note, wanted ? (known ?? noteWords(kind.title, field !== undefined, problem?.message)) : '');
      if (wanted && basins)
        return fillTable(table, t('Where {0} ends', basins.of), basinHeads, basinRows(basins.found, namingPoints(state)));
      if (!wanted || !field) return table.replaceChildren();
      fillOverlayTable(table, field, kind.words, plane?.names ?? []);
    },
  );
  return element;
}

const basinHeads = [t('ends at'), t('place'), 'L', t('share of the starts')];

function noteWords(name: string, there: boolean, problem: string | undefined): string {
  if (problem !== undefined) return t('The overlay “{0}” can’t be shown: {1}', name, problem);
  return there ? '' : t('Computing the overlay “{0}” …', name);
}

function fillOverlayTable(table: HTMLTableElement, field: Field, words: string, [across = '', up = '']: readonly string[]): void {
  const { box, size, values } = field;
  const places = spread(size, tableSize);
  const at = (low: number, high: number, i: number) => fixed(low + ((high - low) * i) / (size - 1));
  const heads = [`${up} \\ ${across}`, ...places.map((i) => at(box[0], box[1], i))];
  const rows = places.toReversed().map((j) => [at(box[2], box[3], j), ...places.map((i) => cellWords(field, values[j * size + i]))]);
  fillTable(table, t('{0} over {1} and {2}', words, across, up), heads, rows);
}

function cellWords({ scale, name }: Field, value: number): string {
  if (Number.isNaN(value)) return t('unknown');
  if (scale === 'mask') return value >= 0.5 ? t('yes') : t('no');
  if (name === 'determinantSign') return value === 0 ? '0' : value > 0 ? '+' : '\u2212';
  return significant(value);
}
