/** A loss of one parameter: L as a curve, the steps of each optimizer as points on it. */
import { type Axes, border, drawAxes, makeAxes } from './axes';
import { clipLine, contains, type Rectangle } from './clip';
import { type DrawnPath, drawHead, drawPath, drawStart, obstacles } from './paths';
import { drawLabels, drawPoint, type Label, pointColour, startLabel } from './points';
import type { Scene } from './scene';
import { ink } from './theme';
import { element, line, type Point } from './xml';

export function drawCurve(scene: Scene, frame: Rectangle): string {
  const { surface, names } = scene;
  const samples = curveSamples(scene);
  const axes = makeAxes(frame, [[surface.box[0], surface.box[1]], valueRange(samples)], [names[0], 'L']);
  const curve = samples.map(([u, loss]): Point => [axes.x(u), axes.y(loss)]);
  const d = clipLine(frame, curve).map(line).join('');
  return [
    border(frame),
    element('path', { d, fill: 'none', stroke: ink, 'stroke-width': 1.4, 'stroke-linejoin': 'round' }),
    marks(scene, axes, curve),
    drawAxes(axes),
  ].join('');
}

/** Paths, start and critical points, all on the curve; labels keep clear of it. */
function marks({ runs, points, description, readout }: Scene, { frame, x, y }: Axes, curve: readonly Point[]): string {
  const at = (value: number, loss: number): Point => [x(value), y(loss)];
  const paths: DrawnPath[] = runs.map(({ trajectory, style }) => ({
    style,
    points: Array.from(trajectory.params, (value, row) => at(value, trajectory.loss[row])).filter((point) => point.every(Number.isFinite)),
  }));
  const start = at(description.start[0], runs[0]?.trajectory.loss[0] ?? readout.loss);
  const drawn = points.map((point) => ({ ...point, pixel: at(point.at[0], point.loss) })).filter(({ pixel }) => contains(frame, pixel));
  const labels: Label[] = drawn.map(({ name, kind, pixel }) => ({ at: pixel, content: name, fill: pointColour(kind), clearance: 14 }));
  const lastFirst = [...paths].reverse();
  return [
    ...lastFirst.map((path) => drawPath(path, frame)),
    contains(frame, start) ? drawStart(start) : '',
    ...drawn.map(({ kind, pixel }) => drawPoint(kind, pixel)),
    ...lastFirst.map((path) => drawHead(path, frame)),
    drawLabels(
      contains(frame, start) ? [...labels, startLabel(start)] : labels,
      [start, ...drawn.map(({ pixel }) => pixel)],
      [...curve, ...obstacles(paths, frame)],
      frame,
    ),
  ].join('');
}

/** The first row of the surface's grid, where it is finite. */
function curveSamples({ surface: { values, size, box } }: Scene): Point[] {
  const samples = Array.from(values.subarray(0, size), (loss, i): Point => [box[0] + ((box[1] - box[0]) * i) / (size - 1), loss]);
  return samples.filter(([, loss]) => Number.isFinite(loss));
}

function valueRange(samples: readonly Point[]): readonly [number, number] {
  const losses = samples.map(([, loss]) => loss);
  const [low, high] = losses.length > 0 ? [Math.min(...losses), Math.max(...losses)] : [0, 1];
  const room = 0.05 * (high - low) || 1;
  return [low - room, high + room];
}
