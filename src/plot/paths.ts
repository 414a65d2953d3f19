/** The paths of the optimizers: line with casing, beads, and a marker at the head. */
import { clipLine, contains, distance, grow, type Rectangle, thin } from './clip';
import { glyph } from './glyph';
import { ground, ink, type PathStyle } from './theme';
import { element, line, type Point } from './xml';

export interface DrawnPath {
  readonly style: PathStyle;
  /** In pixels, finite, possibly far outside the frame. */
  readonly points: readonly Point[];
}

const width = 2;
const casing = 4.6;
const headSize = 9;
const beadSize = 4.5;
/** Pixels of path between beads. */
const beadEvery = 26;

export function drawPath({ style, points }: DrawnPath, frame: Rectangle): string {
  const pieces = clipLine(grow(frame, 8), thin(points, 0.5));
  const d = pieces.map(line).join('');
  const shape = { d, fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' } as const;
  if (d === '') return '';
  return [
    element('path', { ...shape, stroke: ground, 'stroke-width': casing, 'stroke-opacity': 0.75 }),
    element('path', { ...shape, stroke: style.colour, 'stroke-width': width, 'stroke-dasharray': style.dash }),
    ...beads(points, frame).map((at) => marker(style, at, beadSize, 1.2)),
  ].join('');
}

/** Markers at steps that are at least `beadEvery` pixels of path apart and clear of the head: they show the length of the steps. */
export function beads(points: readonly Point[], frame: Rectangle): Point[] {
  const kept: Point[] = [];
  const head = points.at(-1);
  let gone = 0;
  for (let k = 1; k < points.length; k++) {
    gone += distance(points[k - 1], points[k]);
    const clear = head !== undefined && distance(points[k], head) > headSize + 1;
    if (gone <= beadEvery || !clear || !contains(frame, points[k])) continue;
    kept.push(points[k]);
    gone = 0;
  }
  return kept;
}

/** Points all along the visible paths, for labels to keep clear of. */
export function obstacles(paths: readonly DrawnPath[], frame: Rectangle): Point[] {
  return paths.flatMap(({ points }) => clipLine(frame, thin(points, 2)).flatMap((piece) => piece.flatMap(fill)));
}

/** A point and those every four pixels to the next. */
function fill(point: Point, k: number, points: readonly Point[]): Point[] {
  const next = points[k + 1];
  if (!next) return [point];
  const count = Math.ceil(distance(point, next) / 4);
  return Array.from({ length: count }, (_, i) => [
    point[0] + ((next[0] - point[0]) * i) / count,
    point[1] + ((next[1] - point[1]) * i) / count,
  ]);
}

export function drawHead({ style, points }: DrawnPath, frame: Rectangle): string {
  const head = points.at(-1);
  return head && contains(frame, head) ? marker(style, head, headSize, 2) : '';
}

export function marker({ colour, glyph: kind }: PathStyle, at: Point, size: number, halo: number): string {
  return element('path', { d: glyph(kind, at, size), fill: colour, stroke: ground, 'stroke-width': halo, 'paint-order': 'stroke' });
}

/** A short piece of the path with its marker, for legends; starts at the point. */
export function swatch(style: PathStyle, [x, y]: Point): string {
  const stroke = { stroke: style.colour, 'stroke-width': width, 'stroke-dasharray': style.dash, 'stroke-linecap': 'round' };
  return element('path', { d: `M${x + 1} ${y}h26`, ...stroke }) + marker(style, [x + 14, y], 8, 2);
}

/** A hollow ring, so that a saddle below it stays visible. */
export function drawStart([x, y]: Point): string {
  const ring = { cx: x, cy: y, r: 9, fill: 'none' };
  return (
    element('circle', { ...ring, stroke: ground, 'stroke-width': 4 }) + element('circle', { ...ring, stroke: ink, 'stroke-width': 1.5 })
  );
}
