import { subscript } from './format';
import type { PointKind } from './model';

const letters: Readonly<Record<PointKind, string>> = { minimum: 'm', saddle: 's', maximum: 'M', degenerate: 'd' };

/** `m₁`, `m₂`, `s₁`: the names that lists, maps and sentences share, in the order of the points. */
export function pointNames(points: readonly { readonly kind: PointKind }[]): readonly string[] {
  const seen: Record<PointKind, number> = { minimum: 0, saddle: 0, maximum: 0, degenerate: 0 };
  return points.map(({ kind }) => `${letters[kind]}${subscript(++seen[kind])}`);
}
