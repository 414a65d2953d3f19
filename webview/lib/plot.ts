/** A chart with its table twin, fitted to the element that it fills. */
import { h } from './dom';
import { type Axes, type Colours, fill, type LineChart, lineChart, scalesFor } from './lineChart';
import { fillTable } from './table';

export interface Twin {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export class Plot {
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  readonly area = h('div', { class: 'plot' }, this.canvas);
  private readonly table = h('table');
  readonly twin = h('div', { class: 'twin' }, this.table);
  readonly chart: LineChart = lineChart(this.canvas);

  constructor() {
    new ResizeObserver(() => this.fit()).observe(this.area);
  }

  draw(datasets: LineChart['data']['datasets'], axes: Axes, colours: Colours, { caption, heads, rows }: Twin): void {
    this.chart.options.scales = scalesFor(axes, colours);
    this.chart.data.datasets = datasets;
    this.chart.update('none');
    this.fit();
    fillTable(this.table, caption, heads, rows);
  }

  private fit(): void {
    fill(this.chart, this.area);
  }
}
