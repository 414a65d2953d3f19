/** Filled contours over two coordinates, with paths, critical points and their names. */

import type { Surface } from '../protocol/model';
import { type Axes, border, drawAxes, makeAxes } from './axes';
import { clipLine, contains, distance, grow, type Rectangle } from './clip';
import { stepColours } from './colour';
import { contours } from './contours';
import { hatching, hatchKey } from './hatching';
import { colourLegend, type Shades } from './legend';
import { type DrawnPath, drawHead, drawPath, drawStart, obstacles } from './paths';
import { drawContinuum, drawLabels, drawPoint, type Label, pointColour, startLabel } from './points';
import { planeCoordinates, pointOf, type Run, type Scene } from './scene';
import { element, type Point } from './xml';

const legendWidth = 190;

export function drawMap(scene: Scene, frame: Rectangle): string {
  const { surface, names, overlay } = scene;
  const [u0, u1, v0, v1] = surface.box;
  const axes = makeAxes(
    frame,
    [
      [u0, u1],
      [v0, v1],
    ],
    [names[0], names[1]],
  );
  const projection = (u: number, v: number): Point => [axes.x(u), axes.y(v)];
  const shading = shadingOf(scene);
  const region = overlay?.field.scale === 'mask' ? overlay : undefined;
  const legend: Point = [frame.left, frame.bottom + 54];
  const legendSide = Math.min(legendWidth, 0.6 * (frame.right - frame.left));
  return [
    clipPath(frame),
    element(
      'g',
      { 'clip-path': 'url(#map)' },
      contours(shading, shading.colours, projection, frame),
      region ? hatching(region.field, projection) : '',
      marks(scene, axes),
    ),
    border(frame),
    drawAxes(axes),
    colourLegend(shading, legend, legendSide),
    region ? hatchKey(region.symbol, [legend[0] + legendSide + 40, legend[1]]) : '',
  ].join('');
}

/** Of the loss, or of what is drawn in its place. */
function shadingOf({ surface, overlay }: Scene): Shades & Pick<Surface, 'bands'> {
  if (!overlay || overlay.field.scale === 'mask') return { ...surface, symbol: 'L', colours: stepColours(surface) };
  const { field, symbol } = overlay;
  // Of what has a sign the lowest band is the ground.
  return { ...field, bands: field.scale === 'diverging' ? field.bands.slice(1) : field.bands, symbol, colours: stepColours(field) };
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
