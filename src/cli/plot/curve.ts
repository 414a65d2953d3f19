/** A loss of one parameter: L as a curve, the steps of each optimizer as points on it. */
import { drawAxes, makeAxes } from './axes';
import { clipLine, contains, grow, type Rectangle } from './clip';
import { type DrawnPath, drawHead, drawPath, drawStart, obstacles } from './paths';
import { drawLabels, drawPoint, type Label, pointColour } from './points';
import type { Scene } from './scene';
import { hair, ink } from './theme';
import { element, line, type Point } from './xml';

export function drawCurve(scene: Scene, frame: Rectangle): string {
  const { surface, names, runs, points, description } = scene;
  const samples = curveSamples(scene);
  const axes = makeAxes(frame, [[surface.box[0], surface.box[1]], valueRange(samples)], [names[0], 'L']);
  const at = (value: number, loss: number): Point => [axes.x(value), axes.y(loss)];
  const finite = (point: Point) => point.every(Number.isFinite);
  const paths: DrawnPath[] = runs.map(({ trajectory, style }) => ({
    style,
    points: Array.from(trajectory.params, (value, row) => at(value, trajectory.loss[row])).filter(finite),
  }));
  const startLoss = runs[0]?.trajectory.loss[0] ?? scene.readout.loss;
  const start = at(description.start[0], startLoss);
  const marks = points
    .map((point) => ({ ...point, pixel: at(point.at[0], point.loss) }))
    .filter(({ pixel }) => contains(grow(frame, 2), pixel));
  const labels: Label[] = marks.map(({ name, kind, pixel }) => ({ at: pixel, content: name, fill: pointColour(kind), clearance: 14 }));
  const visible = finite(start);
  const outline = samples.map(([u, loss]) => at(u, loss));
  return [
    element('rect', {
      x: frame.left,
      y: frame.top,
      width: frame.right - frame.left,
      height: frame.bottom - frame.top,
      fill: 'none',
      stroke: hair,
    }),
    element('path', {
      d: clipLine(frame, outline).map(line).join(''),
      fill: 'none',
      stroke: ink,
      'stroke-width': 1.4,
      'stroke-linejoin': 'round',
    }),
    ...[...paths].reverse().map((path) => drawPath(path, frame)),
    visible ? drawStart(start) : '',
    ...marks.map(({ kind, pixel }) => drawPoint(kind, pixel)),
    ...[...paths].reverse().map((path) => drawHead(path, frame)),
    drawLabels(
      visible ? [...labels, { at: start, content: 'start', fill: ink, clearance: 14 }] : labels,
      [start, ...marks.map(({ pixel }) => pixel)],
      [...outline, ...obstacles(paths, frame)],
      frame,
    ),
    drawAxes(axes),
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
