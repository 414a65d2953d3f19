/** The light theme of the panels on white paper. */
export const ink = '#3b3b3b';
export const muted = '#616161';
export const ground = '#ffffff';
export const hair = '#dedede';
/** Bars of positive curvature. */
export const positive = '#868686';
/** Negative curvature, and with it saddles and maxima; the one hue with a meaning of its own. */
export const negative = '#a8437f';
export const surface = { low: ground, mid: '#d3e0e8', high: '#9bb4c3' } as const;
export const isoline = { lit: { colour: '#ffffff', opacity: 0.82 }, shade: { colour: '#26445a', opacity: 0.36 } } as const;

export const fontFamily = 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif';
export const fontSize = { title: 17, body: 13, list: 12, label: 11 } as const;

export type Glyph = 'circle' | 'square' | 'diamond' | 'triangle' | 'hexagon' | 'star';
export interface PathStyle {
  readonly colour: string;
  /** SVG's stroke-dasharray; undefined is a solid line. */
  readonly dash: string | undefined;
  readonly glyph: Glyph;
}

/** Okabe–Ito hues darkened to 4.5 : 1 or more on white; dash and marker tell the paths apart without colour. */
const styles: readonly PathStyle[] = [
  { colour: '#c65300', dash: undefined, glyph: 'circle' },
  { colour: '#0072b2', dash: '6 4', glyph: 'square' },
  { colour: '#007f5c', dash: '0.1 4', glyph: 'diamond' },
  { colour: '#7d6200', dash: '10 3 2 3', glyph: 'triangle' },
  { colour: '#5a48b0', dash: '14 4', glyph: 'hexagon' },
  { colour: '#3b3b3b', dash: '3 3', glyph: 'star' },
];

/** In the order in which the optimizers are named; a seventh begins again. */
export const pathStyle = (k: number): PathStyle => styles[k % styles.length];
