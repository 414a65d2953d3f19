/** What the sheet hides, and what of it is under a pixel: walking along the line of sight. */
import { bottom, type Sheet, top, zAt } from './sheet';
import type { Vector, View } from './view';

type Ground = Pick<Sheet, 'size' | 'heights'>;

/** Length of a step along the line of sight. */
const stride = 0.02;
/** Deeper than this below the sheet a point is hidden; less is rounding. */
const skin = 0.006;

/** Whether the sheet stands between a point and the eye. */
export function isHidden(ground: Ground, { eye }: Pick<View, 'eye'>, [x, y, z]: Vector): boolean {
  const away = [eye[0] - x, eye[1] - y, eye[2] - z] as const;
  const length = Math.hypot(...away);
  const [dx, dy, dz] = away.map((component) => (component / length) * stride);
  for (let k = 1; ; k++) {
    const [px, py, pz] = [x + k * dx, y + k * dy, z + k * dz];
    if (Math.abs(px) > 1 || Math.abs(py) > 1 || pz > top) return false;
    const height = zAt(ground, px, py);
    if (height !== undefined && height > pz + skin) return true;
  }
}

/** Where the line of sight first meets the sheet. */
export function pointUnder(ground: Ground, eye: Vector, ray: Vector): readonly [x: number, y: number] | undefined {
  // Nothing stands above `top`.
  const start = eye[2] > top ? (top - eye[2]) / ray[2] : 0;
  const last = (bottom - 0.01 - eye[2]) / ray[2];
  if (!(ray[2] < 0)) return undefined;
  for (let t = start; t <= last; t += stride / 2) {
    const [x, y, z] = [eye[0] + t * ray[0], eye[1] + t * ray[1], eye[2] + t * ray[2]];
    const height = zAt(ground, x, y);
    if (height !== undefined && z <= height) return [x, y];
  }
  return undefined;
}
