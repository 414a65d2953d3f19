import type { Point } from './xml';

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const grow = ({ left, top, right, bottom }: Rectangle, by: number): Rectangle => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

export const contains = ({ left, top, right, bottom }: Rectangle, [x, y]: Point): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

/** The part of a segment inside the rectangle (Liang & Barsky 1984), or undefined. */
export function clipSegment(box: Rectangle, [x0, y0]: Point, [x1, y1]: Point): readonly [Point, Point] | undefined {
  const [dx, dy] = [x1 - x0, y1 - y0];
  let [enter, leave] = [0, 1];
  const edges = [
    [-dx, x0 - box.left],
    [dx, box.right - x0],
    [-dy, y0 - box.top],
    [dy, box.bottom - y0],
  ];
  for (const [direction, distance] of edges) {
    if (direction === 0 && distance < 0) return undefined;
    if (direction < 0) enter = Math.max(enter, distance / direction);
    if (direction > 0) leave = Math.min(leave, distance / direction);
  }
  if (enter > leave) return undefined;
  return [
    [x0 + enter * dx, y0 + enter * dy],
    [x0 + leave * dx, y0 + leave * dy],
  ];
}

/** The visible pieces of a line. */
export function clipLine(box: Rectangle, points: readonly Point[]): Point[][] {
  const pieces: Point[][] = [];
  for (let k = 1; k < points.length; k++) {
    const visible = clipSegment(box, points[k - 1], points[k]);
    if (!visible) continue;
    const [from, to] = visible;
    const piece = pieces.at(-1);
    const end = piece?.at(-1);
    if (piece && end && end[0] === from[0] && end[1] === from[1]) piece.push(to);
    else pieces.push([from, to]);
  }
  return pieces;
}

/** The points without those nearer than `least` to the one kept before; first and last stay. */
export function thin(points: readonly Point[], least: number): Point[] {
  const kept = points.slice(0, 1);
  for (const point of points.slice(1, -1)) if (distance(point, kept[kept.length - 1]) >= least) kept.push(point);
  return points.length > 1 ? [...kept, points[points.length - 1]] : kept;
}

export const distance = ([x0, y0]: Point, [x1, y1]: Point): number => Math.hypot(x1 - x0, y1 - y0);

/** The line without the points that its neighbours imply: nothing moves by more than `tolerance`. */
export function simplify(points: readonly Point[], tolerance: number): Point[] {
  const kept = points.slice(0, 1);
  let skipped: Point[] = [];
  for (const [k, point] of points.entries()) {
    if (k === 0) continue;
    const chord = [kept[kept.length - 1], points[k + 1] ?? point] as const;
    const implied = k < points.length - 1 && [...skipped, point].every((between) => distanceToSegment(between, ...chord) <= tolerance);
    if (implied) skipped.push(point);
    else {
      kept.push(point);
      skipped = [];
    }
  }
  return kept;
}

function distanceToSegment([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
