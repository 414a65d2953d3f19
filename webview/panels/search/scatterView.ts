/** Every trial by one of its options and the loss that it reached. */

import type { ChartDataset } from 'chart.js';
import { t } from '../../../src/l10n/t';
import type { OptionTable, Trial } from '../../../src/protocol/model';
import { h, setAttributes } from '../../lib/dom';
import { coloursNow, type Points } from '../../lib/lineChart';
import { Plot, type Twin } from '../../lib/plot';
import type { Store } from '../../lib/store';
import { resolvedColour } from '../../lib/theme';
import { dropdown } from '../../lib/toolkit';
import type { Actions } from './actions';
import { type LossAxis, lossAxis, optionTicks, type Tick } from './axes';
import { tableOf } from './plan';
import { acrossOf, type Found, type State, shownTrial } from './state';
import { allJudgedBy, diverged, labelOf, lossWords, optionWords, trialWords } from './words';

/** How near to a mark the pointer picks it, in pixels. */
const grasp = 14;

export function createScatter(store: Store<State>, actions: Actions): HTMLElement {
  const plot = new Plot();
  const which = h('span', { class: 'field' });
  // The control above is no part of a picture.
  const axisName = h('span', { class: 'label' });
  const note = h('span', { class: 'label' });
  const element = h(
    'section',
    { class: 'scatter', 'aria-label': t('Loss against an option'), 'data-picture': 'scatter' },
    h('div', { class: 'controls' }, h('h3', {}, t('Loss against')), which),
    plot.area,
    plot.twin,
    h('div', { class: 'under' }, axisName, note),
  );
  setAttributes(plot.area, { role: 'slider', tabindex: 0, 'aria-valuemin': 1 });
  listen(plot, store, actions);
  store.watch(
    (state) => [state.found?.report.space.map(({ name }) => name).join(), state.found?.plan.optimizer, state.catalog],
    (_, { found, catalog }) => {
      if (!found) return;
      const table = tableOf(found.plan, catalog);
      const names = found.report.space.map(({ name }) => name);
      const control = dropdown(
        t('Option across'),
        names,
        (name) => actions.chooseAcross(name),
        (name) => labelOf(name, table),
      );
      control.set(acrossOf(store.state) ?? names[0]);
      which.replaceChildren(control.element);
    },
  );
  store.watch(
    (state) => [state.found, state.picked, state.pointed, state.across, state.catalog, state.theme],
    ([found], state) => {
      element.hidden = !found || found.report.trials.length === 0;
      if (!found || element.hidden) return;
      const table = tableOf(found.plan, state.catalog);
      axisName.textContent = labelOf(acrossOf(state) ?? found.report.space[0].name, table);
      note.textContent = noteOf(found.report.trials);
      draw(plot, found, state, table);
      describe(plot.area, found, shownTrial(state), table);
    },
  );
  return element;
}

const noteOf = (trials: readonly Trial[]): string =>
  [
    ...(trials.some(({ heldOut }) => heldOut) ? [t('Loss on held-out data')] : []),
    ...(trials.some(diverged) ? [t('✕ at the top: diverged or failed')] : []),
  ].join(' · ');

/** The keyboard goes from trial to trial along the axis; the table below says the same. */
function describe(area: HTMLElement, { report }: Found, shown: Trial | undefined, table: OptionTable): void {
  setAttributes(area, {
    'aria-label': t('Trial that is looked at'),
    'aria-valuemax': report.trials.length,
    'aria-valuenow': shown ? shown.index + 1 : undefined,
    'aria-valuetext': shown ? trialWords(shown, table) : undefined,
  });
}

const sideOf = ({ report }: Found, name: string | undefined): number =>
  Math.max(
    0,
    report.space.findIndex((dimension) => dimension.name === name),
  );

