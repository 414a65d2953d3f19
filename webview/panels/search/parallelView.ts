/** Parallel coordinates (Inselberg 1985): one upright axis for each searched option and one for the loss, one line for each trial. */
import type { ChartDataset } from 'chart.js';
import { t } from '../../../src/l10n/t';
import type { OptionTable, SearchSpace, Trial } from '../../../src/protocol/model';
import { makeChart } from '../../lib/charts';
import { h, setAttributes } from '../../lib/dom';
import { type Colours, coloursNow, fill, type LineChart, type Points } from '../../lib/lineChart';
import type { Store } from '../../lib/store';
import { resolvedColour } from '../../lib/theme';
import type { Actions } from './actions';
import { lossAxis, lossTicks, optionTicks, shareOf, type Tick } from './axes';
import { tableOf } from './plan';
import { type Found, type State, shownTrial } from './state';
import { allJudgedBy, diverged, labelOf } from './words';

/** More lines would be a smear; the best are drawn. */
const mostLines = 400;
/** How near to a line the pointer picks it, in pixels. */
const grasp = 10;
/** Above the axes for their names, below and beside for the ends of labels. */
const [head, foot, beside] = [26, 8, 54];
/** So many stand out. */
const eliteCount = 5;

export function createParallel(store: Store<State>, actions: Actions): HTMLElement {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const area = h('div', { class: 'parallel-area' }, canvas);
  const element = h(
    'section',
    { class: 'parallel', 'aria-label': t('Parallel coordinates'), 'data-picture': 'parallel' },
    h('h3', {}, t('All options at once')),
    area,
  );
  const chart = makeChart<'line', Points>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: {
      ...{ parsing: false, normalized: true, clip: false, elements: { point: { radius: 0 } } },
      layout: { padding: { left: beside, right: beside, bottom: foot }, autoPadding: false },
    },
  });
  let lines: readonly Trial[] = [];
  store.watch(
    (state) => [state.found, state.picked, state.pointed, state.catalog, state.theme],
    ([found], state) => {
      element.hidden = !found || found.report.trials.length === 0;
      if (!found || element.hidden) return;
      lines = bestOf(found);
      const shown = state.picked === undefined ? undefined : shownTrial(state)?.index;
      draw(chart, found, lines, { shown, pointed: state.pointed, table: tableOf(found.plan, state.catalog) });
      fill(chart, area);
      setAttributes(area, { 'data-lines': lines.length, 'data-shown': shown });
    },
  );
  new ResizeObserver(() => fill(chart, area)).observe(area);
  listen(area, actions, (x, y) => nearest(chart, lines, x, y));
  return element;
}

/** Of lines that lie upon each other the first one is on top. */
const bestOf = ({ report: { trials } }: Found): readonly Trial[] =>
  trials.toSorted((a, b) => (a.loss === b.loss ? 0 : a.loss - b.loss)).slice(0, mostLines);

interface Look {
  readonly shown: number | undefined;
  readonly pointed: number | undefined;
  readonly table: OptionTable;
}

function draw(chart: LineChart, found: Found, lines: readonly Trial[], { shown, pointed, table }: Look): void {
  const { space, trials, best } = found.report;
  const colours = coloursNow();
  const loss = lossAxis(trials);
  const axes = [
    ...space.map((dimension: SearchSpace[number]) => ({ name: labelOf(dimension.name, table), ticks: optionTicks(dimension) })),
    { name: allJudgedBy(trials), ticks: lossTicks(loss) },
  ];
  chart.options.scales = scalesOf(axes, colours);
  chart.data.datasets = lines.map((trial, rank) => ({
    data: [...trial.place, shareOf(loss, trial.loss)].map((y, x) => ({ x, y })),
    ...strokeOf(trial, rank, trial.index === best?.index),
    ...(trial.index === pointed && { borderWidth: 2, order: -1 }),
    ...(trial.index === shown && { borderColor: colours.ink, borderWidth: 3, borderDash: [], order: -2 }),
  }));
  chart.update('none');
}

