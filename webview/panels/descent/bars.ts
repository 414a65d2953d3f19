/** Eigenvalues as bars on a symmetric logarithmic scale, with the stable limit on the same axis. */
import { t } from '../../../src/l10n/t';
import { significant, subscript, superscript } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { type BarAxis, barIndices, onAxis } from '../../lib/barAxis';
import { barChart, barPlace } from '../../lib/barChart';
import { h, setText, setVariables } from '../../lib/dom';
import { nowAt } from '../../lib/picture/now';
import { limitFactor } from '../../lib/picture/rate';
import { focusedRun, type State } from '../../lib/picture/state';
import { rowAt } from '../../lib/rows';
import { watchSize } from '../../lib/size';
import type { Store } from '../../lib/store';
import { fillTable } from '../../lib/table';
import { resolvedColour } from '../../lib/theme';
import { barAxis } from './barAxis';

const rowHeight = 21;

export function createBars(store: Store<State>): HTMLElement {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const names = h('div', { class: 'names' });
  const values = h('div', { class: 'values' });
  const scale = h('div', { class: 'scale label' });
  const notch = h('div', { class: 'notch' }, h('span', { class: 'label' }));
  const plot = h('div', { class: 'plot' }, canvas, scale, notch);
  const table = h('table');
  const element = h(
    'section',
    { class: 'eigen', 'aria-label': t('Eigenvalues of the Hessian'), 'data-picture': 'eigenvalues' },
    names,
    plot,
    values,
    h('div', { class: 'twin' }, table),
  );
  const chart = barChart(canvas);
  const size = watchSize(plot, ({ width, height }) => {
    if (width > 0) chart.resize(width, Math.max(1, height - 16));
  });

  store.watch(
    (state) => [focusedRun(state), state.step, state.readout, state.theme],
    ([run, step, readout]) => {
      const now = run && nowAt(run, rowAt(run, step), readout);
      element.hidden = !now || now.eigenvalues.length === 0;
      if (!run || !now || now.eigenvalues.length === 0) return;
      const axis = barAxis(run, now.eigenvalues, now.row);
      const indices = barIndices(now.eigenvalues.length);
      const shown = indices.map((i) => now.eigenvalues[i] ?? 0);
      const bars = shown.map((value) => onAxis(value, axis));
      const [ink, negative] = [resolvedColour('--bar'), resolvedColour('--negative')];
      chart.data.labels = indices.map((i) => `λ${subscript(i + 1)}`);
      Object.assign(chart.data.datasets[0] ?? {}, { data: bars, backgroundColor: bars.map((x) => (x < 0 ? negative : ink)) });
      setVariables(element, { '--rows': shown.length, '--row': `${rowHeight}px` });
      chart.update('none');
      writeSide(
        names,
        indices.map((i) => `λ${subscript(i + 1)}`),
      );
      writeSide(
        values,
        shown.map((value) => significant(value)),
      );
      drawAxis(scale, notch, axis, { name: limitName(run), width: size().width || 200 });
      fillTable(
        table,
        t('Eigenvalues of the Hessian'),
        ['', t('value')],
        indices.map((i) => [`λ${subscript(i + 1)}`, significant(now.eigenvalues[i] ?? 0)]),
      );
    },
  );
  return element;
}

function writeSide(parent: HTMLElement, texts: readonly string[]): void {
  while (parent.children.length > texts.length) parent.lastElementChild?.remove();
  texts.forEach((text, i) => {
    const cell = parent.children[i] ?? parent.appendChild(h('span'));
    setText(cell, text);
  });
}

/** `2/η` for gradient descent, `3.8/η` with momentum 0.9. */
function limitName(run: Trajectory): string {
  const factor = limitFactor(run);
  return factor === undefined ? '' : `${significant(factor, 2).replace(/\.0$/, '')}/η`;
}

/** Ticks at zero and one decade below the ends; a tick too close to the limit's name gives way. */
function drawAxis(
  scale: HTMLElement,
  notch: HTMLElement,
  axis: BarAxis,
  { name, width }: { readonly name: string; readonly width: number },
): void {
  const tickPower = axis.power - 1;
  const label = tickPower === 0 ? '1' : tickPower === 1 ? '10' : `10${superscript(tickPower)}`;
  const ticks = [
    { at: onAxis(-(10 ** tickPower), axis), text: `\u2212${label}` },
    { at: 0, text: '0' },
    { at: onAxis(10 ** tickPower, axis), text: label },
  ];
  const limit = axis.limit === undefined ? undefined : onAxis(axis.limit, axis);
  const clear = (at: number) => limit === undefined || (Math.abs(at - limit) * width) / 2 > 26;
  scale.replaceChildren(
    ...ticks.map(({ at, text }) => {
      const tick = h('div', { class: at === 0 ? 'tick zero' : 'tick' }, h('span', {}, clear(at) ? text : ''));
      setVariables(tick, { '--at': barPlace(at) });
      return tick;
    }),
  );
  notch.hidden = limit === undefined;
  if (limit === undefined) return;
  setVariables(notch, { '--at': barPlace(limit) });
  const text = notch.firstElementChild;
  if (text) setText(text, name);
}
