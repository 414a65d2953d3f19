/** With more than two parameters: how far the loss along a path is from what the drawn plane shows in its place. */
import type { Trajectory } from '../../../../src/protocol/model';
import { interpolate } from '../../../lib/picture/map/hover';
import { uvOf } from '../../../lib/picture/map/shownPlane';
import type { State } from '../../../lib/picture/state';
import { extent, pointAt } from '../../../lib/rows';

export interface Gap {
  /** What the plane shows there; undefined outside of what is drawn. */
  readonly drawn: number | undefined;
  /** Of the range of losses that is drawn, 0 … ; 1 where nothing is known. */
  readonly part: number;
}

/** Gaps from these parts of the range on are drawn alike: the path is the more hollow the larger. */
export const gapClasses = [0.01, 0.1, 0.5] as const;

export const gapClass = (part: number): number => gapClasses.filter((limit) => part > limit).length;

export function gapAlong(
  { surface, shownPlane }: Pick<State, 'surface' | 'shownPlane'>,
  run: Trajectory,
): ((row: number) => Gap) | undefined {
  if (!surface || !shownPlane || shownPlane.plane.origin.length !== run.n) return undefined;
  const [low, high] = extent(surface.values) ?? [0, 1];
  return (row) => {
    const drawn = interpolate(surface, ...uvOf(shownPlane, pointAt(run, row)));
    return { drawn, part: drawn === undefined ? 1 : Math.abs(run.loss[row] - drawn) / (high - low || 1) };
  };
}
