/** The loss between grid points, for the pointer. */
import type { Surface } from '../../../../src/protocol/model';

/** Bilinear; undefined outside the grid and where a corner is not finite. */
export function interpolate({ box, size, values }: Pick<Surface, 'box' | 'size' | 'values'>, u: number, v: number): number | undefined {
  const x = ((u - box[0]) / (box[1] - box[0])) * (size - 1);
  const y = box[3] === box[2] ? 0 : ((v - box[2]) / (box[3] - box[2])) * (size - 1);
  const [i, j] = [Math.min(size - 2, Math.floor(x)), Math.min(size - 2, Math.floor(y))];
  if (!(x >= 0 && y >= 0 && x <= size - 1 && y <= size - 1)) return undefined;
  const [fx, fy] = [x - i, y - j];
  const corner = (a: number, b: number) => values[(j + b) * size + i + a];
  const value = (corner(0, 0) * (1 - fx) + corner(1, 0) * fx) * (1 - fy) + (corner(0, 1) * (1 - fx) + corner(1, 1) * fx) * fy;
  return Number.isFinite(value) ? value : undefined;
}
