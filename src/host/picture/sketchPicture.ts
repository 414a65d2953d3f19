/** A small picture of a loss as SVG: filled contours, critical points by shape, the path from its start. */
import { simplify } from '../../plot/clip';
import type { CriticalPoint, Sketch } from '../../protocol/model';
import { pointGlyph } from '../../protocol/pointGlyph';
import type { Palette } from './palette';

export interface SketchView {
  readonly sketch: Sketch;
  /** Only those that lie in the plane. */
  readonly points: readonly CriticalPoint[];
  /** Of the axes, across and up. */
  readonly names: readonly [string, string];
}

/** Pixels along a side. */
export const pictureSize = 180;
/** In pixels. VS Code cuts off what stands in a hover after 100,000 letters, so that points which nobody sees are left out. */
const tolerance = 0.15;

export function sketchPicture({ sketch, points, names }: SketchView, palette: Palette): string {
  const { surface, path } = sketch;
  const [u0, u1, v0, v1] = surface.box;
  const x = (u: number): number => ((u - u0) / (u1 - u0)) * pictureSize;
  const y = (v: number): number => ((v1 - v) / (v1 - v0)) * pictureSize;
  const trace = (flat: ArrayLike<number>): string => {
    const points = Array.from({ length: flat.length / 2 }, (_, i) => [x(flat[2 * i]), y(flat[2 * i + 1])] as const);
    return simplify(points, tolerance)
      .map(([right, down]) => `${px(right)} ${px(down)}`)
      .join('L');
  };
  const bands = surface.bands.map(({ polygons }, k) => {
    const d = polygons.flatMap((rings) => rings.map((ring) => `M${trace(ring)}Z`)).join('');
    return `<path d="${d}" fill="${shade(palette, (k + 1) / surface.bands.length)}" stroke="${palette.isoline}" fill-rule="evenodd"/>`;
  });
  const marks = points.map(({ kind, at }) => {
    const d = pointGlyph(kind, [x(at[0]), y(at[1] ?? 0)], 5);
    return `<path d="${d}" fill="${kind === 'saddle' ? 'none' : palette.ink}" stroke="${palette.ink}" stroke-width="1.6"/>`;
  });
  const line = `M${trace(path)}`;
  const label = (at: string, text: string) =>
    `<text ${at} font-family="sans-serif" font-size="11" font-style="italic" fill="${palette.ink}" stroke="${palette.ground}" stroke-width="2.5" paint-order="stroke">${escaped(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureSize}" height="${pictureSize}" viewBox="0 0 ${pictureSize} ${pictureSize}">`,
    `<rect width="100%" height="100%" fill="${palette.ground}"/>`,
    ...bands,
    `<path d="${line}" fill="none" stroke="${palette.ground}" stroke-width="4" stroke-linejoin="round"/>`,
    `<path d="${line}" fill="none" stroke="${palette.path}" stroke-width="2" stroke-linejoin="round"/>`,
    ...marks,
    `<circle cx="${px(x(path[0]))}" cy="${px(y(path[1]))}" r="4" fill="${palette.ground}" stroke="${palette.path}" stroke-width="2"/>`,
    label(`x="${pictureSize - 6}" y="${pictureSize - 6}" text-anchor="end"`, names[0]),
    label('x="6" y="15"', names[1]),
    `<rect x="0.5" y="0.5" width="${pictureSize - 1}" height="${pictureSize - 1}" fill="none" stroke="${palette.ink}" stroke-opacity="0.3"/>`,
    '</svg>',
  ].join('');
}

export const dataUri = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

/** Far outside the picture nothing needs to be exact. */
const px = (value: number): string => Math.max(-9999, Math.min(9999, value)).toFixed(1);

/** From the ground by way of the middle to the highest, 0 … 1. */
function shade({ ground, mid, high }: Palette, t: number): string {
  const [from, to, part] = t < 0.5 ? [ground, mid, 2 * t] : [mid, high, 2 * t - 1];
  const mixed = [1, 3, 5].map((i) => Math.round(channel(from, i) + part * (channel(to, i) - channel(from, i))));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

const channel = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
