/** The spectral density with a tick for every eigenvalue that is known. */

import type { ChartDataset } from 'chart.js';
import { t } from '../../../src/l10n/t';
import { significant, subscript } from '../../../src/protocol/format';
import type { Spectrum } from '../../../src/protocol/model';
import { h, setAttributes, setText } from '../../lib/dom';
import { type Colours, coloursNow, type Points } from '../../lib/lineChart';
import { Plot, type Twin } from '../../lib/plot';
import type { Store } from '../../lib/store';
import { fillTable, spread } from '../../lib/table';
import { checkbox, textField } from '../../lib/toolkit';
import { parsedNumber } from '../../lib/typing';
import type { Actions } from './actions';
import { type DensityPicture, densityPicture } from './axis';
import type { State } from './state';
import { eigenvalueText, listedEigenvalues } from './words';

const tableRows = 25;
/** Height of the ticks, as a part of the chart's. */
const tickHeight = 0.07;
/** Room over the highest density. */
const headroom = 1.05;
/** As much as can be asked for. */
const [mostListed, mostProbes] = [50, 1000];

export function createDensity(store: Store<State>, actions: Actions): HTMLElement {
  const plot = new Plot();
  const method = h('p', { class: 'label' });
  const legend = h('p', { class: 'label legend', 'aria-hidden': 'true' });
  const element = h(
    'section',
    { class: 'density', 'aria-label': t('Spectral density'), 'data-picture': 'density' },
    controls(store, actions),
    h('figure', {}, plot.area, plot.twin),
    h('div', { class: 'under' }, legend, method),
    eigenvalueTable(store),
  );
  store.watch(
    (state) => [state.spectrum.value, state.bent, state.theme],
    ([spectrum, bent]) => {
      const picture = spectrum && densityPicture(spectrum, bent);
      element.hidden = !picture;
      if (!picture) return;
      const colours = coloursNow();
      const range = [0, headroom * picture.highest] as const;
      const { across, label } = picture.axis;
      plot.draw(datasets(picture, colours), { across, label, lines: true, range, levels: 3 }, colours, twinOf(picture, bent));
      legend.replaceChildren(...legendOf(picture, spectrum));
      setText(
        method,
        bent ? t('Area under the curve is 1 on this axis: linear near 0, logarithmic beyond.') : t('Area under the curve is 1.'),
      );
    },
  );
  return element;
}

function datasets({ axis, curve, eigenvalues, highest }: DensityPicture, colours: Colours): ChartDataset<'line', Points>[] {
  const along = (valueAt: (i: number) => number): Points =>
    curve ? Array.from(curve.x, (x, i) => ({ x: axis.place(x), y: valueAt(i) })) : [];
  const height = tickHeight * headroom * highest;
  const stroke = (values: readonly number[]): Points =>
    values.flatMap((value) => [
      { x: axis.place(value), y: 0 },
      { x: axis.place(value), y: height },
      { x: axis.place(value), y: Number.NaN },
    ]);
  const sampled = curve?.error.some((error) => error > 0);
  const edge = (sign: 1 | -1) => ({
    data: along((i) => Math.max(0, (curve?.y[i] ?? 0) + sign * (curve?.error[i] ?? 0))),
    borderColor: colours.muted,
    borderWidth: 1,
    borderDash: [2, 2],
  });
  return [
    { data: stroke(eigenvalues.filter((value) => value < 0)), borderColor: colours.negative, borderWidth: 1.5 },
    { data: stroke(eigenvalues.filter((value) => value >= 0)), borderColor: colours.ink, borderWidth: 1.5 },
    { data: along((i) => curve?.y[i] ?? 0), borderColor: colours.ink, borderWidth: 2 },
    ...(sampled ? [edge(1), edge(-1)] : []),
  ];
}

function twinOf({ curve }: DensityPicture, bent: boolean): Twin {
  const rows = curve
    ? spread(curve.x.length, tableRows).map((i) => [curve.x[i], curve.y[i], curve.error[i]].map((value) => significant(value)))
    : [];
  return {
    caption: bent ? t('Spectral density on the logarithmic axis') : t('Spectral density'),
    heads: ['λ', t('density'), t('standard error')],
    rows,
  };
}

function legendOf({ curve, eigenvalues }: DensityPicture, spectrum: Spectrum): readonly HTMLElement[] {
  const entry = (kind: string, words: string, below = false) => h('span', { class: below ? `${kind} down` : kind }, words);
  const sampled = curve?.error.some((error) => error > 0);
  const ticks = spectrum.eigenvalues ? t('eigenvalue') : t('eigenvalue, the outermost {0}', eigenvalues.length);
  return [
    entry('curve', t('density')),
    ...(sampled ? [entry('edge', t('± standard error'))] : []),
    entry('tick', ticks),
    ...(eigenvalues.some((value) => value < 0) ? [entry('tick', 'λ < 0', true)] : []),
  ];
}

/** The outermost eigenvalues in numbers, beside each other. */
function eigenvalueTable(store: Store<State>): HTMLElement {
  const table = h('table');
  store.watch(
    (state) => [state.spectrum.value],
    ([spectrum]) => {
      if (!spectrum) return;
      const { n, residual } = spectrum;
      const listed = listedEigenvalues(spectrum);
      const known = listed.length < n ? t('The outermost of {0} eigenvalues', n) : t('All eigenvalues');
      fillTable(
        table,
        residual > 0 ? t('{0}, each within {1}', known, significant(residual, 1)) : known,
        ['', 'λ'],
        listed.map(({ index, value }) => [`λ${subscript(index)}`, eigenvalueText(value, spectrum, 6)]),
      );
    },
  );
  return h('div', { class: 'ends', tabindex: 0, role: 'region', 'aria-label': t('Eigenvalues') }, table);
}

function controls(store: Store<State>, actions: Actions): HTMLElement {
  const whole = (key: 'top' | 'probes', label: string, title: string, most: number) => {
    const field = textField({ label, title }, (text) => {
      const value = parsedNumber(text);
      if (value === undefined || !Number.isInteger(value) || value < 1 || value > most) return false;
      actions.choose(key, value);
      return true;
    });
    store.watch(
      (state) => [state[key]],
      ([value]) => field.set(String(value)),
    );
    return h('label', { class: 'field' }, h('span', { class: 'label' }, label), field.element);
  };
  const bent = checkbox(t('log λ'), t('A symmetric logarithmic axis: linear near 0'), (checked) => actions.choose('bent', checked));
  store.watch(
    (state) => [state.bent],
    ([on]) => bent.set(on),
  );
  const probes = whole('probes', t('Random vectors'), t('For trace, share and density; 1 to {0}', mostProbes), mostProbes);
  store.watch(
    (state) => [state.spectrum.value?.method],
    ([method]) => setAttributes(probes, { hidden: method !== 'lanczos' }),
  );
  const ends = whole('top', t('Eigenvalues at each end'), t('1 to {0}', mostListed), mostListed);
  return h('div', { class: 'controls' }, h('h3', {}, t('Spectral density')), ends, probes, bent.element);
}
