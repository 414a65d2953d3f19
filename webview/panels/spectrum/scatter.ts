/** Points by the share of eigenvalues above 0 and by loss. */
import type { PointKind } from '../../../src/protocol/model';
import type { Axes } from '../../lib/lineChart';
import { extent } from '../../lib/rows';
import type { Place } from './places';

export interface ScatterGroup {
  readonly kind: PointKind;
  readonly critical: boolean;
  readonly members: readonly Place[];
}

const kinds: readonly PointKind[] = ['minimum', 'saddle', 'maximum', 'degenerate'];

/** Those that look alike together. */
export function scatterGroups(places: readonly Place[]): readonly ScatterGroup[] {
  return kinds
    .flatMap((kind) =>
      [true, false].map((critical) => ({
        kind,
        critical,
        members: places.filter((place) => place.kind === kind && place.critical === critical),
      })),
    )
    .filter(({ members }) => members.length > 0);
}

export function scatterAxes(places: readonly Place[]): Axes {
  const [low, high] = extent(places.map(({ loss }) => loss)) ?? [0, 1];
  const room = 0.08 * (high - low) || 0.1 * Math.max(Math.abs(high), 1);
  const label = (share: number) => (share === 0 ? 'λ > 0: 0 %' : share === 0.5 ? '50 %' : '100 %');
  return { across: [0, 0.5, 1], label, lines: true, range: [low - room, high + room], levels: 4 };
}
