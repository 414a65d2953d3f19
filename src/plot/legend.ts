import { significant } from '../protocol/format';
import type { Surface } from '../protocol/model';
import { ramp } from './colour';
import { powerOfTen } from './scale';
import { text, textWidth } from './text';
import { fontSize, hair, ink, muted } from './theme';
import { element, type Point } from './xml';

/** The steps of the map's colours, with labels at the decades (log) or at as many levels as have room (linear). */
export function colourLegend({ levels, scale }: Pick<Surface, 'levels' | 'scale'>, [x, y]: Point, width: number): string {
  if (levels.length === 0) return '';
  const cell = width / (levels.length + 1);
  const steps = Array.from({ length: levels.length + 1 }, (_, k) =>
    element('rect', { x: x + 18 + k * cell, y, width: cell + 0.5, height: 9, fill: ramp(k / levels.length) }),
  );
  const marks = labelled(levels, scale).map(({ index, label }) => ({ at: x + 18 + (index + 1) * cell, label }));
  const shown = spaced(marks);
  return element(
    'g',
    {},
    text([x, y + 9], 'L', { size: fontSize.list, fill: ink, italic: true }),
    ...steps,
    element('rect', { x: x + 18, y, width, height: 9, fill: 'none', stroke: hair }),
    ...shown.map(
      ({ at, label }) =>
        element('path', { d: `M${at.toFixed(2)} ${y}v12`, stroke: muted }) + text([at, y + 24], label, { anchor: 'middle' }),
    ),
  );
}

interface Labelled {
  readonly index: number;
  readonly label: string;
}

function labelled(levels: Float64Array, scale: Surface['scale']): Labelled[] {
  const all = Array.from(levels, (level, index) => ({ index, level }));
  const decades = all.filter(({ level }) => level > 0 && Math.abs(Math.log10(level) - Math.round(Math.log10(level))) < 1e-9);
  if (scale === 'log' && decades.length >= 2)
    return decades.map(({ index, level }) => ({ index, label: powerOfTen(Math.round(Math.log10(level))) }));
  return all.map(({ index, level }) => ({ index, label: significant(level) }));
}

/** From the left, those labels that keep clear of the one before. */
function spaced<T extends { readonly at: number; readonly label: string }>(marks: readonly T[]): T[] {
  const kept: T[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    const room = last ? (textWidth(last.label) + textWidth(mark.label)) / 2 + 6 : 0;
    if (!last || mark.at - last.at >= room) kept.push(mark);
  }
  return kept;
}
