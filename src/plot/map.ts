/** Filled contours over two coordinates, with paths, critical points and their names. */
import { type Axes, border, drawAxes, makeAxes } from './axes';
import { clipLine, contains, distance, grow, type Rectangle } from './clip';
import { contours } from './contours';
import { colourLegend } from './legend';
import { type DrawnPath, drawHead, drawPath, drawStart, obstacles } from './paths';
import { drawContinuum, drawLabels, drawPoint, type Label, pointColour, startLabel } from './points';
import { planeCoordinates, pointOf, type Run, type Scene } from './scene';
import { element, type Point } from './xml';

const legendWidth = 190;

export function drawMap(scene: Scene, frame: Rectangle): string {
  const { surface, names } = scene;
  const [u0, u1, v0, v1] = surface.box;
  const axes = makeAxes(
    frame,
    [
      [u0, u1],
      [v0, v1],
    ],
    [names[0], names[1]],
  );
  return [
    clipPath(frame),
    element(
      'g',
      { 'clip-path': 'url(#map)' },
      contours(surface, (u, v) => [axes.x(u), axes.y(v)], frame),
      marks(scene, axes),
    ),
    border(frame),
    drawAxes(axes),
    colourLegend(surface, [frame.left, frame.bottom + 54], Math.min(legendWidth, 0.6 * (frame.right - frame.left))),
  ].join('');
}

function clipPath({ left, top, right, bottom }: Rectangle): string {
  return element(
    'defs',
    {},
    element('clipPath', { id: 'map' }, element('rect', { x: left, y: top, width: right - left, height: bottom - top })),
  );
}

/** From below: curves of critical points, paths, start, critical points, heads, names. */
function marks(scene: Scene, axes: Axes): string {
  const { frame } = axes;
  const at = (params: Float64Array): Point => {
    const [u, v] = planeCoordinates(scene.surface.plane, params);
    return [axes.x(u), axes.y(v)];
  };
  const paths = scene.runs.map((run) => drawnPath(run, at));
  const lastFirst = [...paths].reverse();
  const start = at(scene.description.start);
  const points = scene.points.map((point) => ({ ...point, pixel: at(point.at) })).filter(({ pixel }) => contains(grow(frame, 6), pixel));
  const busy = [start, ...paths.flatMap((path) => path.points.slice(-1))];
  const clearance = (pixel: Point) => (busy.some((other) => distance(other, pixel) < 15) ? 14 : 9);
  const labels: Label[] = points.map(({ name, kind, pixel }) => ({
    at: pixel,
    content: name,
    fill: pointColour(kind),
    clearance: clearance(pixel),
  }));
  const curves = scene.continua.filter(({ dimension }) => dimension === 1);
  return [
    ...curves.map(({ kind, points: on }) => drawContinuum(kind, clipLine(frame, on.map(at)))),
    ...lastFirst.map((path) => drawPath(path, frame)),
    drawStart(start),
    ...points.map(({ kind, pixel }) => drawPoint(kind, pixel)),
    ...lastFirst.map((path) => drawHead(path, frame)),
    drawLabels(
      contains(frame, start) ? [...labels, startLabel(start)] : labels,
      [...busy, ...points.map(({ pixel }) => pixel)],
      obstacles(paths, frame),
      frame,
    ),
  ].join('');
}

/** Up to the first step that is not finite. */
function drawnPath({ trajectory, style }: Run, at: (params: Float64Array) => Point): DrawnPath {
  const points = Array.from(trajectory.steps, (_, row) => at(pointOf(trajectory, row)));
  const end = points.findIndex(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y));
  return { style, points: end < 0 ? points : points.slice(0, end) };
}
