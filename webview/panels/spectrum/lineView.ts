/** The loss along the straight line between two points, with its barrier. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import { h, setText, unbroken } from '../../lib/dom';
import { type Axes, coloursNow, finite, type LineChart } from '../../lib/lineChart';
import { Plot } from '../../lib/plot';
import { extent } from '../../lib/rows';
import type { Store } from '../../lib/store';
import { spread } from '../../lib/table';
import { dropdown } from '../../lib/toolkit';
import type { Actions } from './actions';
import type { Line, State } from './state';

const tableRows = 21;

export function createLine(store: Store<State>, actions: Actions): HTMLElement {
  const plot = new Plot();
  const words = h('p', { class: 'barrier', 'aria-live': 'polite' });
  const figure = h('figure', {}, plot.area, plot.twin);
  const element = h(
    'section',
    { class: 'line', 'aria-label': t('Loss between two points'), 'data-picture': 'line' },
    h('div', { class: 'controls' }, h('h3', {}, t('Straight line between two points')), endsControl(store, actions)),
    words,
    figure,
  );
  store.watch(
    (state) => [state.line, state.comparison.value, state.theme],
    ([{ value: line, problem }, comparison]) => {
      element.hidden = comparison === undefined;
      figure.hidden = line === undefined;
      words.classList.toggle('wrong', problem !== undefined);
      setText(
        words,
        problem?.message ??
          (line ? barrierWords(line) : t('A line needs two points: minima that were found, the start, or a point that is typed.')),
      );
      if (line) draw(plot, line);
    },
  );
  return element;
}

/** What the line says, in words. */
export function barrierWords({ from, to, interpolation: { loss, barrier } }: Line): string {
  if (!loss.every(Number.isFinite)) return t('Between {0} and {1} the loss cannot be evaluated everywhere.', from, to);
  if (barrier.height <= 1e-9 * loss.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
    return t('No barrier between {0} and {1}: the loss stays at or below the chord.', from, to);
  return unbroken(t('A barrier of {0} between {1} and {2}, at t = {3}.', significant(barrier.height), from, to, significant(barrier.t)));
}

function draw(plot: Plot, line: Line): void {
  const { from, to, interpolation } = line;
  const { t: along, loss, barrier } = interpolation;
  const colours = coloursNow();
  const [start, end] = [loss[0], loss[loss.length - 1]];
  const chord = start + barrier.t * (end - start);
  const datasets: LineChart['data']['datasets'] = [
    ...(barrier.height > 0
      ? [
          {
            data: [chord, chord + barrier.height].map((y) => ({ x: barrier.t, y })),
            borderColor: colours.negative,
            borderWidth: 2,
            pointRadius: 3,
            pointStyle: 'line' as const,
            pointBorderColor: colours.negative,
          },
        ]
      : []),
    { data: Array.from(loss, (y, i) => ({ x: along[i], y: finite(y) })), borderColor: colours.ink, borderWidth: 2 },
    { data: [start, end].map((y, x) => ({ x, y: finite(y) })), borderColor: colours.muted, borderWidth: 1.4, borderDash: [5, 4] },
  ];
  plot.draw(datasets, axesOf(line), colours, {
    caption: t('Loss between {0} and {1}', from, to),
    heads: ['t', 'L'],
    rows: spread(along.length, tableRows).map((i) => [significant(along[i]), significant(loss[i])]),
  });
}

function axesOf({ from, to, interpolation: { loss, barrier } }: Line): Axes {
  const top = loss[0] + barrier.t * (loss[loss.length - 1] - loss[0]) + barrier.height;
  const [low, high] = extent([...loss, top]) ?? [0, 1];
  const room = 0.06 * (high - low) || 0.1 * Math.max(Math.abs(high), 1);
  const label = (t: number) => (t === 0 ? from : t === 1 ? to : '0.5');
  return { across: [0, 0.5, 1], label, lines: true, range: [low - room, high + room], levels: 3 };
}

/** Two lists of names, made anew when there are other names. */
function endsControl(store: Store<State>, actions: Actions): HTMLElement {
  const element = h('div', { class: 'ends-of-line' });
  let shown = '';
  store.watch(
    (state) => [state.comparison.value?.gathered, state.line.value, state.settled],
    ([gathered, line]) => {
      const names = gathered?.ends.map(({ name }) => name) ?? [];
      const wanted = JSON.stringify([names, line?.from, line?.to]);
      if (wanted === shown) return;
      shown = wanted;
      if (names.length < 2 || !line) return element.replaceChildren();
      const from = dropdown(t('From'), names, (name) => actions.choose('from', name));
      const to = dropdown(t('To'), names, (name) => actions.choose('to', name));
      from.set(line.from);
      to.set(line.to);
      element.replaceChildren(h('span', { class: 'label' }, t('from')), from.element, h('span', { class: 'label' }, t('to')), to.element);
    },
  );
  return element;
}
