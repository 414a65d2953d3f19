/** A curve without axes, as small as a word. */
import { type Chart, makeChart } from './charts';
import { h } from './dom';
import { resolvedColour } from './theme';

export class LineSketch {
  readonly element = h('canvas', { 'aria-hidden': 'true' });
  private readonly chart: Chart<'line', { x: number; y: number }[]>;

  constructor(width: number, height: number) {
    this.chart = makeChart<'line', { x: number; y: number }[]>(this.element, {
      type: 'line',
      data: { datasets: [] },
      options: {
        parsing: false,
        normalized: true,
        layout: { padding: 2 },
        elements: { point: { radius: 0 } },
        scales: { x: { type: 'linear', display: false }, y: { type: 'linear', display: false } },
      },
    });
    this.chart.resize(width, height);
  }

  draw(values: Float64Array): void {
    const data = Array.from(values, (y, x) => ({ x, y }));
    this.chart.data.datasets = [{ data, borderColor: resolvedColour('--ink'), borderWidth: 1.5 }];
    this.chart.update('none');
  }
}
