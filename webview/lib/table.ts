/** The table beside a chart, for those who can't see it or want the numbers. */
import { h } from './dom';

/** Replaces the rows of `table`; the first column heads its row. */
export function fillTable(table: HTMLTableElement, caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  // Over the heads of the rows nothing may stand: a head without words heads nothing.
  const head = h('tr', {}, ...heads.map((text) => (text === '' ? h('td') : h('th', { scope: 'col' }, text))));
  const body = rows.map(([first = '', ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first), ...rest.map((text) => h('td', {}, text))));
  table.replaceChildren(h('caption', {}, caption), h('thead', {}, head), h('tbody', {}, ...body));
}

/** At most `most` indices of 0 … count − 1, the first and the last among them. */
export function spread(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
