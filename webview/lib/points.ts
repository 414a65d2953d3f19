/** Critical points with the names that the map, the list and the sentences share. */
import type { CriticalPoint, CriticalPoints, PointKind } from '../../src/protocol/model';
import { pointNames } from '../../src/protocol/pointNames';
import { distance } from './rows';

export interface NamedPoint extends CriticalPoint {
  readonly name: string;
  /** Half of the way to its nearest neighbour: closer than this is "at" or "near" the point, whatever the scale. */
  readonly radius: number;
}

export function namePoints({ points, box }: CriticalPoints): readonly NamedPoint[] {
  const names = pointNames(points);
  const reach = Math.min(...box.map(([low, high]) => high - low)) / 4;
  return points.map((point, i) => {
    const others = points.filter((other) => other !== point).map((other) => distance(other.at, point.at));
    return { ...point, name: names[i], radius: Math.min(reach, ...others.map((d) => d / 2)) };
  });
}

/** The point, of a kind where one is given, in whose neighbourhood `at` lies. */
export function pointNear(points: readonly NamedPoint[], at: ArrayLike<number>, kind?: PointKind): NamedPoint | undefined {
  return points.find((point) => (kind === undefined || point.kind === kind) && distance(point.at, at) <= point.radius);
}

/** `curve of minima`, or `2 curves of minima` */
export function continuumName({ dimension, kind }: CriticalPoints['continua'][number], times = 1): string {
  const place = `${dimension === 1 ? 'curve' : 'flat region'}${times === 1 ? '' : 's'}`;
  return `${times === 1 ? '' : `${times} `}${place} of ${kind === 'minimum' ? 'minima' : `${kind} points`}`;
}
