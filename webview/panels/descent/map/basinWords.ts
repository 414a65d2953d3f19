/** What is said of basins of attraction: the names of the minima, the shares of starts, and their table. */

import { t } from '../../../../src/l10n/t';
import { fixed, significant, subscript } from '../../../../src/protocol/format';
import type { Basins } from '../../../../src/protocol/model';
import { sentences } from '../../../../src/protocol/words';
import { cellAt } from '../../../lib/picture/map/basinCells';
import type { OptimizersBasins } from '../../../lib/picture/overlayRequests';
import type { State } from '../../../lib/picture/state';
import { type NamedPoint, pointNear } from '../../../lib/points';

export const percent = (share: number): string => {
  const value = 100 * share;
  return `${value > 0 && value < 1 ? '<\u00a01' : Math.round(value)}\u00a0%`;
};

/** `65 536` */
const grouped = (count: number): string => count.toLocaleString('en').replaceAll(',', '\u202f');

/** The critical points that the minima of the basins may be among. */
export const namingPoints = ({ overlaid: { basins }, points }: Pick<State, 'overlaid' | 'points'>): readonly NamedPoint[] =>
  basins?.penalised ? [] : points;

/** As the list of critical points has them; others, outside of what was searched or of more parameters, count for themselves. */
export function attractorNames({ attractors }: Pick<Basins, 'attractors'>, points: readonly NamedPoint[]): readonly string[] {
  let others = 0;
  return attractors.map(({ at, flat }) => {
    const known = flat ? undefined : pointNear(points, at, 'minimum');
    return known?.name ?? `${flat ? 'v' : 'b'}${subscript(++others)}`;
  });
}

/** Those that have no mark of their own on the map yet. */
export function unmarked(basins: Basins, points: readonly NamedPoint[]): readonly { name: string; at: Float64Array; loss: number }[] {
  const names = attractorNames(basins, points);
  return basins.attractors.flatMap(({ at, loss }, i) =>
    points.some(({ name }) => name === names[i]) ? [] : [{ name: names[i], at, loss }],
  );
}

export function basinNote({ of: optimizer, penalised, steps, found }: OptimizersBasins): string {
  const { bestShare, unsettledShare, attractors, done, size } = found;
  const [best] = attractors;
  const reach = best ? t('{0} reach the lowest loss, {1}', percent(bestShare), significant(best.loss)) : t('none settles in a minimum');
  const rest = unsettledShare > 0 ? [t('{0} settle nowhere within {1} steps (hatched)', percent(unsettledShare), grouped(steps))] : [];
  return sentences(
    t('{0} from {1} starts: {2}.', optimizer, grouped(Math.round(done * size * size)), [reach, ...rest].join(t('; '))),
    t('The stronger the colour, the fewer steps.'),
    penalised ? t('Losses include the penalties.') : '',
  );
}

/** `→ m₁ in 34 steps` */
export function basinWords(basins: Basins, points: readonly NamedPoint[], u: number, v: number): string | undefined {
  const cell = cellAt(basins, u, v);
  if (cell === undefined) return undefined;
  const index = basins.attractor[cell];
  if (index < 0) return index === -2 ? t('diverges') : t('settles nowhere');
  return t('→ {0} in {1} steps', attractorNames(basins, points)[index], basins.steps[cell]);
}

export function basinRows(basins: Basins, points: readonly NamedPoint[]): readonly (readonly string[])[] {
  const names = attractorNames(basins, points);
  const rows = basins.attractors.map(({ at, loss, share, flat }, i) => [
    flat ? t('{0}, a valley', names[i]) : names[i],
    Array.from(at.subarray(0, 8), (value) => fixed(value)).join(', '),
    significant(loss),
    percent(share),
  ]);
  return [...rows, ...(basins.unsettledShare > 0 ? [[t('nowhere'), '', '', percent(basins.unsettledShare)]] : [])];
}
