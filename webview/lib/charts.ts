/** chart.js with only the parts that are drawn, and settings that all charts share: no animation, the editor's font. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartType,
  type DefaultDataPoint,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
} from 'chart.js';
import type { SvgBrush } from './export/brush';
import { drawnBy } from './export/drawing';

export type { Chart };

export function registerCharts(): void {
  Chart.register(LineController, LineElement, PointElement, BarController, BarElement, LinearScale, CategoryScale);
  Chart.defaults.animation = false;
  Chart.defaults.responsive = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.events = [];
  Chart.defaults.layout.padding = 0;
}

/** A chart that can be drawn into a file as well. */
export function makeChart<T extends ChartType, D = DefaultDataPoint<T>, L = unknown>(
  canvas: HTMLCanvasElement,
  config: ChartConfiguration<T, D, L>,
): Chart<T, D, L> {
  useFont();
  const chart = new Chart<T, D, L>(canvas, config);
  drawnBy(canvas, (brush) => drawAgain(config, chart, brush));
  return chart;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The same chart on a canvas of its own, whose context is the brush. chart.js keeps what is set later in the configuration. */
function drawAgain<T extends ChartType, D, L>(config: ChartConfiguration<T, D, L>, { width, height }: Size, brush: SvgBrush): void {
  const { canvas } = brush;
  Object.defineProperty(canvas, 'getContext', { value: () => brush });
  const options = Object.assign({}, config.options, { devicePixelRatio: 1 });
  const copy = new Chart<T, D, L>(canvas, { ...config, options, plugins: [...(config.plugins ?? []), tracedLines<T>(brush)] });
  copy.resize(width, height);
  const drawn = [...brush.element.childNodes];
  copy.destroy();
  brush.element.replaceChildren(...drawn);
}

/** chart.js strokes each line by a `Path2D` that it keeps, and out of which nothing can be read: here it finds one that can. */
const tracedLines = <T extends ChartType>(brush: SvgBrush): Plugin<T> => ({
  id: 'traced-lines',
  beforeDatasetDraw: ({ ctx }, { meta: { dataset: line } }) => {
    if (!(line instanceof LineElement)) return;
    brush.beginPath();
    line.path(ctx);
    Object.assign(line, { _path: brush.traced });
  },
});

/** Fonts follow the theme, which may come after the script. */
function useFont(): void {
  const { fontFamily } = getComputedStyle(document.body);
  Chart.defaults.font.family = fontFamily;
  Chart.defaults.font.size = 10;
}
