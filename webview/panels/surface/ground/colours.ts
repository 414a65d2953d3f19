/** Colours of the picture as the theme's tokens say; the steps are those of the Descent panel's map. */
import { parseColour, type Rgb } from '../../../lib/colour';
import { reliefColours } from '../../../lib/picture/map/relief';
import { resolvedColour } from '../../../lib/theme';

export interface GroundColours {
  readonly ramp: (t: number) => string;
  /** Isolines on slopes that face the light, and on the others. */
  readonly lit: string;
  readonly shade: string;
  readonly ink: string;
  readonly hair: string;
  readonly ground: string;
  /** Of saddles and other points with a way down. */
  readonly negative: string;
  /** By style of a path. */
  readonly paths: readonly string[];
}

const styles = [0, 1, 2, 3, 4, 5] as const;

export function groundColours(): GroundColours {
  return {
    ...reliefColours(),
    ink: resolvedColour('--ink'),
    hair: resolvedColour('--hair'),
    ground: resolvedColour('--ground'),
    negative: resolvedColour('--negative'),
    paths: styles.map((style) => resolvedColour(`--path-${style}`)),
  };
}

/** One colour per step: below the first level, and from each level on. */
export function stepColours(ramp: (t: number) => string, levels: number): readonly Rgb[] {
  return Array.from({ length: levels + 1 }, (_, i) => parseColour(ramp(i / Math.max(1, levels))));
}

/** `#rrggbbaa` as four components 0 … 1. */
export function withAlpha(colour: string): readonly [number, number, number, number] {
  const alpha = /^#[\da-f]{6}([\da-f]{2})$/i.exec(colour)?.[1];
  return [...parseColour(colour), alpha === undefined ? 1 : Number.parseInt(alpha, 16) / 255];
}
