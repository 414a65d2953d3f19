/** One strip of the timeline: a chart.js line chart that is drawn once per run, and marks that move over it. */

import type { ChartDataset, ChartOptions } from 'chart.js';
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { stopWords } from '../../../src/protocol/words';
import type { Axis } from '../../lib/bentAxis';
import { type Chart, makeChart } from '../../lib/charts';
import { h, s, setText } from '../../lib/dom';
import { dashes, marker } from '../../lib/picture/map/marks';
import type { Chip, Settings } from '../../lib/picture/settings';
import type { Averages } from '../../lib/picture/side';
import { endStep, lastRow, rowAt } from '../../lib/rows';
import { resolvedColour } from '../../lib/theme';
import { uncorrectedDash } from './average';
import { freeSpot, type Point } from './freeSpot';
import { axisFor, bestRow, type Strip } from './strips';

interface Shown {
  readonly chip: Chip;
  readonly run: Trajectory;
}
type Points = { x: number; y: number }[];

/** Room for tick labels left of the curves. */
const gutter = 40;
/** Above and below the curves, so that markers at the ends are whole. */
const margin = 6;

/** What was drawn last, to place marks again when the size changes. */
interface Drawn {
  readonly shown: readonly Shown[];
  readonly axis: Axis;
  readonly steps: number;
  readonly noted: boolean;
}

export interface StripContent {
  readonly shown: readonly Shown[];
  readonly settings: Pick<Settings, 'steps' | 'focus'>;
  /** Says in words where the focused run ended early; one strip does so for all. */
  readonly noted: boolean;
  readonly averages: Averages | undefined;
}

export class StripView {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  private readonly ends = s('g', { class: 'ends' });
  private readonly heads = s('g', { class: 'heads' });
  private readonly plot: HTMLElement;
  private readonly value = h('div', { class: 'value' });
  private readonly chart: Chart<'line', Points>;
  private drawn: Drawn | undefined;

