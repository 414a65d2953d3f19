/** The colour steps with their values: every step, ticks where the numbers are round. */
import { significant } from '../../../../src/protocol/format';
import type { Surface } from '../../../../src/protocol/model';
import { s } from '../../../lib/dom';
import { decadeLabel } from '../../../lib/scale';

interface Tick {
  readonly index: number;
  readonly label: string;
}

/** Decades on a logarithmic scale (or its ends and middle when it has fewer than two), evenly spread levels on a linear one. */
export function legendTicks({ levels, scale }: Pick<Surface, 'levels' | 'scale'>, most = 4): readonly Tick[] {
  const all = Array.from(levels, (value, index) => ({ value, index }));
  if (scale === 'log') {
    const decades = all.flatMap(({ value, index }) => {
      const exponent = Math.round(Math.log10(value));
      return Math.abs(value / 10 ** exponent - 1) < 1e-6 ? [{ index, label: decadeLabel(exponent) }] : [];
    });
    const stride = Math.ceil(decades.length / most);
    if (decades.length >= 2) return decades.filter((_, i) => i % stride === 0);
  }
  const count = Math.min(most, all.length);
  const picked = Array.from({ length: count }, (_, i) => Math.round((i * (all.length - 1)) / Math.max(1, count - 1)));
  return [...new Set(picked)].map((index) => ({
    index,
    label: significant(levels[index], 2)
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, ''),
  }));
}

/** An SVG of the given width; `ramp` gives the colour of t in 0 … 1. */
export function legend(surface: Surface, width: number, ramp: (t: number) => string): SVGSVGElement {
  const count = surface.levels.length;
  const step = width / (count + 1);
  const cells = Array.from({ length: count + 1 }, (_, i) =>
    s('rect', { x: i * step, width: step + 0.4, height: 8, fill: ramp(i / Math.max(1, count)) }),
  );
  const ticks = legendTicks(surface, Math.max(2, Math.floor(width / 44))).flatMap(({ index, label }) => {
    const x = (index + 1) * step;
    return [
      s('path', { class: 'tick', d: `M${x.toFixed(1)},0v11` }),
      s('text', { x: x.toFixed(1), y: 21, 'text-anchor': 'middle' }, label),
    ];
  });
  const description = `Levels of L from ${significant(surface.levels[0] ?? 0)} to ${significant(surface.levels[count - 1] ?? 0)}`;
  return s(
    'svg',
    { class: 'legend', width: width + 12, height: 24, role: 'img', 'aria-label': description },
    ...cells,
    s('rect', { class: 'edge', width, height: 8 }),
    ...ticks,
  );
}