type Stroke = Pick<ChartDataset<'line', Points>, 'borderColor' | 'borderWidth' | 'borderDash'>;

function strokeOf(trial: Trial, rank: number, isBest: boolean): Stroke {
  if (diverged(trial)) return { borderColor: resolvedColour('--trial-lost'), borderWidth: 1, borderDash: [3, 3] };
  if (isBest) return { borderColor: resolvedColour('--path-0'), borderWidth: 2.5 };
  return { borderColor: resolvedColour(rank < eliteCount ? '--trial-elite' : '--trial'), borderWidth: 1 };
}

interface Axis {
  readonly name: string;
  readonly ticks: readonly Tick[];
}

function scalesOf(axes: readonly Axis[], colours: Colours) {
  return {
    x: acrossScale(axes, colours),
    y: { type: 'linear', display: false, min: 0, max: 1 },
    ...Object.fromEntries(axes.map(({ ticks }, i) => [`axis${i}`, uprightScale(ticks, i, colours)])),
  } satisfies LineChart['options']['scales'];
}

type Scale = NonNullable<LineChart['options']['scales']>[string];

/** The names stand over the axes. */
function acrossScale(axes: readonly Axis[], { ink }: Colours) {
  return {
    ...{ type: 'linear', position: 'top', min: 0, max: axes.length - 1, border: { display: false }, grid: { display: false } },
    afterBuildTicks: (scale) => {
      scale.ticks = axes.map((_, value) => ({ value }));
    },
    afterFit: (scale) => Object.assign(scale, { height: head, paddingLeft: 0, paddingRight: 0 }),
    ticks: { color: ink, maxRotation: 0, autoSkip: false, callback: (value) => axes[Number(value)]?.name ?? '' },
  } satisfies Scale;
}

/** chart.js leaves no room between an axis inside the picture and its labels. */
const room = '\u2002';

function uprightScale(ticks: readonly Tick[], x: number, { muted }: Colours) {
  const color = resolvedColour('--upright');
  return {
    ...{ type: 'linear', axis: 'y', position: { x }, min: 0, max: 1 },
    border: { color },
    grid: { drawOnChartArea: false, tickLength: 4, color },
    afterBuildTicks: (scale) => {
      scale.ticks = ticks.map(({ at }) => ({ value: at }));
    },
    ticks: {
      ...{ color: muted, autoSkip: false, textStrokeWidth: 3, textStrokeColor: resolvedColour('--ground') },
      callback: (_, i) => (i < ticks.length ? `${ticks[i].label}${room}` : ''),
    },
  } satisfies Scale;
}

function listen(area: HTMLElement, actions: Actions, at: (x: number, y: number) => Trial | undefined): void {
  const under = ({ clientX, clientY }: MouseEvent): Trial | undefined => {
    const { left, top } = area.getBoundingClientRect();
    return at(clientX - left, clientY - top);
  };
  area.addEventListener('pointermove', (event) => actions.point(under(event)?.index));
  area.addEventListener('pointerleave', () => actions.point(undefined));
  area.addEventListener('click', (event) => {
    const trial = under(event);
    if (trial) actions.pick(trial.index);
  });
}

/** By how far the line passes from the pointer, up or down. */
function nearest({ data, scales }: LineChart, lines: readonly Trial[], x: number, y: number): Trial | undefined {
  const place = scales.x?.getValueForPixel(x);
  if (place === undefined) return undefined;
  const away = ({ data: points }: { data: Points }): number => {
    const from = Math.min(points.length - 2, Math.max(0, Math.floor(place)));
    const share = points[from].y + (place - from) * (points[from + 1].y - points[from].y);
    return Math.abs(scales.y.getPixelForValue(share) - y);
  };
  const distances = data.datasets.map(away);
  const least = Math.min(...distances);
  return least <= grasp ? lines[distances.indexOf(least)] : undefined;
}
