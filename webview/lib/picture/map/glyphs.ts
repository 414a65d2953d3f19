/** Marks that the map and the surface share: critical points, and where paths are. */
import { s } from '../../dom';
import { type Pixel, pointGlyph } from '../../pointGlyph';
import type { NamedPoint } from '../../points';
import type { Chip } from '../settings';
import { marker } from './marks';

/** Whose head it is, and whether that path is read out. */
export interface PathHead {
  readonly chip: Chip;
  readonly focus: boolean;
}

/** `beside`: the point itself is not in the plane that is drawn. */
export function pointMark({ kind, name }: NamedPoint, at: Pixel, picked: boolean, beside = false): SVGGElement {
  const d = pointGlyph(kind, at, 5);
  const [cx, cy] = at;
  const ring = picked ? [s('circle', { class: 'ping', cx, cy, r: 9 }), s('circle', { class: 'ring', cx, cy, r: 10 })] : [];
  return s(
    'g',
    { class: `point ${kind}${beside ? ' beside' : ''}`, 'data-name': name },
    ...ring,
    s('path', { class: 'casing', d }),
    s('path', { class: 'glyph', d }),
  );
}

/** Solid; where heads meet, the others are outlines round the innermost. */
export function headMark({ chip, focus }: PathHead, at: Pixel, depth: number): SVGElement {
  if (depth === 0) return s('path', { class: `head c${chip.style}`, d: marker(chip.style, at, focus ? 9 : 7) });
  const d = marker(chip.style, at, 8 + 6 * depth);
  return s('g', { class: `head nested c${chip.style}` }, s('path', { class: 'casing', d }), s('path', { class: 'outline', d }));
}
