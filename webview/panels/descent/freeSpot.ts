/** Where words go among curves: the first candidate that no curve crosses. */

import { lettersIn } from '../../lib/letters';

export type Point = readonly [x: number, y: number];

export interface Spot {
  readonly x: number;
  /** The line that letters stand on. */
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Average advance and height of the 10 px font. */
const perLetter = 5.6;
const height = 10;
const descent = 2;

/** Undefined when every candidate is crossed or does not fit between 0 and `width`. */
export function freeSpot(
  candidates: readonly Spot[],
  text: string,
  curves: readonly (readonly Point[])[],
  width: number,
): Spot | undefined {
  return candidates.find((spot) => {
    const area = areaOf(spot, text);
    return area.left >= 0 && area.right <= width && !curves.some((curve) => crosses(curve, area));
  });
}

function areaOf({ x, y, anchor }: Spot, text: string): Rectangle {
  const length = lettersIn(text) * perLetter;
  const left = anchor === 'start' ? x : x - length;
  return { left, right: left + length, top: y - height, bottom: y + descent };
}

function crosses(curve: readonly Point[], area: Rectangle): boolean {
  return curve.some((to, i) => {
    const from = curve[i - 1] ?? to;
    return segmentCrosses(from, to, area);
  });
}

/** What of the segment lies over the rectangle's width, against its height. NaN, a gap, crosses nothing. */
function segmentCrosses([x0, y0]: Point, [x1, y1]: Point, { left, right, top, bottom }: Rectangle): boolean {
  const [from, to] = [Math.max(left, Math.min(x0, x1)), Math.min(right, Math.max(x0, x1))];
  if (!(from <= to)) return false;
  const heightAt = (x: number) => (x1 === x0 ? y0 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0));
  const ends = x1 === x0 ? [y0, y1] : [heightAt(from), heightAt(to)];
  return Math.min(...ends) <= bottom && Math.max(...ends) >= top;
}
