/** The Hessian's eigenvalues as bars on a symmetric logarithmic scale. */
import { significant } from '../protocol/format';
import { linear, type Scale } from './scale';
import { text } from './text';
import { fontSize, hair, ink, negative, positive } from './theme';
import { eigenName } from './words';
import { element, type Point, px } from './xml';

export interface Spectrum {
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** Number of parameters, which may be more. */
  readonly n: number;
  readonly width: number;
}

export const rowHeight = 20;
const labelWidth = 42;
const valueWidth = 76;
/** Decades below the largest |λ| that a bar can show. */
const mostDecades = 6;

/** Largest first, as people read them; `shown` gives the places in `eigenvalues`. */
export function drawSpectrum({ eigenvalues, n, width }: Spectrum, shown: readonly number[], [x, y]: Point): string {
  const scale = symmetricLog(eigenvalues, x + labelWidth, x + width - valueWidth);
  const bars = shown.map((k, row) => {
    const value = eigenvalues[k];
    const top = y + row * rowHeight;
    const [from, to] = [scale(0), scale(value)].sort((a, b) => a - b);
    return [
      text([x, top + 13], eigenName(k, eigenvalues.length, n), { size: fontSize.list, fill: ink }),
      element('rect', { x: from, y: top + 3, width: Math.max(1, to - from), height: 11, fill: value < 0 ? negative : positive }),
      text([x + width, top + 13], significant(value, 4), { size: fontSize.list, fill: ink, anchor: 'end' }),
    ].join('');
  });
  const axis = element('path', { d: `M${px(scale(0))} ${px(y - 2)}v${px(shown.length * rowHeight)}`, stroke: hair });
  return element('g', {}, axis, ...bars);
}

/** sign(λ)·log(1 + |λ|/s): linear near 0, where s is the smallest |λ| of note, and logarithmic beyond. */
function symmetricLog(eigenvalues: Float64Array, left: number, right: number): Scale {
  const sizes = Array.from(eigenvalues, Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  const largest = sizes.length > 0 ? Math.max(...sizes) : 1;
  const unit = Math.max(Math.min(largest, ...sizes) / 10, largest * 10 ** -mostDecades);
  const bend = (value: number) => Math.sign(value) * Math.log10(1 + Math.abs(value) / unit);
  const ends = Array.from(eigenvalues).filter(Number.isFinite).map(bend);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const toPixels = linear([low, high > low ? high : low + 1], [left, right]);
  return (value) => toPixels(Number.isFinite(value) ? bend(value) : 0);
}
