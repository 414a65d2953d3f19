/** What the Surface panel shows, as data. */
import { t } from '../../../src/l10n/t';
import type { DataTable } from '../../lib/export/data';
import type { Exports } from '../../lib/export/exports';
import { pathTable, pictureFacts, pointTable } from '../../lib/picture/exports';
import type { State } from './state';

export function exportsOf(state: State): Exports {
  const { surface } = state;
  const sheet = surface && { box: surface.box, size: surface.size, values: surface.values };
  return { tables: [gridTable(state), pathTable(state), pointTable(state)], facts: { surface: sheet, ...pictureFacts(state) } };
}

/** The loss at every point of the grid. */
function gridTable({ surface, settings, description }: State): DataTable {
  const names = settings.plane.map((i) => description?.coordinates[i] ?? '').slice(0, description?.n === 1 ? 1 : 2);
  const rows = surface
    ? Array.from(surface.values, (loss, k) => {
        const [u0, u1, v0, v1] = surface.box;
        const [i, j] = [k % surface.size, Math.floor(k / surface.size)];
        const at = (low: number, high: number, step: number) => low + ((high - low) * step) / (surface.size - 1);
        return [at(u0, u1, i), ...(names.length === 2 ? [at(v0, v1, j)] : []), loss];
      })
    : [];
  // A single parameter has the same curve in every row of the grid.
  return {
    name: 'surface',
    title: t('Grid of the loss'),
    heads: [...names, 'loss'],
    rows: names.length === 2 ? rows : rows.slice(0, surface?.size),
  };
}
