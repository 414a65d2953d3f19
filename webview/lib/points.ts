/** Critical points with the names that the map, the list and the sentences share. */

import { t } from '../../src/l10n/t';
import type { CriticalPoint, CriticalPoints, PointKind } from '../../src/protocol/model';
import { pointNames } from '../../src/protocol/pointNames';
import { curvesOf, kindPlurals, regionsOf } from '../../src/protocol/points';
import { distance } from './rows';

export interface NamedPoint extends CriticalPoint {
  readonly name: string;
  /** Half of the way to its nearest neighbour: closer than this is "at" or "near" the point, whatever the scale. */
  readonly radius: number;
}

/** Those in `home`, the box that is searched everywhere, come first: they are called alike wherever more is in view. */
export function namePoints({ points: found, box }: CriticalPoints, home: CriticalPoints['box'] = box): readonly NamedPoint[] {
  const isHome = ({ at }: CriticalPoint) => home.every(([low, high], i) => at[i] >= low && at[i] <= high);
  const points = [...found.filter(isHome), ...found.filter((point) => !isHome(point))];
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

/** `curve of minima` */
export function continuumName({ dimension, kind }: CriticalPoints['continua'][number]): string {
  return dimension === 1 ? t('curve of {0}', kindPlurals[kind]) : t('flat region of {0}', kindPlurals[kind]);
}

/** `2 curves of minima`, or `2 curves of minima at L = 0` where `at` says losses: those that are alike counted together. */
export function continuaWords(continua: CriticalPoints['continua'], at?: (loss: number) => string): readonly string[] {
  const keyOf = ({ dimension, kind, loss }: CriticalPoints['continua'][number]) => [dimension === 1, kind, at?.(loss)].join();
  return [...new Set(continua.map(keyOf))].map((key) => {
    const alike = continua.filter((continuum) => keyOf(continuum) === key);
    const [{ dimension, kind, loss }] = alike;
    const words = dimension === 1 ? curvesOf(alike.length, kindPlurals[kind]) : regionsOf(alike.length, kindPlurals[kind]);
    return at ? t('{0} at L = {1}', words, at(loss)) : words;
  });
}
