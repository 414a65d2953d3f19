/** Shapes of marks and lines on the map, as SVG path data: geometry only. */
import { pixels as n, type Pixel } from '../../pointGlyph';

export function polyline(points: readonly Pixel[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${n(x)},${n(y)}`).join('');
}

const polygon = ([x, y]: Pixel, r: number, corners: number, turn: number): string => {
  const corner = (i: number): Pixel => {
    const angle = turn + (2 * Math.PI * i) / corners;
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  };
  return `${polyline(Array.from({ length: corners }, (_, i) => corner(i)))}Z`;
};

const circle = ([x, y]: Pixel, r: number): string =>
  `M${n(x - r)},${n(y)}a${n(r)},${n(r)} 0 1 0 ${n(2 * r)},0a${n(r)},${n(r)} 0 1 0 ${n(-2 * r)},0Z`;

const cross = ([x, y]: Pixel, r: number): string => {
  const [a, b] = [r, r * 0.36];
  return `M${n(x - b)},${n(y - a)}h${n(2 * b)}v${n(a - b)}h${n(a - b)}v${n(2 * b)}h${n(b - a)}v${n(a - b)}h${n(-2 * b)}v${n(b - a)}h${n(b - a)}v${n(-2 * b)}h${n(a - b)}Z`;
};

/** One marker per path style; all of about the same area, so that none seems to matter more. */
const markers: readonly ((at: Pixel, r: number) => string)[] = [
  (at, r) => circle(at, 0.62 * r),
  (at, r) => polygon(at, 0.78 * r, 4, Math.PI / 4),
  (at, r) => polygon(at, 0.85 * r, 4, 0),
  (at, r) => polygon(at, 0.8 * r, 5, -Math.PI / 2),
  (at, r) => cross(at, 0.72 * r),
  (at, r) => polygon(at, 0.72 * r, 6, 0),
];

export const dashes: readonly string[] = ['', '6 4', '1.5 4', '9 3 2 3', '12 4', '3 3'];

export function marker(style: number, at: Pixel, r: number): string {
  return (markers[style % markers.length] ?? circle)(at, r);
}

/**
 * Rows that get a bead: at least `spacing` of path apart, so that dense steps don't merge into a blob.
 * Row 0 has none: the start's ring stands there.
 */
export function beadRows(path: readonly Pixel[], spacing: number): readonly number[] {
  const rows: number[] = [];
  let travelled = 0;
  for (let i = 1; i < path.length; i++) {
    const [from, to] = [path[i - 1], path[i]];
    if (from && to) travelled += Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (travelled <= spacing) continue;
    rows.push(i);
    travelled = 0;
  }
  return rows;
}

/**
 * Heads that meet at one spot are nested, the focused one solid in the middle and the others as ever larger outlines,
 * so that none hides another. `positions` in drawing order, the focused last; the answer is each one's nesting depth.
 */
export function nestHeads(positions: readonly Pixel[], reach: number): readonly number[] {
  const depth = positions.map(() => 0);
  for (let i = positions.length - 2; i >= 0; i--) {
    const [x, y] = positions[i] as Pixel;
    const meeting = positions.flatMap(([px, py], j) => (j > i && Math.hypot(px - x, py - y) < reach ? [depth[j] ?? 0] : []));
    depth[i] = meeting.length === 0 ? 0 : Math.max(...meeting) + 1;
  }
  return depth;
}
