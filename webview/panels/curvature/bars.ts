/** Eigenvalues as bars on a symmetric logarithmic scale. */
import { t } from '../../../src/l10n/t';
import { subscript, superscript } from '../../../src/protocol/format';
import { axisOver, type BarAxis, onAxis } from '../../lib/barAxis';
import { barChart, barPlace } from '../../lib/barChart';
import { h, setVariables } from '../../lib/dom';
import { extent } from '../../lib/rows';
import type { Store } from '../../lib/store';
import { fillTable } from '../../lib/table';
import { resolvedColour } from '../../lib/theme';
import type { Section } from './sections';
import type { State } from './state';
import { bendOf, entry, magnitude } from './words';

const rowHeight = 19;
/** Below the bars, for tick labels. */
const foot = 16;

export function createBars(store: Store<State>): HTMLElement {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const names = h('div', { class: 'names' });
  const values = h('div', { class: 'values' });
  const scale = h('div', { class: 'scale label' });
  const plot = h('div', { class: 'plot' }, canvas, scale);
  const table = h('table');
  const element = h(
    'section',
    { class: 'eigen', 'aria-label': t('Eigenvalues of the Hessian'), 'data-picture': 'eigenvalues' },
    names,
    plot,
    values,
    twin(table),
  );
  const chart = barChart(canvas);
  const resize = () => {
    const { clientWidth, clientHeight } = plot;
    if (clientWidth > 0) chart.resize(clientWidth, Math.max(1, clientHeight - foot));
  };
  new ResizeObserver(resize).observe(plot);

  store.watch(
    (state) => [state.sections, state.theme],
    ([sections]) => {
      const shown = sections.filter(({ eigenvalue }) => Number.isFinite(eigenvalue));
      element.hidden = shown.length === 0;
      if (element.hidden) return;
      const axis = axisFor(shown);
      const rows = rowsOf(shown);
      chart.data.labels = rows.map(({ name }) => name);
      Object.assign(chart.data.datasets[0], {
        data: shown.map(({ eigenvalue }) => onAxis(eigenvalue, axis)),
        backgroundColor: rows.map(({ colour }) => colour),
      });
      setVariables(element, { '--rows': rows.length, '--row': `${rowHeight}px` });
      resize();
      chart.update('none');
      names.replaceChildren(...rows.map(({ name }) => h('span', {}, name)));
      values.replaceChildren(...rows.map(({ value }) => h('span', {}, value)));
      scale.replaceChildren(...ticksOf(axis));
      fillTable(
        table,
        t('Eigenvalues of the Hessian'),
        ['', t('value')],
        rows.map(({ name, value }) => [name, value]),
      );
    },
  );
  return element;
}

const twin = (table: HTMLTableElement): HTMLElement => h('div', { class: 'twin' }, table);

function rowsOf(sections: readonly Section[]): readonly { name: string; value: string; colour: string }[] {
  const [ink, negative] = [resolvedColour('--bar'), resolvedColour('--negative')];
  const scale = magnitude(Float64Array.from(sections, ({ eigenvalue }) => eigenvalue));
  return sections.map(({ index, eigenvalue }) => ({
    name: `λ${subscript(index)}`,
    value: entry(eigenvalue, scale),
    colour: bendOf(eigenvalue, scale) === 'down' ? negative : ink,
  }));
}

/** From −10ᵖ to 10ᵖ, the power of ten at or above every |λ|. */
function axisFor(sections: readonly Section[]): BarAxis {
  const [, largest] = extent(sections.map(({ eigenvalue }) => Math.abs(eigenvalue))) ?? [0, 1];
  return axisOver(largest || 1);
}

/** At zero and one decade below the ends. */
function ticksOf(axis: BarAxis): readonly HTMLElement[] {
  const power = axis.power - 1;
  const label = power === 0 ? '1' : power === 1 ? '10' : `10${superscript(power)}`;
  const ticks = [
    { value: -(10 ** power), text: `\u2212${label}` },
    { value: 0, text: '0' },
    { value: 10 ** power, text: label },
  ];
  return ticks.map(({ value, text }) => {
    const tick = h('div', { class: value === 0 ? 'tick zero' : 'tick' }, h('span', {}, text));
    setVariables(tick, { '--at': barPlace(onAxis(value, axis)) });
    return tick;
  });
}
