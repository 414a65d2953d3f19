/** One strip of the timeline: a chart.js line chart that is drawn once per run, and marks that move over it. */
import type { ChartDataset, ChartOptions } from 'chart.js';
import { significant } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { Chart, useFont } from '../../lib/charts';
import { h, s, setText } from '../../lib/dom';
import { resolvedColour } from '../../lib/theme';
import { dashes, marker } from './map/marks';
import { endStep, lastRow, rowAt } from './rows';
import type { Chip, Settings } from './settings';
import { type Axis, axisFor, type Strip } from './strips';

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

export class StripView {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  private readonly ends = s('g', { class: 'ends' });
  private readonly heads = s('g', { class: 'heads' });
  private readonly plot: HTMLElement;
  private readonly value = h('div', { class: 'value' });
  private readonly chart: Chart<'line', Points>;
  private drawn: Drawn | undefined;

  constructor(readonly strip: Strip) {
    const name = h('div', { class: 'name' }, strip.name, strip.note ? h('span', { class: 'label' }, strip.note) : undefined);
    this.plot = h('div', { class: 'plot' }, this.canvas, s('svg', { class: 'marks', 'aria-hidden': 'true' }, this.ends, this.heads));
    this.element = h('div', { class: 'strip' }, name, this.plot, this.value);
    useFont();
    this.chart = new Chart<'line', Points>(this.canvas, {
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

  /** `noted`: says in words where the focused run ended early; one strip does so for all. */
  draw(shown: readonly Shown[], { steps, focus }: Settings, noted: boolean): void {
    const axis = axisFor(
      this.strip,
      shown.map(({ run }) => run),
    );
    this.drawn = { shown, axis, steps, noted };
    this.chart.options.scales = scalesFor(this.strip, axis, steps);
    const curves = shown.map((one) => this.curve(one, axis, one.chip.key === focus));
    // chart.js draws its first dataset last, on top.
    this.chart.data.datasets = [...this.threshold(axis, steps), ...curves].toReversed();
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
    const values = this.strip.values(run);
    const data = Array.from(values, (value, row) => ({ x: run.steps[row], y: Number.isNaN(value) ? Number.NaN : axis.bend(value) }));
    const dash = dashes[chip.style]?.split(' ').map(Number) ?? [];
    return {
      data,
      borderColor: resolvedColour(`--path-${chip.style}`),
      borderWidth: focus ? 2 : 1.3,
      borderDash: dash[0] ? dash : [],
    };
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
      const [x, y] = this.place(endStep(run), axis.bend(value));
      const bar = s('path', { class: `end c${chip.style}`, d: `M${x},${y - 4}v8` });
      if (!noted || chip.key !== shown.at(-1)?.chip.key) return [bar];
      const late = endStep(run) > 0.7 * steps;
      return [
        bar,
        s(
          'text',
          { class: 'halo', x: late ? x - 8 : x + 8, y: late ? y / 2 + 8 : y + 3, 'text-anchor': late ? 'end' : 'start' },
          `${run.stopped} at step ${endStep(run)}`,
        ),
      ];
    });
    this.ends.replaceChildren(...ends);
  }

  private place(step: number, bent: number): readonly [number, number] {
    const { x, y } = this.chart.scales;
    return [(x?.getPixelForValue(step) ?? 0) - gutter, y?.getPixelForValue(bent) ?? 0];
  }
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
