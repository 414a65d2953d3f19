/** Paths laid on the sheet. */
import type { Trajectory } from '../../../src/protocol/model';
import { pointAt, rowCount } from '../../lib/rows';
import { floor, placeIn, planePoint, type Sheet, zAt } from './sheet';
import type { Vector } from './view';

/** Between two steps a path follows the sheet in pieces no longer than this. */
const piece = 0.03;
/** So far above the sheet that it does not sink into it between grid points. */
const lift = 0.006;

export interface Draped {
  /** Points along the path, close enough to follow the sheet; a path that leaves the picture ends there. */
  readonly line: readonly Vector[];
  /** Of each row that is in the picture, its index in `line`. */
  readonly rows: readonly number[];
}

/** Where a point of parameter space lies on the sheet; undefined beside it. */
export function placeOn(sheet: Sheet, plane: readonly [number, number], at: ArrayLike<number>): Vector | undefined {
  const [x, y] = placeIn(sheet.surface.box, ...planePoint(at, plane));
  const z = zAt(sheet, x, y);
  return z === undefined ? undefined : [x, y, z + lift];
}

export function drape(sheet: Sheet, plane: readonly [number, number], run: Trajectory): Draped {
  const line: Vector[] = [];
  const rows: number[] = [];
  for (let row = 0; row < rowCount(run); row++) {
    const to = placeOn(sheet, plane, pointAt(run, row));
    if (!to) break;
    extend(line, sheet, to);
    rows.push(line.length - 1);
  }
  return { line, rows };
}

/** The parts of a curve that are in the picture. */
export function drapeCurve(sheet: Sheet, plane: readonly [number, number], curve: readonly ArrayLike<number>[]): readonly Vector[][] {
  const parts: Vector[][] = [[]];
  for (const at of curve) {
    const to = placeOn(sheet, plane, at);
    const part = parts.at(-1);
    if (!to) parts.push([]);
    else if (part) extend(part, sheet, to);
  }
  return parts.filter((part) => part.length > 1);
}

function extend(line: Vector[], sheet: Sheet, to: Vector): void {
  const from = line.at(-1);
  if (from) line.push(...between(sheet, from, to));
  line.push(to);
}

function between(sheet: Sheet, [x0, y0]: Vector, [x1, y1]: Vector): Vector[] {
  const pieces = Math.min(64, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / piece));
  return Array.from({ length: Math.max(0, pieces - 1) }, (_, i) => (i + 1) / pieces).flatMap((t): Vector[] => {
    const [x, y] = [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
    const z = zAt(sheet, x, y);
    return z === undefined ? [] : [[x, y, z + lift]];
  });
}

/** Its shadow. */
export const onFloor = (line: readonly Vector[]): readonly Vector[] => line.map(([x, y]) => [x, y, floor]);
