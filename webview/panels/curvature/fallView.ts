/** The loss over the steps of one branch of an escape. */
import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { h } from '../../lib/dom';
import { coloursNow, fill, finite, lineChart, scalesFor } from '../../lib/lineChart';
import { fillTable, spread } from '../../lib/table';
import type { FallAxes } from './flight';

const tableRows = 9;
/** Few steps are beads on a string; more are a curve. */
const mostBeads = 40;

export class FallView {
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  private readonly plot = h('div', { class: 'plot' }, this.canvas);
  private readonly table = h('table');
  readonly element = h('div', { class: 'fall' }, this.plot, h('div', { class: 'twin' }, this.table));
  private readonly chart = lineChart(this.canvas);

  constructor() {
    this.chart.options.clip = false;
    new ResizeObserver(() => fill(this.chart, this.plot)).observe(this.plot);
  }

  /** @param name of the branch, for the table */
  draw(name: string, { steps, loss }: Trajectory, axes: FallAxes): void {
    const colours = coloursNow();
    const { ink } = colours;
    const label = (step: number) => (step === 0 ? t('step 0') : String(step));
    this.chart.options.scales = scalesFor({ across: [0, axes.steps], label, lines: false, range: axes.range, levels: 2 }, colours);
    const data = Array.from(loss, (y, row) => ({ x: steps[row], y: finite(y) }));
    const pointRadius = loss.length <= mostBeads ? 2.5 : 0;
    this.chart.data.datasets = [{ data, borderColor: ink, borderWidth: 1.6, pointRadius, backgroundColor: ink, pointBorderWidth: 0 }];
    this.chart.update('none');
    fill(this.chart, this.plot);
    fillTable(
      this.table,
      t('Loss over the steps along {0}', name),
      [t('step'), 'L'],
      spread(loss.length, tableRows).map((row) => [String(steps[row]), significant(loss[row])]),
    );
  }
}
