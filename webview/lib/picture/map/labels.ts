/** Where names of points go: beside, above or below their mark, clear of marks, other names and the map's border. */
import { lettersIn } from '../../letters';
import type { Pixel } from '../../pointGlyph';

export interface LabelRequest {
  readonly at: Pixel;
  readonly text: string;
}
export interface PlacedLabel extends LabelRequest {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Rectangle {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

const height = 13;
/** Average advance of the 11 px label font. */
const perLetter = 6.5;

/** Greedy, in the order given: each takes the candidate with least overlap; sooner ones are preferred. */
export function placeLabels(
  labels: readonly LabelRequest[],
  obstacles: readonly { readonly at: Pixel; readonly radius: number }[],
  frame: Rectangle,
): readonly PlacedLabel[] {
  const taken: Rectangle[] = [];
  return labels.map((label) => {
    const candidates = candidatesFor(label);
    const cost = (candidate: PlacedLabel, order: number) => {
      const area = areaOf(candidate);
      const marks = obstacles.reduce((sum, { at, radius }) => sum + overlap(area, square(at, radius)), 0);
      const names = taken.reduce((sum, other) => sum + 2 * overlap(area, other), 0);
      return marks + names + 3 * outside(area, frame) + order;
    };
    const best = candidates.reduce((a, b) => (cost(b, candidates.indexOf(b)) < cost(a, candidates.indexOf(a)) ? b : a));
    taken.push(areaOf(best));
    return best;
  });
}

function candidatesFor(label: LabelRequest): readonly PlacedLabel[] {
  const [x, y] = label.at;
  return [9, 15].flatMap((gap): PlacedLabel[] => [
    { ...label, x: x - gap, y: y + 4, anchor: 'end' },
    { ...label, x: x + gap, y: y + 4, anchor: 'start' },
    { ...label, x, y: y - gap, anchor: 'middle' },
    { ...label, x, y: y + gap + 9, anchor: 'middle' },
  ]);
}

function areaOf({ x, y, anchor, text }: PlacedLabel): Rectangle {
  const width = lettersIn(text) * perLetter;
  const x0 = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
  return { x0, x1: x0 + width, y0: y - height + 3, y1: y + 3 };
}

const square = ([x, y]: Pixel, r: number): Rectangle => ({ x0: x - r, x1: x + r, y0: y - r, y1: y + r });

function overlap(a: Rectangle, b: Rectangle): number {
  return Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));
}

function outside(a: Rectangle, frame: Rectangle): number {
  return (a.x1 - a.x0) * (a.y1 - a.y0) - overlap(a, frame);
}
