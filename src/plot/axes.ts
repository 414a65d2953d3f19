import type { Rectangle } from './clip';
import { type Interval, linear, type Scale, ticks } from './scale';
import { text } from './text';
import { fontSize, hair, ink, muted } from './theme';
import { element, px } from './xml';

export interface Axes {
  readonly frame: Rectangle;
  readonly x: Scale;
  readonly y: Scale;
  readonly spans: readonly [Interval, Interval];
  readonly names: readonly [string, string];
}

export function makeAxes(frame: Rectangle, spans: readonly [Interval, Interval], names: readonly [string, string]): Axes {
  const { left, right, top, bottom } = frame;
  return { frame, spans, names, x: linear(spans[0], [left, right]), y: linear(spans[1], [bottom, top]) };
}

/** Ticks, their labels, and the names of the coordinates in italics, outside the frame. */
export function drawAxes({ frame, x, y, spans, names }: Axes): string {
  const { left, right, top, bottom } = frame;
  const across = ticks(spans[0]).map(({ at, label }) => ({ at: x(at), label }));
  const up = ticks(spans[1]).map(({ at, label }) => ({ at: y(at), label }));
  const marks = [...across.map((tick) => `M${px(tick.at)} ${px(bottom)}v4`), ...up.map((tick) => `M${px(left)} ${px(tick.at)}h-4`)].join(
    '',
  );
  const name = { size: fontSize.list, fill: ink, italic: true, anchor: 'middle' } as const;
  return element(
    'g',
    {},
    element('path', { d: marks, stroke: muted, 'stroke-opacity': 0.6 }),
    ...across.map(({ at, label }) => text([at, bottom + 17], label, { anchor: 'middle' })),
    ...up.map(({ at, label }) => text([left - 8, at + 4], label, { anchor: 'end' })),
    text([(left + right) / 2, bottom + 36], names[0], name),
    text([left - 48, (top + bottom) / 2], names[1], { ...name, rotate: -90 }),
  );
}

export function border({ left, top, right, bottom }: Rectangle): string {
  return element('rect', { x: left, y: top, width: right - left, height: bottom - top, fill: 'none', stroke: hair });
}
