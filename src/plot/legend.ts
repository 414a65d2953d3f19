import { significant } from '../protocol/format';
import type { Field } from '../protocol/model';
import { powerOfTen } from './scale';
import { text, textWidth } from './text';
import { fontSize, hair, ink, muted } from './theme';
import { element, type Point } from './xml';

/** What the colours of a map stand for. */
export interface Shades extends Pick<Field, 'levels' | 'scale'> {
  readonly symbol: string;
  /** From below the first level to above the last. */
  readonly colours: readonly string[];
}

/** The steps of the map's colours, with labels at the decades (log), round zero, or at as many levels as have room (linear). */
export function colourLegend({ levels, scale, symbol, colours }: Shades, [left, y]: Point, width: number): string {
  if (levels.length === 0) return '';
  const x = left + Math.max(0, textWidth(symbol, fontSize.list) - 12);
  const cell = width / colours.length;
  const steps = colours.map((fill, k) => element('rect', { x: x + 18 + k * cell, y, width: cell + 0.5, height: 9, fill }));
  const marks = labelled(levels, scale).map(({ index, label }) => ({ at: x + 18 + (index + 1) * cell, label }));
  const shown = spaced(marks);
  return element(
    'g',
    {},
    text([left, y + 9], symbol, { size: fontSize.list, fill: ink, italic: true }),
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

function labelled(levels: Float64Array, scale: Field['scale']): Labelled[] {
  const all = Array.from(levels, (level, index) => ({ index, level }));
  const [zero] = all.filter(({ level }) => level === 0);
  if (scale === 'diverging' && zero)
    return [...new Set([zero, all[all.length - 1], all[0]])].map(({ index, level }) => ({ index, label: significant(level) }));
  const decades = all.filter(({ level }) => level > 0 && Math.abs(Math.log10(level) - Math.round(Math.log10(level))) < 1e-9);
  if (scale === 'log' && decades.length >= 2)
    return decades.map(({ index, level }) => ({ index, label: powerOfTen(Math.round(Math.log10(level))) }));
  return all.map(({ index, level }) => ({ index, label: significant(level) }));
}

/** Those labels that keep clear of all before them. */
function spaced<T extends { readonly at: number; readonly label: string }>(marks: readonly T[]): T[] {
  const kept: T[] = [];
  const isClear = (mark: T) => (other: T) => Math.abs(mark.at - other.at) >= (textWidth(other.label) + textWidth(mark.label)) / 2 + 6;
  for (const mark of marks) if (kept.every(isClear(mark))) kept.push(mark);
  return kept;
}