function draw(plot: Plot, found: Found, state: State, table: OptionTable): void {
  const { trials, best, space } = found.report;
  const side = sideOf(found, acrossOf(state));
  const axis = lossAxis(trials);
  const at = (trial: Trial) => ({ x: trial.place[side], y: axis.level(trial.loss) });
  const [lost, rest] = [trials.filter(diverged), trials.filter((trial) => !diverged(trial) && trial !== best)];
  const colours = coloursNow();
  const shown = shownTrial(state);
  const under = trials.find(({ index }) => index === state.pointed);
  const datasets = [
    ring(under ? [at(under)] : [], colours.muted, 1),
    ring(shown ? [at(shown)] : [], colours.ink, 2),
    marks(best ? [at(best)] : [], resolvedColour('--path-0'), { pointStyle: 'circle', pointRadius: 5 }),
    marks(rest.map(at), colours.ink, { pointStyle: 'circle', pointRadius: 3 }, 'transparent'),
    marks(lost.map(at), colours.negative, { pointStyle: 'crossRot', pointRadius: 4 }),
  ];
  plot.chart.options.clip = false;
  plot.draw(datasets, axesFor(axis, optionTicks(space[side])), colours, twinOf(trials, space[side].name, side, table));
}

function twinOf(trials: readonly Trial[], name: string, side: number, table: OptionTable): Twin {
  const label = labelOf(name, table);
  const ordered = trials.toSorted((a, b) => a.place[side] - b.place[side]);
  return {
    caption: t('Loss against {0}', label),
    heads: [label, allJudgedBy(trials)],
    rows: ordered.map(({ options, loss }) => [optionWords(options[name]), lossWords({ loss })]),
  };
}

type Marks = ChartDataset<'line', Points>;

const marks = (data: Points, colour: string, shape: Partial<Marks>, inside = colour): Marks => ({
  ...{ data, showLine: false, pointBorderColor: colour, pointBackgroundColor: inside, pointBorderWidth: 1.4 },
  ...shape,
});

const ring = (data: Points, colour: string, width: number): Marks =>
  marks(data, colour, { pointRadius: 8, pointBorderWidth: width, pointStyle: 'circle' }, 'transparent');

function axesFor(axis: LossAxis, across: readonly Tick[]) {
  const places = [...new Set([0, ...across.map(({ at }) => at), 1])].sort((a, b) => a - b);
  return {
    ...{ across: places, lines: true, range: axis.range, levels: 4, levelLabel: axis.label },
    label: (place: number) => across.find(({ at }) => Math.abs(at - place) < 1e-9)?.label ?? '',
  };
}

function listen(plot: Plot, store: Store<State>, actions: Actions): void {
  const { area } = plot;
  const at = ({ clientX, clientY }: MouseEvent): Trial | undefined => {
    const { left, top } = area.getBoundingClientRect();
    return nearest(store.state, plot, clientX - left, clientY - top);
  };
  area.addEventListener('pointermove', (event) => actions.point(at(event)?.index));
  area.addEventListener('pointerleave', () => actions.point(undefined));
  area.addEventListener('click', (event) => {
    const trial = at(event);
    if (trial) actions.pick(trial.index);
  });
  area.addEventListener('keydown', (event) => {
    const stride = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const next = stride && along(store.state, stride);
    if (next === undefined || next === 0) return;
    event.preventDefault();
    if (next.index !== store.state.picked) actions.pick(next.index);
  });
}

/** The trial before or after the shown one along the axis. */
function along(state: State, stride: number): Trial | undefined {
  const { found } = state;
  if (!found) return undefined;
  const side = sideOf(found, acrossOf(state));
  const ordered = found.report.trials.toSorted((a, b) => a.place[side] - b.place[side]);
  const here = ordered.findIndex(({ index }) => index === shownTrial(state)?.index);
  return ordered[Math.max(0, Math.min(ordered.length - 1, here + stride))];
}

function nearest(state: State, { chart }: Plot, x: number, y: number): Trial | undefined {
  const { found } = state;
  if (!found) return undefined;
  const side = sideOf(found, acrossOf(state));
  const axis = lossAxis(found.report.trials);
  const away = ({ place, loss }: Trial): number =>
    Math.hypot(chart.scales.x.getPixelForValue(place[side]) - x, chart.scales.y.getPixelForValue(axis.level(loss)) - y);
  const [first] = found.report.trials.map((trial) => ({ trial, distance: away(trial) })).sort((a, b) => a.distance - b.distance);
  return first && first.distance <= grasp ? first.trial : undefined;
}
