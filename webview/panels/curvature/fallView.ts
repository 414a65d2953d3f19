/** The loss over the steps of one branch of an escape. */
import { significant } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { Chart, useFont } from '../../lib/charts';
import { h } from '../../lib/dom';
import { tickLabel, ticks } from '../../lib/scale';
import { fillTable, spread } from '../../lib/table';
import { resolvedColour } from '../../lib/theme';
import type { FallAxes } from './flight';
import type { Points } from './sectionView';

/** Room for tick labels left of the curve and below it. */
const [gutter, foot] = [48, 16];
const tableRows = 9;
const mostBeads = 40;

export class FallView {
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  private readonly plot = h('div', { class: 'plot' }, this.canvas);
  private readonly table = h('table');
  readonly element = h('div', { class: 'fall' }, this.plot, h('div', { class: 'twin' }, this.table));
  private readonly chart: Chart<'line', Points>;

  constructor() {
    useFont();
    this.chart = new Chart<'line', Points>(this.canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        parsing: false,
        normalized: true,
        clip: false,
        layout: { padding: { top: 6, right: 8 }, autoPadding: false },
        elements: { line: { borderJoinStyle: 'round' } },
      },
    });
    new ResizeObserver(() => this.resize()).observe(this.plot);
  }

  /** @param name of the branch, for the table */
  draw(name: string, { steps, loss }: Trajectory, axes: FallAxes): void {
    this.chart.options.scales = scalesFor(axes);
    const data = Array.from(loss, (y, row) => ({ x: steps[row], y: Number.isFinite(y) ? y : Number.NaN }));
    const ink = resolvedColour('--ink');
    // Few steps are beads on a string; many are a curve.
    const pointRadius = loss.length <= mostBeads ? 2.5 : 0;
    this.chart.data.datasets = [{ data, borderColor: ink, borderWidth: 1.6, pointRadius, backgroundColor: ink, pointBorderWidth: 0 }];
    this.chart.update('none');
    this.resize();
    fillTable(
      this.table,
      `Loss over the steps along ${name}`,
      ['step', 'L'],
      spread(loss.length, tableRows).map((row) => [String(steps[row]), significant(loss[row])]),
    );
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.plot;
    if (clientWidth > 0) this.chart.resize(clientWidth, clientHeight);
  }
}

function scalesFor({ steps, range: [low, high] }: FallAxes): NonNullable<Chart<'line', Points>['options']['scales']> {
  const levels = ticks(low, high, 2);
  const step = levels.length > 1 ? levels[1] - levels[0] : high - low;
  const [hair, muted] = [resolvedColour('--hair'), resolvedColour('--muted')];
  return {
    x: {
      type: 'linear',
      min: 0,
      max: steps,
      border: { display: false },
      grid: { display: false, drawTicks: false },
      afterBuildTicks: (axis) => {
        axis.ticks = [0, steps].map((value) => ({ value }));
      },
      afterFit: (axis) => Object.assign(axis, { height: foot, paddingLeft: 0, paddingRight: 0 }),
      ticks: { padding: 3, maxRotation: 0, align: 'inner', color: muted, callback: (value) => (value === 0 ? 'step 0' : String(value)) },
    },
    y: {
      type: 'linear',
      min: low,
      max: high,
      border: { display: false },
      grid: { color: hair, drawTicks: false },
      afterBuildTicks: (axis) => {
        axis.ticks = levels.map((value) => ({ value }));
      },
      afterFit: (axis) => Object.assign(axis, { width: gutter, paddingTop: 0, paddingBottom: 0 }),
      ticks: { padding: 6, color: muted, callback: (value) => tickLabel(Number(value), step) },
    },
  };
}
