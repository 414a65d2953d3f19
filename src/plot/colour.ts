/** Colour ramps of even lightness, in OKLab (Ottosson 2020, https://bottosson.github.io/posts/oklab). */
import type { Field } from '../protocol/model';
import { negative, surface } from './theme';

type Triple = readonly [number, number, number];

const toLinear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c: number): number => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

const apply = (rows: readonly Triple[], v: Triple): Triple => {
  const [x, y, z] = rows.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
  return [x, y, z];
};

const rgbToLms: readonly Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const lmsToLab: readonly Triple[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const labToLms: readonly Triple[] = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const lmsToRgb: readonly Triple[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

export function toOklab(hex: string): Triple {
  const channel = (k: number) => toLinear(Number.parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16) / 255);
  const [l, m, s] = apply(rgbToLms, [channel(0), channel(1), channel(2)]);
  return apply(lmsToLab, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
}

export function fromOklab(lab: Triple): string {
  const [l, m, s] = apply(labToLms, lab);
  const rgb = apply(lmsToRgb, [l ** 3, m ** 3, s ** 3]);
  return `#${rgb
    .map((c) =>
      Math.round(255 * Math.min(1, Math.max(0, toGamma(c))))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

const [low, mid, high] = [surface.low, surface.mid, surface.high].map(toOklab);

/** Ground to high for t from 0 to 1: lightness runs evenly, hue and chroma by way of the middle colour. */
export function ramp(t: number): string {
  const [from, to, u] = t < 0.5 ? [low, mid, 2 * t] : [mid, high, 2 * t - 1];
  const between = (k: 1 | 2) => from[k] + (to[k] - from[k]) * u;
  return fromOklab([low[0] + (high[0] - low[0]) * t, between(1), between(2)]);
}

const below = toOklab(negative);

/** Ground to two thirds of the way to the hue of negative curvature. */
function rampBelow(t: number): string {
  const [l, a, b] = low.map((from, i) => from + (below[i] - from) * 0.66 * t);
  return fromOklab([l, a, b]);
}

/** From below the first level to above the last: what has a sign has a hue for each, and the ground in the middle. */
export function stepColours({ levels, scale }: Pick<Field, 'levels' | 'scale'>): readonly string[] {
  const steps = Array.from({ length: levels.length + 1 }, (_, k) => k);
  if (scale !== 'diverging') return steps.map((k) => ramp(k / Math.max(1, levels.length)));
  const zero = levels.indexOf(0);
  const above = levels.length - zero;
  return steps.map((k) => (k <= zero ? rampBelow((zero + 1 - k) / (zero + 1)) : ramp((k - zero) / above)));
}

/** Lightness of white paper at night, and how much lighter black ink is than it. */
const [night, contrast] = [0.24, 0.95];

/** The same colour for a dark page: lightness turned over, hue and chroma kept. */
export function atNight(hex: string): string {
  const [l, a, b] = toOklab(hex);
  return fromOklab([Math.min(1, night + (1 - l) * contrast), a, b]);
}
