import type { PointKind } from '../protocol/model';
import { contains, type Rectangle } from './clip';
import { pointGlyph } from './glyph';
import { text, textWidth } from './text';
import { fontSize, ground, ink, negative } from './theme';
import { element, line, type Point } from './xml';

export const pointColour = (kind: PointKind): string => (kind === 'minimum' ? ink : negative);

export function drawPoint(kind: PointKind, at: Point, r = 5): string {
  const d = pointGlyph(kind, at, r);
  if (kind === 'saddle') {
    const stroke = { d, fill: 'none', 'stroke-linecap': 'round' } as const;
    return (
      element('path', { ...stroke, stroke: ground, 'stroke-width': 5 }) +
      element('path', { ...stroke, stroke: negative, 'stroke-width': 2.2 })
    );
  }
  return element('path', {
    d,
    fill: pointColour(kind),
    stroke: ground,
    'stroke-width': 2.4,
    'stroke-linejoin': 'round',
    'paint-order': 'stroke',
  });
}

/** A curve of critical points, as dots on it. */
export function drawContinuum(kind: PointKind, pieces: readonly (readonly Point[])[]): string {
  const d = pieces.map(line).join('');
  const shape = { d, fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
  if (d === '') return '';
  return (
    element('path', { ...shape, stroke: ground, 'stroke-width': 4.5, 'stroke-opacity': 0.75 }) +
    element('path', { ...shape, stroke: pointColour(kind), 'stroke-width': 2.2, 'stroke-dasharray': '0.1 6' })
  );
}

export interface Label {
  readonly at: Point;
  readonly content: string;
  readonly fill: string;
  /** Pixels that the mark itself needs. */
  readonly clearance: number;
}

export const startLabel = (at: Point): Label => ({ at, content: 'start', fill: ink, clearance: 14 });

interface Placed {
  readonly label: Label;
  readonly at: Point;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly box: Rectangle;
}

/**
 * Names beside their marks: each goes to the first of left, right, above, below that covers least of the marks, of the
 * names placed before and of the paths, inside the frame.
 */
export function drawLabels(labels: readonly Label[], marks: readonly Point[], paths: readonly Point[], frame: Rectangle): string {
  const placed: Placed[] = [];
  for (const label of labels) {
    const cost = ({ box }: Placed) =>
      8 * marks.filter((mark) => touches(box, mark)).length +
      12 * placed.filter((other) => overlap(box, other.box)).length +
      Math.min(6, paths.filter((point) => contains(box, point)).length) +
      (inside(box, frame) ? 0 : 40);
    const [best] = sides(label)
      .map((candidate) => ({ candidate, cost: cost(candidate) }))
      .sort((p, q) => p.cost - q.cost);
    placed.push(best.candidate);
  }
  return placed
    .map(({ label, at, anchor }) => text(at, label.content, { size: fontSize.list, fill: label.fill, anchor, halo: true }))
    .join('');
}

function sides(label: Label): Placed[] {
  const { at, content, clearance } = label;
  const [x, y] = at;
  const width = textWidth(content, fontSize.list);
  const place = (anchor: Placed['anchor'], px: number, py: number): Placed => {
    const left = anchor === 'start' ? px : anchor === 'end' ? px - width : px - width / 2;
    return { label, at: [px, py], anchor, box: { left, right: left + width, top: py - 10, bottom: py + 3 } };
  };
  return [
    place('end', x - clearance, y + 4),
    place('start', x + clearance, y + 4),
    place('middle', x, y - clearance),
    place('middle', x, y + clearance + 9),
  ];
}

const touches = (box: Rectangle, mark: Point): boolean =>
  contains({ left: box.left - 4, right: box.right + 4, top: box.top - 4, bottom: box.bottom + 4 }, mark);
const overlap = (a: Rectangle, b: Rectangle): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (a: Rectangle, b: Rectangle): boolean => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
