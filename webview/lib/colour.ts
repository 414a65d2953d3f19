/** Colours from style sheets, mixed evenly to the eye: OKLab (Ottosson 2020, https://bottosson.github.io/posts/oklab). */

export type Rgb = readonly [r: number, g: number, b: number];
export type Lab = readonly [lightness: number, a: number, b: number];

/** `#rgb`, `#rrggbb` (alpha is dropped) or `rgb(r, g, b)`: what computed styles hold. Components 0 … 1. */
export function parseColour(text: string): Rgb {
  const hex = /^#([\da-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex) {
    const wide = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
    return [0, 2, 4].map((i) => Number.parseInt(wide.slice(i, i + 2), 16) / 255) as [number, number, number];
  }
  const [r = 0, g = 0, b = 0] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [r / 255, g / 255, b / 255];
}

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const gamma = (c: number): number => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

export function toLab(colour: Rgb): Lab {
  const [r, g, b] = colour.map(linear) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function fromLab([lightness, a, b]: Lab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

export function cssColour(colour: Rgb): string {
  const byte = (c: number) =>
    Math.round(255 * Math.min(1, Math.max(0, c)))
      .toString(16)
      .padStart(2, '0');
  return `#${colour.map(byte).join('')}`;
}

/** Lightness runs evenly from the first stop to the last; hue and chroma pass through all of them. t in 0 … 1. */
export function evenRamp(stops: readonly string[]): (t: number) => string {
  const labs = stops.map((stop) => toLab(parseColour(stop)));
  const first = labs[0] ?? [0, 0, 0];
  const last = labs.at(-1) ?? first;
  return (t) => {
    const place = Math.min(1, Math.max(0, t)) * (labs.length - 1);
    const i = Math.min(labs.length - 2, Math.floor(place));
    const [, a0, b0] = labs[i] ?? first;
    const [, a1, b1] = labs[i + 1] ?? last;
    const u = place - i;
    return cssColour(fromLab([first[0] + (last[0] - first[0]) * t, a0 + (a1 - a0) * u, b0 + (b1 - b0) * u]));
  };
}

/** Relative luminance and contrast of WCAG 2.1. */
const luminance = (colour: Rgb): number => {
  const [r, g, b] = colour.map(linear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

export function contrast(first: string, second: string): number {
  const [dark, light] = [luminance(parseColour(first)), luminance(parseColour(second))].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
