/** The penalties' ball on the map, and the contour of the loss that touches it at the penalised optimum. */

import { t } from '../../../../src/l10n/t';
import { significant } from '../../../../src/protocol/format';
import type { PenaltyGeometry } from '../../../../src/protocol/model';
import { sentences } from '../../../../src/protocol/words';
import type { Frame, Projection } from '../../../lib/picture/map/project';
import { type Choice, entryOf } from '../../../lib/picture/runSettings';
import type { State } from '../../../lib/picture/state';
import type { Pixel } from '../../../lib/pointGlyph';
import { regionPath } from '../map/regions';

export interface Ball {
  readonly outline: readonly Pixel[];
  readonly optimum: Pixel;
  /** Path data; '' where the plane shows another part of the loss. */
  readonly contour: string;
  readonly name: string;
  /** Where the name goes: the extreme point in view that is farthest from the optimum, round which the paths crowd. */
  readonly named: Pixel | undefined;
  readonly words: string;
}

export function ballFor({ side, settings, surface, description, catalog }: State, projection: Projection, frame: Frame): Ball | undefined {
  const { geometry } = side;
  const { penalties } = settings.run;
  if (!geometry || !description || penalties.length === 0 || projection.kind !== 'plane') return undefined;
  if (geometry.outline.length === 0 || geometry.optimum.length !== description.n) return undefined;
  const pixels = pixelsOf(geometry.outline, projection);
  const optimum = projection.place(geometry.optimum, geometry.loss);
  return {
    outline: pixels,
    optimum,
    contour: surface && description.n === 2 ? regionPath(surface.values, geometry.loss, surface, projection) : '',
    name: ballName(penalties, (id) => entryOf(catalog.penalties, id)?.name ?? id),
    named: placeOfName(pixels, optimum, frame),
    words: ballWords(geometry),
  };
}

function pixelsOf(outline: Float64Array, { x, y }: Projection): readonly Pixel[] {
  return Array.from({ length: outline.length / 2 }, (_, k): Pixel => [x(outline[2 * k]), y(outline[2 * k + 1])]);
}

/** After its shape, where it has one. */
export function ballName(penalties: readonly Choice[], nameOf: (id: string) => string): string {
  const [penalty, ...others] = penalties;
  if (!penalty || others.length > 0) return t('penalty ball');
  const shapes: Readonly<Record<string, string>> = { l1: t('L1 diamond'), l2: t('L2 disc') };
  return shapes[penalty.id] ?? t('{0} ball', nameOf(penalty.id));
}

function ballWords({ level, converged }: PenaltyGeometry): string {
  const where = t('Where the penalties are as large as at the penalised optimum, {0}.', significant(level));
  return converged ? where : sentences(where, t('The search for it did not come to rest.'));
}

/** Of right, top, left and bottom of the ball. */
function placeOfName(outline: readonly Pixel[], [ox, oy]: Pixel, { left, size }: Frame): Pixel | undefined {
  const quarter = Math.floor(outline.length / 4);
  const extremes = [0, 1, 2, 3].map((turns) => outline[turns * quarter] ?? outline[0]).filter((at) => at !== undefined);
  const away = ([x, y]: Pixel) => Math.hypot(x - ox, y - oy);
  return extremes.filter(([x, y]) => x > left && x < left + size && y > 0 && y < size).toSorted((a, b) => away(b) - away(a))[0];
}
