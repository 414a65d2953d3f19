/** The cross of eigenvectors at the current point: which way the loss bends, and how sharply. */

import { polyline } from '../../../lib/picture/map/marks';
import type { Pixel } from '../../../lib/pointGlyph';

export interface Arm {
  readonly path: string;
  readonly negative: boolean;
  /** `u₁` is 0. */
  readonly index: number;
  /** Both tips; the label goes to the freer one. */
  readonly tips: readonly [Pixel, Pixel];
}

export interface CrossInputs {
  readonly centre: Pixel;
  readonly eigenvalues: readonly number[];
  /** In pixels per unit of each parameter: direction of each eigenvector on screen, any length. */
  readonly directions: readonly Pixel[];
  /** Pixels that an arm of curvature 1 would have. */
  readonly unit: number;
  readonly shortest: number;
  readonly longest: number;
}

/**
 * Arms ∝ 1/√|λ|: the half-axes of the level ellipse of the local quadratic. Flat ends where λ > 0; arrowheads where λ < 0,
 * for that is the way out.
 */
export function crossArms({ centre: [cx, cy], eigenvalues, directions, unit, shortest, longest }: CrossInputs): readonly Arm[] {
  return eigenvalues.map((value, index) => {
    const [dx, dy] = directions[index] ?? [0, 0];
    const length = Math.hypot(dx, dy) || 1;
    const reach = Math.max(shortest, Math.min(longest, unit / Math.sqrt(Math.abs(value))));
    const [ux, uy] = [dx / length, dy / length];
    const tip = (side: 1 | -1): Pixel => [cx + side * ux * reach, cy + side * uy * reach];
    const end = (side: 1 | -1) => (value < 0 ? arrow(tip(side), [side * ux, side * uy]) : bar(tip(side), [ux, uy]));
    const label = (side: 1 | -1): Pixel => [cx + side * ux * (reach + 11), cy + side * uy * (reach + 11)];
    return { path: polyline([tip(-1), tip(1)]) + end(1) + end(-1), negative: value < 0, index, tips: [label(1), label(-1)] };
  });
}

const arrow = ([x, y]: Pixel, [ux, uy]: Pixel): string =>
  polyline([
    [x - 6 * ux - 4 * uy, y - 6 * uy + 4 * ux],
    [x, y],
    [x - 6 * ux + 4 * uy, y - 6 * uy - 4 * ux],
  ]);

const bar = ([x, y]: Pixel, [ux, uy]: Pixel): string =>
  polyline([
    [x - 4 * uy, y + 4 * ux],
    [x + 4 * uy, y - 4 * ux],
  ]);

/** The place of those offered that is farthest from everything that must stay readable. */
export function freest(places: readonly Pixel[], obstacles: readonly Pixel[]): Pixel {
  const room = ([x, y]: Pixel) => Math.min(...obstacles.map(([ox, oy]) => Math.hypot(x - ox, y - oy)));
  return places.reduce((best, place) => (room(place) > room(best) ? place : best));
}
