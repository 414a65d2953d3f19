/** Colours of filled contours: of the loss, and of what may be shown in its place. */
import type { Field, Surface } from '../../../../src/protocol/model';
import { evenRamp } from '../../colour';
import { token } from '../../theme';
import { type BasinColours, basinHues } from './basinCells';
import type { Shading } from './shading';

export interface FieldColours {
  /** Of what has no sign, 0 … 1. */
  readonly unsigned: (t: number) => string;
  /** Away from 0 on either side, 0 … 1. */
  readonly below: (t: number) => string;
  readonly above: (t: number) => string;
}

/** Of the `hue`th minimum, from the ground to the full hue. */
export function basinColours(element: Element = document.body): BasinColours {
  const ramps = Array.from({ length: basinHues }, (_, i) => evenRamp([token('--ground', element), token(`--basin-${i}`, element)]));
  return (hue, t) => ramps[hue](t);
}

/** As the tokens in force at `element` say. */
export function fieldColours(element: Element = document.body): FieldColours {
  const ramp = (...names: readonly `--${string}`[]) => evenRamp(names.map((name) => token(name, element)));
  return {
    unsigned: ramp('--ground', '--field-mid', '--field-high'),
    below: ramp('--ground', '--field-negative'),
    above: ramp('--ground', '--surface-high'),
  };
}

export function lossShading({ bands, levels, scale }: Pick<Surface, 'bands' | 'levels' | 'scale'>, ramp: (t: number) => string): Shading {
  const part = (i: number) => ramp(i / Math.max(1, levels.length));
  return {
    bands,
    levels,
    scale,
    rule: 'evenodd',
    floor: ramp(0),
    colour: (i) => part(i + 1),
    steps: Array.from({ length: levels.length + 1 }, (_, i) => part(i)),
  };
}

export function fieldShading(field: Pick<Field, 'bands' | 'levels' | 'scale'>, colours: FieldColours): Shading {
  if (field.scale === 'diverging') return divergingShading(field, colours);
  return { ...lossShading({ ...field, scale: 'linear' }, colours.unsigned), scale: field.scale };
}

/** The same distance from 0, in steps, has the same strength on both sides; the strongest step is that farthest from 0. */
function divergingShading(
  { bands, levels, scale }: Pick<Field, 'bands' | 'levels' | 'scale'>,
  { above, below, unsigned }: FieldColours,
): Shading {
  const zero = levels.indexOf(0);
  const most = Math.max(zero, levels.length - 1 - zero) + 1;
  const steps = Array.from({ length: levels.length + 1 }, (_, i) => {
    const rank = i - zero;
    return rank > 0 ? above(rank / most) : below((1 - rank) / most);
  });
  return { bands, levels, scale, rule: 'evenodd', floor: unsigned(0), colour: (i) => steps[i] ?? unsigned(0), steps };
}
