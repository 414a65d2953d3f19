/** The shapes of critical points as path data, wherever they are drawn. */
import type { PointKind } from './model';

export type Pixel = readonly [x: number, y: number];

/** A coordinate in path data. */
export const pixels = (value: number): string => (Math.round(value * 10) / 10).toString();

/** Critical points, told apart by shape alone: ▼ ✕ ▲ ◆. */
export function pointGlyph(kind: PointKind, [x, y]: Pixel, r: number): string {
  switch (kind) {
    case 'minimum':
      return `M${pixels(x - r)},${pixels(y - 0.75 * r)}h${pixels(2 * r)}L${pixels(x)},${pixels(y + r)}Z`;
    case 'maximum':
      return `M${pixels(x - r)},${pixels(y + 0.75 * r)}h${pixels(2 * r)}L${pixels(x)},${pixels(y - r)}Z`;
    case 'saddle': {
      const a = 0.8 * r;
      return `M${pixels(x - a)},${pixels(y - a)}L${pixels(x + a)},${pixels(y + a)}M${pixels(x + a)},${pixels(y - a)}L${pixels(x - a)},${pixels(y + a)}`;
    }
    case 'degenerate':
      return `M${pixels(x)},${pixels(y - r)}L${pixels(x + r)},${pixels(y)}L${pixels(x)},${pixels(y + r)}L${pixels(x - r)},${pixels(y)}Z`;
    default:
      return kind satisfies never;
  }
}
