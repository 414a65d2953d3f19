/** Filled contours over two coordinates, with paths, critical points and their names. */
import { type Axes, drawAxes, makeAxes } from './axes';
import { contains, grow, type Rectangle } from './clip';
import { contours } from './contours';
import { colourLegend } from './legend';
import { type DrawnPath, drawHead, drawPath, drawStart, obstacles } from './paths';
import { drawLabels, drawPoint, type Label, pointColour } from './points';
import { planeCoordinates, pointOf, type Run, type Scene } from './scene';
import { hair, ink } from './theme';
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
    element('rect', {
      x: frame.left,
      y: frame.top,
      width: frame.right - frame.left,
      height: frame.bottom - frame.top,
      fill: 'none',
      stroke: hair,
    }),
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

/** From below: paths, start, critical points, heads, names. */
function marks(scene: Scene, axes: Axes): string {
  const { frame } = axes;
  const at = (params: Float64Array): Point => {
    const [u, v] = planeCoordinates(scene.surface.plane, params);
    return [axes.x(u), axes.y(v)];
  };
  const paths = scene.runs.map((run) => drawnPath(run, at));
  const start = at(scene.description.start);
  const points = scene.points.map((point) => ({ ...point, pixel: at(point.at) })).filter(({ pixel }) => contains(grow(frame, 6), pixel));
  const heads = paths.flatMap(({ points }) => points.slice(-1));
  const crowded = (pixel: Point) => [start, ...heads].some(([x, y]) => Math.hypot(x - pixel[0], y - pixel[1]) < 15);
  const labels: Label[] = points.map(({ name, kind, pixel }) => ({
    at: pixel,
    content: name,
    fill: pointColour(kind),
    clearance: crowded(pixel) ? 14 : 9,
  }));
  const startLabel: Label = { at: start, content: 'start', fill: ink, clearance: 14 };
  return [
    ...[...paths].reverse().map((path) => drawPath(path, frame)),
    drawStart(start),
    ...points.map(({ kind, pixel }) => drawPoint(kind, pixel)),
    ...[...paths].reverse().map((path) => drawHead(path, frame)),
    drawLabels([...labels, startLabel], [start, ...heads, ...points.map(({ pixel }) => pixel)], obstacles(paths, frame), frame),
  ].join('');
}

/** Up to the first step that is not finite. */
function drawnPath({ trajectory, style }: Run, at: (params: Float64Array) => Point): DrawnPath {
  const points = Array.from(trajectory.steps, (_, row) => at(pointOf(trajectory, row)));
  const end = points.findIndex(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y));
  return { style, points: end < 0 ? points : points.slice(0, end) };
}
