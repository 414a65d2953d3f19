/** Ticks and names round the map. */

import { atCursor } from '../../../lib/cursor';
import { s } from '../../../lib/dom';
import type { CursorMark } from '../../../lib/picture/map/cursorMarks';
import type { Frame, Projection } from '../../../lib/picture/map/project';
import { tickLabel, ticks } from '../../../lib/scale';

/** Pixels below the map for tick labels. */
export const axisHeight = 22;
const letter = 6.6;

interface Ticks {
  readonly values: readonly number[];
  readonly step: number;
}

export function ticksOf(low: number, high: number, size: number): Ticks {
  const values = ticks(low, high, Math.max(3, Math.floor(size / 76)));
  const [first = 0, second = 1] = values;
  return { values, step: second - first };
}

/** Room for the labels of the vertical axis: at least what short ones need, so that maps of different losses line up. */
export function gutterFor([, , v0, v1]: readonly number[], size: number): number {
  const { values, step } = ticksOf(v0 ?? 0, v1 ?? 1, size);
  const longest = Math.max(0, ...values.map((value) => tickLabel(value, step).length));
  return Math.max(24, Math.ceil(longest * letter + 9));
}

/** Names longer than this go inside the map. */
const longName = 3;

export function axes(
  projection: Projection,
  { left, size }: Frame,
  [across, up]: readonly [string, string],
  marked: CursorMark,
): SVGGElement {
  const { box, x, y } = projection;
  const horizontal = ticksOf(box[0], box[1], size);
  const vertical = ticksOf(box[2], box[3], size);
  const [xInside, yInside] = [across.length > longName, up.length > longName];
  // A name in the margin takes the place of the labels beside it.
  const xEnd = left + size - (xInside ? 0 : 18);
  const yEnd = yInside ? 0 : 20;
  const below = horizontal.values.flatMap((value) => {
    const at = x(value);
    const edge = at > left + size - 8 ? 'end' : 'middle';
    const label =
      at > xEnd ? undefined : s('text', { x: at.toFixed(1), y: size + 16, 'text-anchor': edge }, tickLabel(value, horizontal.step));
    return [s('path', { class: 'tick', d: `M${at.toFixed(1)},${size}v4` }), label];
  });
  const beside = vertical.values.flatMap((value) => {
    const at = y(value);
    const baseline = at < 8 ? at + 9 : at > size - 4 ? at : at + 4;
    const label =
      at < yEnd ? undefined : s('text', { x: left - 7, y: baseline.toFixed(1), 'text-anchor': 'end' }, tickLabel(value, vertical.step));
    return [s('path', { class: 'tick', d: `M${left},${at.toFixed(1)}h-4` }), label];
  });
  const kind = (axis: CursorMark, inside: boolean) => `axis-name${inside ? ' halo' : ''}${axis === marked ? ` ${atCursor}` : ''}`;
  return s(
    'g',
    { class: 'axes' },
    ...(marked === 'across' ? [s('path', { class: `axis-line ${atCursor}`, d: `M${left},${size}h${size}` })] : []),
    ...(marked === 'up' ? [s('path', { class: `axis-line ${atCursor}`, d: `M${left},0v${size}` })] : []),
    ...below,
    ...beside,
    s(
      'text',
      xInside
        ? { class: kind('across', true), x: left + size - 8, y: size - 8, 'text-anchor': 'end' }
        : { class: kind('across', false), x: left + size - 2, y: size + 16, 'text-anchor': 'end' },
      across,
    ),
    s(
      'text',
      yInside ? { class: kind('up', true), x: left + 8, y: 18 } : { class: kind('up', false), x: left - 7, y: 11, 'text-anchor': 'end' },
      up,
    ),
  );
}
