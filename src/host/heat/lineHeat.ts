import type { ExpressionReading } from '../../protocol/model';

/** Bars from faint to strong. */
export const heatLevels = 5;

export interface LineHeat {
  /** From 0. */
  readonly line: number;
  /** 1 … `heatLevels`. */
  readonly level: number;
  /** The largest |∂L/∂expression| of the expressions that start on the line. */
  readonly magnitude: number;
}

/** Magnitudes within one decade differ too little to fill the scale. */
const leastDecades = 1;

/** How strongly the loss depends on each line of a file, on a logarithmic scale; lines that it does not depend on have no bar. */
export function lineHeat(readings: readonly ExpressionReading[], file: string): readonly LineHeat[] {
  const byLine = new Map<number, number>();
  for (const { location, adjoint } of readings) {
    if (location.file !== file) continue;
    const line = location.line - 1;
    byLine.set(line, larger(byLine.get(line) ?? 0, larger(Math.abs(adjoint.min), Math.abs(adjoint.max))));
  }
  const warm = [...byLine].filter(([, magnitude]) => magnitude !== 0);
  const logs = warm.map(([, magnitude]) => Math.log10(magnitude)).filter(Number.isFinite);
  const highest = Math.max(...logs);
  const lowest = Math.min(...logs, highest - leastDecades);
  return warm
    .map(([line, magnitude]) => ({ line, magnitude, level: levelOf((Math.log10(magnitude) - lowest) / (highest - lowest)) }))
    .sort((a, b) => a.line - b.line);
}

/** NaN is the worst that can happen to a gradient. */
const larger = (a: number, b: number): number => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Math.max(a, b));

const levelOf = (part: number): number => (Number.isFinite(part) ? Math.min(heatLevels, 1 + Math.floor(part * heatLevels)) : heatLevels);

/** Where losses share a line, the stronger bar stands. */
export function strongest(heats: readonly LineHeat[]): readonly LineHeat[] {
  const byLine = new Map<number, LineHeat>();
  for (const heat of heats) {
    const known = byLine.get(heat.line);
    if (!known || heat.level > known.level) byLine.set(heat.line, heat);
  }
  return [...byLine.values()];
}
