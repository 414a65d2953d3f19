import { describe, expect, it } from 'vitest';
import { drape, drapeCurve, onFloor } from '../../../../webview/panels/surface/drape';
import { floor, placeIn, sheetOf, zAt } from '../../../../webview/panels/surface/sheet';
import { himmelblau, runOf } from '../support';
import { raised } from './raised';

const surface = raised((x, y) => himmelblau.value(Float64Array.of(x, y)), [-6, 6, -6, 6], 65);
const sheet = sheetOf(surface);
const run = runOf(himmelblau, { start: [0, 0], steps: 40, options: { learningRate: 0.01 } });
const plane = [0, 1] as const;

describe('a path on the sheet', () => {
  const { line, rows } = drape(sheet, plane, run);

  it('passes every step at its place', () => {
    expect(rows).toHaveLength(41);
    rows.forEach((index, row) => {
      const [x, y] = placeIn(surface.box, run.params[2 * row], run.params[2 * row + 1]);
      expect(line[index]?.slice(0, 2)).toEqual([x, y]);
    });
  });

  it('follows the sheet between the steps, just above it', () => {
    for (const [x, y, z] of line) {
      const above = z - (zAt(sheet, x, y) ?? Number.NaN);
      expect(above).toBeGreaterThan(0);
      expect(above).toBeLessThan(0.02);
    }
    line.slice(1).forEach(([x, y], i) => {
      const [px = 0, py = 0] = line[i] ?? [];
      expect(Math.hypot(x - px, y - py)).toBeLessThan(0.031);
    });
  });

  it('throws its shadow straight down', () => {
    expect(onFloor(line)).toEqual(line.map(([x, y]) => [x, y, floor]));
  });

  it('ends where it leaves the picture', () => {
    const small = sheetOf(raised((x, y) => himmelblau.value(Float64Array.of(x, y)), [-1, 1, -1, 1], 33));
    const cut = drape(small, plane, run);
    expect(cut.rows.length).toBeGreaterThan(0);
    expect(cut.rows.length).toBeLessThan(41);
    expect(cut.line.every(([x, y]) => Math.abs(x) <= 1 && Math.abs(y) <= 1)).toBe(true);
  });

  it('lies in the plane of the coordinates that are chosen', () => {
    const swapped = drape(sheet, [1, 0], run);
    const [x, y] = line[rows[5] ?? 0] ?? [];
    expect(swapped.line[swapped.rows[5] ?? 0]?.slice(0, 2)).toEqual([y, x]);
  });
});

it('a curve that leaves the picture and comes back is drawn in parts', () => {
  const curve = [-5, 0, 5, 7, 5, 0].map((x, i) => [x, i]);
  const parts = drapeCurve(sheet, plane, curve);
  expect(parts.map((part) => part[0]?.[0].toFixed(6))).toEqual(['-0.833333', '0.833333']);
});
