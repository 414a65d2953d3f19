/** The chart.js line chart that panels share: curves over a level axis and an upright axis of L with few, round ticks. */
import { type Chart, makeChart } from './charts';
import { tickLabel, ticks } from './scale';
import { resolvedColour } from './theme';

export type Points = { x: number; y: number }[];
export type LineChart = Chart<'line', Points>;

export type Range = readonly [low: number, high: number];

/** The panel's colours, read once for all charts that are drawn together. */
export interface Colours {
  readonly ink: string;
  readonly muted: string;
  readonly negative: string;
  readonly hair: string;
}

/** Room for tick labels left of the curves and below them, and free room above and on the right. */
const [gutter, foot, rim] = [48, 16, 8];

export const coloursNow = (): Colours => ({
  ink: resolvedColour('--ink'),
  muted: resolvedColour('--muted'),
  negative: resolvedColour('--negative'),
  hair: resolvedColour('--hair'),
});

export function lineChart(canvas: HTMLCanvasElement): LineChart {
  return makeChart<'line', Points>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: {
      parsing: false,
      normalized: true,
      layout: { padding: { top: rim, right: rim }, autoPadding: false },
      elements: { point: { radius: 0 }, line: { borderJoinStyle: 'round' } },
    },
  });
}

/** Fits the chart to the element that it fills. */
export function fill(chart: LineChart, { clientWidth, clientHeight }: HTMLElement): void {
  if (clientWidth > 0) chart.resize(clientWidth, clientHeight);
}

export interface Axes {
  /** Where the level axis has ticks; it ends at the first and the last. */
  readonly across: readonly number[];
  readonly label: (value: number) => string;
  /** Whether lines stand at those ticks. */
  readonly lines: boolean;
  /** Of L. */
  readonly range: Range;
  /** How many ticks the axis of L has, about. */
  readonly levels: number;
  /** What stands at those ticks, where it is not their own number. */
  readonly levelLabel?: (level: number) => string;
}

export function scalesFor({ across, label, lines, range: [low, high], levels, levelLabel }: Axes, { hair, muted }: Colours) {
  const marks = ticks(low, high, levels);
  const step = marks.length > 1 ? marks[1] - marks[0] : high - low;
  return {
    x: {
      type: 'linear',
      min: across[0],
      max: across[across.length - 1],
      border: { display: false },
      grid: { display: lines, color: hair, drawTicks: false },
      afterBuildTicks: (axis) => {
        axis.ticks = across.map((value) => ({ value }));
      },
      afterFit: (axis) => Object.assign(axis, { height: foot, paddingLeft: 0, paddingRight: 0 }),
      ticks: { padding: 3, maxRotation: 0, align: 'inner', color: muted, callback: (value) => label(Number(value)) },
    },
    y: {
      type: 'linear',
      min: low,
      max: high,
      border: { display: false },
      grid: { color: hair, drawTicks: false },
      afterBuildTicks: (axis) => {
        axis.ticks = marks.map((value) => ({ value }));
      },
      afterFit: (axis) => Object.assign(axis, { width: gutter, paddingTop: 0, paddingBottom: 0 }),
      ticks: { padding: 6, color: muted, callback: (value) => levelLabel?.(Number(value)) ?? tickLabel(Number(value), step) },
    },
  } satisfies LineChart['options']['scales'];
}

/** A gap where there is no value. */
export const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