  /** `menu`: a button for what else the strip can show. */
  constructor(
    readonly strip: Strip,
    menu?: HTMLElement,
  ) {
    const title = h('div', { class: 'title' }, strip.name, menu);
    const name = h('div', { class: 'name' }, title, strip.note ? h('span', { class: 'label' }, strip.note) : undefined);
    this.plot = h('div', { class: 'plot' }, this.canvas, s('svg', { class: 'marks', 'aria-hidden': 'true' }, this.ends, this.heads));
    this.element = h('div', { class: 'strip' }, name, this.plot, this.value);
    this.chart = makeChart<'line', Points>(this.canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        parsing: false,
        normalized: true,
        layout: { padding: { top: margin, bottom: margin }, autoPadding: false },
        elements: { point: { radius: 0 }, line: { borderJoinStyle: 'round', borderCapStyle: 'round' } },
      },
    });
  }

  dispose(): void {
    this.chart.destroy();
  }

  /** Fits the chart to its place; the markers are for the caller to move. */
  resize(): void {
    const { clientWidth, clientHeight } = this.plot;
    if (clientWidth > 0) this.chart.resize(clientWidth + gutter, clientHeight);
    if (this.drawn) this.drawEnds(this.drawn);
  }

  draw({ shown, settings: { steps, focus }, noted, averages }: StripContent): void {
    const axis = axisFor(
      this.strip,
      shown.map(({ run }) => run),
    );
    this.drawn = { shown, axis, steps, noted };
    this.chart.options.scales = scalesFor(this.strip, axis, steps);
    const curves = shown.map((one) => this.curve(one, axis, one.chip.key === focus));
    // chart.js draws its first dataset last, on top.
    this.chart.data.datasets = [...this.threshold(axis, steps), ...curves, ...this.averages(shown, axis, averages)].toReversed();
    this.chart.update('none');
    this.resize();
  }

  /** Moves the markers to `step`; nothing else is drawn again. */
  mark(shown: readonly Shown[], step: number, focusedRun: Trajectory | undefined): void {
    const axis = this.drawn?.axis;
    if (!axis) return;
    const heads = shown.flatMap(({ chip, run }) => {
      const row = rowAt(run, step);
      const value = this.strip.values(run)[row];
      if (value === undefined || Number.isNaN(value)) return [];
      const focus = run === focusedRun;
      return [stripMarker(chip.style, this.place(run.steps[row], axis.bend(value)), focus ? 6 : 4.5)];
    });
    this.heads.replaceChildren(...heads);
    setText(this.value, focusedRun ? valueAt(this.strip.values(focusedRun), focusedRun, step, this.strip.digits) : '');
  }

  private curve({ chip, run }: Shown, axis: Axis, focus: boolean): ChartDataset<'line', Points> {
    const dash = dashes[chip.style]?.split(' ').map(Number) ?? [];
    return {
      data: pointsOf(run, this.strip.values(run), axis),
      borderColor: resolvedColour(`--path-${chip.style}`),
      borderWidth: focus ? 2 : 1.3,
      borderDash: dash[0] ? dash : [],
    };
  }

  /** Of the focused run, the only one that has an average. */
  private averages(shown: readonly Shown[], axis: Axis, averages: Averages | undefined): ChartDataset<'line', Points>[] {
    const run = shown.at(-1)?.run;
    if (!this.strip.averaged || !averages || averages.of !== run) return [];
    const line = (values: Float64Array, borderDash: readonly number[]): ChartDataset<'line', Points> => ({
      data: pointsOf(run, values, axis),
      borderColor: resolvedColour('--ink'),
      borderWidth: 1.4,
      borderDash: [...borderDash],
    });
    return [line(averages.uncorrected, uncorrectedDash), line(averages.corrected, [])];
  }

  private threshold(axis: Axis, steps: number): ChartDataset<'line', Points>[] {
    const { threshold } = this.strip;
    if (threshold === undefined) return [];
    const y = axis.bend(threshold);
    const data = [
      { x: 0, y },
      { x: steps, y },
    ];
    return [{ data, borderColor: resolvedColour('--negative'), borderWidth: 1, borderDash: [2, 2] }];
  }

  /** A bar where a run ended before its steps. */
  private drawEnds({ shown, axis, steps, noted }: Drawn): void {
    const ended = shown.filter(({ run }) => endStep(run) < steps && this.strip.values(run).length > 0);
    const ends = ended.flatMap(({ chip, run }) => {
      const value = this.strip.values(run)[lastRow(run)];
      if (value === undefined || Number.isNaN(value)) return [];
      const at = this.place(endStep(run), axis.bend(value));
      const bar = s('path', { class: `end c${chip.style}`, d: `M${at[0]},${at[1] - 4}v8` });
      const note = noted && chip.key === shown.at(-1)?.chip.key ? this.endNote(run, at, shown, axis) : undefined;
      return note ? [bar, note] : [bar];
    });
    this.ends.replaceChildren(...ends, ...this.bests(shown, axis));
  }

  /** A ring round the step that is best on held-out data; of the focused run, with its number. */
  private bests(shown: readonly Shown[], axis: Axis): SVGElement[] {
    if (!this.strip.best) return [];
    return shown.flatMap(({ chip, run }, i) => {
      const values = this.strip.values(run);
      const row = bestRow(values);
      if (row === undefined) return [];
      const [x, y] = this.place(run.steps[row], axis.bend(values[row]));
      const ring = s('circle', { class: `best c${chip.style}`, cx: x, cy: y, r: 5 });
      return i === shown.length - 1 ? [ring, this.bestNote(t('best at step {0}', run.steps[row]), x)] : [ring];
    });
  }

  /** Above or below would be on a curve; the far side of the strip's top is free where the loss has fallen. */
  private bestNote(text: string, x: number): SVGTextElement {
    const end = x > this.plot.clientWidth / 2;
    return s('text', { class: 'halo', x: end ? x - 9 : x + 9, y: margin + 9, 'text-anchor': end ? 'end' : 'start' }, text);
  }

  /** How and when a run ended, beside its end where no curve is; nothing where there is no room. */
  private endNote(run: Trajectory, [x, y]: Point, shown: readonly Shown[], axis: Axis): SVGTextElement | undefined {
    const { clientWidth, clientHeight } = this.plot;
    const text = t('{0} at step {1}', stopWords[run.stopped], endStep(run));
    const heights = [y + 3, margin + 9, clientHeight - margin - 3, clientHeight / 2 + 4];
    const candidates = (['start', 'end'] as const).flatMap((anchor) =>
      heights.map((height) => ({ x: anchor === 'start' ? x + 9 : x - 9, y: height, anchor })),
    );
    const curves = shown.map((one) => pointsOf(one.run, this.strip.values(one.run), axis).map((point) => this.place(point.x, point.y)));
    const spot = freeSpot(candidates, text, curves, clientWidth);
    return spot && s('text', { class: 'halo', x: spot.x, y: spot.y, 'text-anchor': spot.anchor }, text);
  }

  private place(step: number, bent: number): readonly [number, number] {
    const { x, y } = this.chart.scales;
    return [(x?.getPixelForValue(step) ?? 0) - gutter, y?.getPixelForValue(bent) ?? 0];
  }
}

function pointsOf(run: Trajectory, values: Float64Array, axis: Axis): Points {
  return Array.from(values, (value, row) => ({ x: run.steps[row], y: Number.isNaN(value) ? Number.NaN : axis.bend(value) }));
}

/** Ticks only where the axis ends, or at the threshold: a strip is too low for more. */
function scalesFor({ threshold }: Strip, axis: Axis, steps: number): NonNullable<ChartOptions<'line'>['scales']> {
  const ticks = threshold === undefined || axis.log ? [axis.low, axis.high] : [axis.low, threshold];
  return {
    x: { type: 'linear', min: 0, max: Math.max(1, steps), display: false },
    y: {
      type: 'linear',
      min: axis.low,
      max: axis.high,
      afterBuildTicks: (scale) => {
        scale.ticks = ticks.map((value) => ({ value }));
      },
      // Labels may stand out above and below: the margin is there for them.
      afterFit: (scale) => Object.assign(scale, { width: gutter, paddingTop: 0, paddingBottom: 0 }),
      border: { display: false },
      grid: { color: resolvedColour('--hair'), drawTicks: false },
      ticks: { padding: 6, color: resolvedColour('--muted'), callback: (value) => axis.label(Number(value)) },
    },
  };
}

/** A marker at a place of a strip, in the run's colour. */
function stripMarker(style: number, at: readonly [number, number], size: number): SVGPathElement {
  return s('path', { class: `bead c${style}`, d: marker(style, at, size) });
}

/** The value under the cursor, in words. */
function valueAt(values: Float64Array, run: Trajectory, step: number, digits: number): string {
  const value = values[rowAt(run, step)];
  return value === undefined || Number.isNaN(value) ? '–' : significant(value, digits);
}
