/** The colour steps with their values: every step, ticks where the numbers are round. */
import { t } from '../../../../src/l10n/t';
import { significant } from '../../../../src/protocol/format';
import { s } from '../../dom';
import { decadeLabel } from '../../scale';
import type { Shading } from './shading';

interface Tick {
  readonly index: number;
  readonly label: string;
}

/** Decades on a logarithmic scale (or its ends and middle when it has fewer than two), evenly spread levels on a linear one. */
export function legendTicks({ levels, scale }: Pick<Shading, 'levels' | 'scale'>, most = 4): readonly Tick[] {
  const all = Array.from(levels, (value, index) => ({ value, index }));
  if (scale === 'log') {
    const decades = all.flatMap(({ value, index }) => {
      const exponent = Math.round(Math.log10(value));
      return Math.abs(value / 10 ** exponent - 1) < 1e-6 ? [{ index, label: decadeLabel(exponent) }] : [];
    });
    const stride = Math.ceil(decades.length / most);
    if (decades.length >= 2) return decades.filter((_, i) => i % stride === 0);
  }
  if (scale === 'diverging') return aroundZero(all, most);
  const count = Math.min(most, all.length);
  const picked = Array.from({ length: count }, (_, i) => Math.round((i * (all.length - 1)) / Math.max(1, count - 1)));
  return [...new Set(picked)].map((index) => ({ index, label: shortLabel(levels[index]) }));
}

const shortLabel = (value: number): string =>
  significant(value, 2)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** 0 always, and both sides alike. */
function aroundZero(all: readonly { readonly value: number; readonly index: number }[], most: number): readonly Tick[] {
  const zero = all.findIndex(({ value }) => value === 0);
  const stride = Math.max(1, Math.ceil(all.length / most));
  return all
    .filter(({ index }) => (index - zero) % stride === 0)
    .map(({ value, index }) => ({ index, label: value === 0 ? '0' : shortLabel(value) }));
}

/** An SVG of the given width, for what is called `symbol`. */
export function legend({ levels, scale, steps }: Pick<Shading, 'levels' | 'scale' | 'steps'>, width: number, symbol = 'L'): SVGSVGElement {
  const step = width / steps.length;
  const cells = steps.map((fill, i) => s('rect', { x: i * step, width: step + 0.4, height: 8, fill }));
  const ticks = legendTicks({ levels, scale }, Math.max(2, Math.floor(width / 44))).flatMap(({ index, label }) => {
    const x = (index + 1) * step;
    return [
      s('path', { class: 'tick', d: `M${x.toFixed(1)},0v11` }),
      s('text', { x: x.toFixed(1), y: 21, 'text-anchor': 'middle' }, label),
    ];
  });
  const description = t('Levels of {0} from {1} to {2}', symbol, significant(levels[0] ?? 0), significant(levels.at(-1) ?? 0));
  return s(
    'svg',
    { class: 'legend', width: width + 12, height: 24, role: 'img', 'aria-label': description },
    ...cells,
    s('rect', { class: 'edge', width, height: 8 }),
    ...ticks,
  );
}
