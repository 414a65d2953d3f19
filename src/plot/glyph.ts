import type { PointKind } from '../protocol/model';
import type { Glyph } from './theme';
import { line, type Point, px } from './xml';

/** Path data of a marker about `size` across. */
export function glyph(kind: Glyph, [x, y]: Point, size: number): string {
  const r = size / 2;
  switch (kind) {
    case 'circle':
      return `M${px(x - r)} ${px(y)}a${px(r)} ${px(r)} 0 1 0 ${px(size)} 0a${px(r)} ${px(r)} 0 1 0 ${px(-size)} 0Z`;
    case 'square':
      return regular([x, y], 4, 1.2 * r, 45);
    case 'diamond':
      return regular([x, y], 4, 1.3 * r, 0);
    case 'triangle':
      return regular([x, y], 3, 1.3 * r, -90);
    case 'hexagon':
      return regular([x, y], 6, 1.1 * r, 0);
    case 'star':
      return star([x, y], 1.4 * r);
    default:
      return kind satisfies never;
  }
}

function around([x, y]: Point, radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}

function regular(centre: Point, corners: number, radius: number, first: number): string {
  return `${line(Array.from({ length: corners }, (_, k) => around(centre, radius, first + (360 * k) / corners)))}Z`;
}

function star(centre: Point, radius: number): string {
  const corners = Array.from({ length: 10 }, (_, k) => around(centre, k % 2 === 0 ? radius : 0.5 * radius, -90 + 36 * k));
  return `${line(corners)}Z`;
}

/** ▼ minimum, ▲ maximum, ◆ degenerate as areas; ✕ saddle as two strokes. `r` is half its size. */
export function pointGlyph(kind: PointKind, [x, y]: Point, r: number): string {
  switch (kind) {
    case 'minimum':
      return regular([x, y - 0.1 * r], 3, 1.2 * r, 90);
    case 'maximum':
      return regular([x, y + 0.1 * r], 3, 1.2 * r, -90);
    case 'degenerate':
      return regular([x, y], 4, 1.2 * r, 0);
    case 'saddle':
      return `${line([
        [x - r, y - r],
        [x + r, y + r],
      ])}${line([
        [x - r, y + r],
        [x + r, y - r],
      ])}`;
    default:
      return kind satisfies never;
  }
}
