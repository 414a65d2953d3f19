import type { NumberOption } from '../options';

const UNBOUNDED = 1e12;

/** A number of steps. */
export const iterations = (label: string, byDefault: number, help: string, min = 0): NumberOption => ({
  kind: 'integer',
  label,
  help,
  default: byDefault,
  min,
  max: UNBOUNDED,
  range: [Math.max(min, 1), 1000],
  scale: 'log',
});

export const factor = (label: string, byDefault: number, help: string, range: readonly [number, number] = [0, 1]): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: UNBOUNDED,
  range,
  scale: 'linear',
});

export const rate = (label: string, byDefault: number, help: string): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: UNBOUNDED,
  range: [1e-6, 10],
  scale: 'log',
});
