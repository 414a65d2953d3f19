/** The chart of the coefficients over α: one line each, named at the weak end, and a cursor at the strength in force. */
import type { ChartDataset } from 'chart.js';
import type { CoefficientPath } from '../../../../src/protocol/model';
import { type Chart, makeChart } from '../../../lib/charts';
import { atCursor } from '../../../lib/cursor';
import { h, s, setVariables } from '../../../lib/dom';
import { decadeLabel, tickLabel, ticks } from '../../../lib/scale';
import { resolvedColour } from '../../../lib/theme';
import { coefficient, coefficientCount, namedCoefficients, type PathAxes, pathAxes, spreadOut } from './path';

type Points = { x: number; y: number }[];

/** Room for tick labels, and for names to the left of the lines' weak ends. */
const gutter = 40;
const foot = 18;
const mostNamed = 8;
const nameGap = 12;
/** Lines are told apart by their names, and by these. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [9, 3, 2, 3]];

export class PathChart {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  private readonly names = s('svg', { class: 'marks', 'aria-hidden': 'true' });
  private readonly cursor = h('div', { class: 'cursor' });
  private readonly chart: Chart<'line', Points>;
  private axes: PathAxes = { x: [0, 1], y: [0, 1] };

  constructor() {
    this.element = h('div', { class: 'plot' }, this.canvas, this.names, this.cursor);
    this.chart = makeChart<'line', Points>(this.canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        parsing: false,
        normalized: true,
        layout: { autoPadding: false, padding: { top: 4 } },
        elements: { point: { radius: 0 }, line: { borderJoinStyle: 'round' } },
      },
    });
  }

  /** The lines of `marked` coefficients are drawn heavier. */
  draw(path: CoefficientPath, names: readonly string[], marked: (coefficient: number) => boolean): void {
    this.axes = pathAxes(path);
    this.chart.options.scales = scalesFor(this.axes);
    this.chart.data.datasets = Array.from({ length: coefficientCount(path) }, (_, i) => line(path, i, marked(i)));
    this.resize();
    this.chart.update('none');
    this.drawNames(path, names, marked);
  }

  resize(): void {
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth > 0) this.chart.resize(clientWidth, clientHeight);
  }

  /** Moves the cursor to log₁₀ α; beyond the ends there is none. */
  mark(logarithm: number): void {
    const [from, to] = this.axes.x;
    const place = (logarithm - from) / (to - from);
    this.cursor.hidden = !(place >= 0 && place <= 1);
    setVariables(this.cursor, { '--at': place });
  }

  /** log₁₀ α below a place of the window. */
  at(clientX: number): number {
    const { left, width } = this.element.getBoundingClientRect();
    const [from, to] = this.axes.x;
    const share = (clientX - left - gutter) / Math.max(1, width - gutter);
    return from + (to - from) * Math.max(0, Math.min(1, share));
  }

  private drawNames(path: CoefficientPath, names: readonly string[], marked: (coefficient: number) => boolean): void {
    const shown = namedCoefficients(path, mostNamed);
    const last = path.strengths.length - 1;
    const heights = shown.map((i) => this.chart.scales.y?.getPixelForValue(coefficient(path, i)[last] ?? 0) ?? 0);
    const x = gutter + 5;
    const texts = spreadOut(heights, nameGap).map((y, k) => {
      const i = shown[k] ?? 0;
      return s('text', { class: marked(i) ? `halo name ${atCursor}` : 'halo name', x, y: y - 3 }, names[i] ?? '');
    });
    this.names.replaceChildren(...texts);
  }
}

function line(path: CoefficientPath, i: number, marked: boolean): ChartDataset<'line', Points> {
  const values = coefficient(path, i);
  const data = Array.from(path.strengths, (alpha, row) => ({ x: Math.log10(alpha), y: values[row] })).toReversed();
  return { data, borderColor: resolvedColour('--ink'), borderWidth: marked ? 3 : 1.4, borderDash: [...(dashes[i % dashes.length] ?? [])] };
}

function scalesFor({ x, y }: PathAxes): NonNullable<Chart<'line'>['options']['scales']> {
  const decades = Array.from({ length: Math.floor(x[1]) - Math.ceil(x[0]) + 1 }, (_, i) => Math.ceil(x[0]) + i);
  const heights = ticks(y[0], y[1], 4);
  const step = (heights[1] ?? 1) - (heights[0] ?? 0);
  const common = { color: resolvedColour('--muted'), padding: 4 };
  return {
    x: {
      type: 'linear',
      ...{ min: x[0], max: x[1] },
      afterBuildTicks: (scale) => {
        scale.ticks = decades.map((value) => ({ value }));
      },
      afterFit: (scale) => Object.assign(scale, { height: foot, paddingLeft: 0, paddingRight: 0 }),
      border: { display: false },
      grid: { display: false, drawTicks: false },
      ticks: { ...common, callback: (value) => decadeLabel(Number(value)) },
    },
    y: {
      type: 'linear',
      ...{ min: y[0], max: y[1] },
      afterBuildTicks: (scale) => {
        scale.ticks = heights.map((value) => ({ value }));
      },
      afterFit: (scale) => Object.assign(scale, { width: gutter }),
      border: { display: false },
      grid: { color: resolvedColour('--hair'), drawTicks: false },
      ticks: { ...common, callback: (value) => tickLabel(Number(value), step) },
    },
  };
}
