import { type Chart, makeChart } from './charts';

/** The axis goes a little beyond −1 and 1, so that a bar's end is seen. */
const end = 1.04;

/** Bars to both sides of zero, one below the other, without axes of their own. */
export const barChart = (canvas: HTMLCanvasElement): Chart<'bar', number[], string> =>
  makeChart<'bar', number[], string>(canvas, {
    type: 'bar',
    data: { labels: [], datasets: [{ data: [], barThickness: 10, borderRadius: 1, borderSkipped: false }] },
    options: {
      indexAxis: 'y',
      scales: { x: { min: -end, max: end, display: false }, y: { display: false, offset: true } },
    },
  });

/** Where −1 … 1 is on it, as CSS has it. */
export const barPlace = (at: number): string => `${(50 * (at + end)) / end}%`;
