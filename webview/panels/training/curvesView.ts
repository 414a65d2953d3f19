/** Loss on training, held-out and batch data over the run, with the early stop and the point that is gone back to. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import { type Axis, bentAxis } from '../../lib/bentAxis';
import { h } from '../../lib/dom';
import { coloursNow, finite, type LineChart } from '../../lib/lineChart';
import { Plot, type Twin } from '../../lib/plot';
import { meaningfulRows } from '../../lib/rows';
import { tickLabel, ticks } from '../../lib/scale';
import type { Store } from '../../lib/store';
import { spread } from '../../lib/table';
import { resolvedColour } from '../../lib/theme';
import { section } from './section';
import { type Curve, countWords, type State, unitsOf } from './state';

const tableRows = 21;
const [levelTicks, levelDecades] = [4, 5];

export function createCurves(store: Store<State>): HTMLElement {
  const plot = new Plot();
  const legend = h('p', { class: 'label legend', 'aria-hidden': 'true' });
  const unit = h('p', { class: 'label' });
  const element = section('curves', t('Curves'), [], h('figure', {}, plot.area, h('div', { class: 'under' }, legend, unit), plot.twin));
  store.watch(
    (state) => [state.curve.value, state.theme],
    ([curve]) => {
      element.hidden = curve === undefined;
      if (!curve) return;
      draw(plot, curve);
      legend.replaceChildren(...legendOf(curve));
      unit.textContent = curve.stepsPerEpoch === undefined ? t('steps') : t('epochs');
    },
  );
  return element;
}

function draw(plot: Plot, curve: Curve): void {
  const { run } = curve;
  const rows = meaningfulRows(run);
  const columns = [run.loss, run.validation, run.batchLoss].map((values) => values.subarray(0, rows));
  const axis = bentAxis(columns.flatMap((values) => [...values]).filter(Number.isFinite), { log: true });
  const end = unitsOf(curve, run.steps[run.steps.length - 1]) || 1;
  const across = withEnd(ticks(0, end, 6), end);
  const step = across.length > 2 ? across[1] - across[0] : end;
  plot.draw(
    datasets(curve, axis, rows),
    {
      ...{ across, label: (value) => (value === end && !isRound(end, step) ? '' : tickLabel(value, step)), lines: false },
      ...{ range: [axis.low, axis.high], levels: axis.log ? levelDecades : levelTicks },
      levelLabel: (level) => (axis.log && !Number.isInteger(level) ? '' : axis.label(level)),
    },
    coloursNow(),
    twinOf(curve),
  );
}

const isRound = (value: number, step: number): boolean => Math.abs(value / step - Math.round(value / step)) < 1e-9;
const withEnd = (marks: readonly number[], end: number): readonly number[] => [...marks.filter((mark) => mark < end), end];

function datasets(curve: Curve, axis: Axis, rows: number): LineChart['data']['datasets'] {
  const { run } = curve;
  const { ink, muted } = coloursNow();
  const heldOut = resolvedColour('--path-1');
  const line = (values: Float64Array, borderColor: string, borderWidth: number) => ({
    data: Array.from(values.subarray(0, rows), (y, row) => ({ x: unitsOf(curve, run.steps[row]), y: axis.bend(finite(y)) })),
    ...{ borderColor, borderWidth },
  });
  const best = run.steps.lastIndexOf(run.answerStep);
  const point = (values: Float64Array, colour: string) => ({
    data: [{ x: unitsOf(curve, run.answerStep), y: axis.bend(finite(values[best])) }],
    ...{ borderColor: colour, pointRadius: 4, pointBorderWidth: 2, pointBorderColor: colour, pointBackgroundColor: 'transparent' },
  });
  const stop = unitsOf(curve, run.steps[run.steps.length - 1]);
  return [
    ...(run.validation.length > 0 && best < rows ? [point(run.validation, heldOut)] : []),
    ...(run.stopped === 'early'
      ? [{ data: [axis.low, axis.high].map((y) => ({ x: stop, y })), borderColor: muted, borderWidth: 1.5, borderDash: [4, 3] }]
      : []),
    ...(run.validation.length > 0 ? [{ ...line(run.validation, heldOut, 2), borderDash: [6, 3] }] : []),
    line(run.loss, ink, 2),
    ...(run.batchLoss.length > 0 ? [line(run.batchLoss, muted, 0.7)] : []),
  ];
}

function legendOf({ run }: Curve): readonly HTMLElement[] {
  const entry = (kind: string, words: string) => h('span', { class: kind }, words);
  return [
    entry('training', run.validation.length + run.batchLoss.length > 0 ? t('training') : t('loss')),
    ...(run.validation.length > 0 ? [entry('held-out', t('held out'))] : []),
    ...(run.batchLoss.length > 0 ? [entry('batch', t('batch'))] : []),
    ...(run.validation.length > 0 ? [entry('best', run.stopped === 'early' ? t('best, restored') : t('best'))] : []),
    ...(run.stopped === 'early' ? [entry('edge', t('early stop'))] : []),
  ];
}

function twinOf(curve: Curve): Twin {
  const { run, stepsPerEpoch } = curve;
  const columns: readonly (readonly [string, Float64Array])[] = [
    [t('training'), run.loss],
    [t('held out'), run.validation],
    [t('batch'), run.batchLoss],
  ];
  const shown = columns.filter(([, values]) => values.length > 0);
  return {
    caption: t('Loss over the run'),
    heads: [stepsPerEpoch === undefined ? t('step') : t('epoch'), ...shown.map(([name]) => name)],
    rows: spread(run.steps.length, tableRows).map((row) => [
      countWords(unitsOf(curve, run.steps[row])),
      ...shown.map(([, values]) => significant(values[row])),
    ]),
  };
}
