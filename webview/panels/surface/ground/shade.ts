/** Light on the sheet: from over the left shoulder of whoever looks along the second axis, as on a map. */
import type { Sheet } from '../sheet';
import type { Vector } from '../view';

const [lx, ly, lz] = [-0.55, 0.35, 0.76];
const length = Math.hypot(lx, ly, lz);
export const light: Vector = [lx / length, ly / length, lz / length];

/** How much darker a slope is that turns its back on the light, and how much lighter one that faces it. */
export const depth = 0.3;

/** The factor on a colour, from the cosine between a normal and the light; 1 on level ground. */
export const shading = (cosine: number): number => 1 + depth * (cosine - light[2]);

/** Upward unit normals of the grid points, from differences of their neighbours; level where those are not finite. */
export function normalsOf({ size, heights }: Pick<Sheet, 'size' | 'heights'>): Float32Array {
  const normals = new Float32Array(3 * size * size);
  const cell = 2 / (size - 1);
  const slope = (k: number, back: number, ahead: number, stride: number) => {
    const rise = heights[k + ahead * stride] - heights[k - back * stride];
    return Number.isFinite(rise) ? rise / (cell * (back + ahead)) : 0;
  };
  for (let k = 0; k < size * size; k++) {
    const [i, j] = [k % size, Math.floor(k / size)];
    const dx = slope(k, i > 0 ? 1 : 0, i < size - 1 ? 1 : 0, 1);
    const dy = slope(k, j > 0 ? 1 : 0, j < size - 1 ? 1 : 0, size);
    const norm = Math.hypot(dx, dy, 1);
    normals.set([-dx / norm, -dy / norm, 1 / norm], 3 * k);
  }
  return normals;
}
