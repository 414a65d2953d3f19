/** chart.js with only the parts that are drawn, and settings that all charts share: no animation, the editor's font. */
import { BarController, BarElement, CategoryScale, Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';

export { Chart };

export function registerCharts(): void {
  Chart.register(LineController, LineElement, PointElement, BarController, BarElement, LinearScale, CategoryScale);
  Chart.defaults.animation = false;
  Chart.defaults.responsive = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.events = [];
  Chart.defaults.layout.padding = 0;
}

/** Fonts follow the theme, which may come after the script. */
export function useFont(): void {
  const { fontFamily } = getComputedStyle(document.body);
  Chart.defaults.font.family = fontFamily;
  Chart.defaults.font.size = 10;
}
