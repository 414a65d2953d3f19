/** What the colours of the map mean: steps of a scale, or a swatch for each minimum. */

import { t } from '../../../../src/l10n/t';
import { listed } from '../../../../src/protocol/words';
import { s } from '../../../lib/dom';
import { lettersIn } from '../../../lib/letters';
import { legend } from '../../../lib/picture/map/legend';
import { kindOf } from '../../../lib/picture/map/overlayKinds';
import type { Shading } from '../../../lib/picture/map/shading';
import type { State } from '../../../lib/picture/state';
import { attractorNames, namingPoints, percent } from './basinWords';

const letter = 6.2;
/** More would not fit below the map. */
const mostSwatches = 8;

export function keyOf(state: State, shading: Shading & { readonly symbol: string }, width: number): SVGSVGElement {
  const { basins } = state.overlaid;
  if (!basins || kindOf(state.settings.overlay).draws !== 'basins') return legend(shading, width, shading.symbol);
  const names = attractorNames(basins.found, namingPoints(state));
  const entries = basins.found.attractors.slice(0, mostSwatches).map(({ share }, i) => ({
    fill: shading.steps[i] ?? 'none',
    text: `${names[i]} ${percent(share)}`,
  }));
  return swatches(entries, basins.found.attractors.length - entries.length);
}

function swatches(entries: readonly { readonly fill: string; readonly text: string }[], left: number): SVGSVGElement {
  let x = 0;
  const marks = entries.flatMap(({ fill, text }) => {
    const at = x;
    x += 20 + letter * lettersIn(text) + 8;
    return [s('rect', { class: 'swatch', x: at, y: 2, width: 14, height: 10, fill }), s('text', { x: at + 19, y: 11 }, text)];
  });
  const rest = left > 0 ? [s('text', { x, y: 11 }, t('and {0} more', left))] : [];
  const words = listed(entries.map(({ text }) => text));
  return s(
    'svg',
    { class: 'legend swatches', width: x + (left > 0 ? 70 : 0), height: 16, role: 'img', 'aria-label': t('Basins: {0}', words) },
    ...marks,
    ...rest,
  );
}
