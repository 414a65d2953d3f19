import { describe, expect, it } from 'vitest';
import type { Basins } from '../../../src/protocol/model';
import { basinEdges, basinHues, basinShading, cellAt, lostCells } from '../../../webview/lib/picture/map/basinCells';
import { coordinatePlane, planeProjection } from '../../../webview/lib/picture/map/project';
import { coordinateView } from '../../../webview/lib/picture/map/shownPlane';
import { nothingOverlaid } from '../../../webview/lib/picture/overlayRequests';
import { namePoints } from '../../../webview/lib/points';
import { attractorNames, basinNote, basinRows, basinWords, namingPoints, unmarked } from '../../../webview/panels/descent/map/basinWords';
import { allBasins } from '../landscape/allBasins';
import { himmelblau, pointsOf, toy } from './support';

const box = [-6, 6, -6, 6] as const;
const intervals = [
  [-6, 6],
  [-6, 6],
] as const;
const optimizer = { id: 'sgd', options: { learningRate: 0.01 } };
const request = { plane: coordinatePlane([0, 0], [0, 1]), box, size: 16, optimizer, steps: 400 };
const basins = allBasins(himmelblau, request);
const points = namePoints(pointsOf(himmelblau, intervals));
const projection = planeProjection(box, coordinateView([0, 0], [0, 1], ['x', 'y']), { left: 0, size: 160 });

describe('basins on the map', () => {
  it('fill every cell that reaches a minimum once, more strongly where it takes fewer steps', () => {
    const { bands, colour, steps } = basinShading(basins, (hue, t) => `${hue} ${t.toFixed(2)}`);
    const cell = (12 / 16) ** 2;
    const area = bands.flatMap(({ polygons }) => polygons.flat()).reduce((sum, ring) => sum + (ring[2] - ring[0]) * (ring[5] - ring[1]), 0);
    expect(area / cell / 256).toBeGreaterThan(0.98);
    expect(area / cell / 256).toBeLessThan(1.11);
    const colours = new Set(bands.map((_, i) => colour(i)));
    expect(colours.size).toBe(bands.length);
    expect([...colours].every((one) => Number(one.split(' ')[1]) >= 0.35)).toBe(true);
    expect(steps).toEqual(['0 1.00', '1 1.00', '2 1.00', '3 1.00']);
  });

  it('have as many hues as there are, again from the first for more minima', () => {
    const many: Basins = { ...basins, attractor: Int16Array.from({ length: 256 }, (_, i) => i % 9) };
    const { bands, colour } = basinShading(many, (hue) => String(hue));
    expect(new Set(bands.map((_, i) => Number(colour(i)))).size).toBe(basinHues);
  });

  it('part at the axes of symmetry of four wells', () => {
    const wells: Basins = { ...basins, size: 2, attractor: Int16Array.of(0, 1, 2, 3), steps: Uint32Array.of(1, 1, 1, 1) };
    expect(basinEdges(wells, projection).match(/M/g)).toHaveLength(4);
    expect(basinEdges({ ...wells, attractor: new Int16Array(4) }, projection)).toBe('');
    expect(lostCells(wells, projection)).toBe('');
    expect(lostCells({ ...wells, attractor: Int16Array.of(-1, -2, 0, 0) }, projection).match(/M/g)).toHaveLength(1);
  });

  it('know the cell of a place', () => {
    expect(cellAt(basins, -6, -6)).toBe(0);
    expect(cellAt(basins, 5.99, 5.99)).toBe(255);
    expect(cellAt(basins, 6.1, 0)).toBeUndefined();
  });
});

describe('what is said of basins', () => {
  it('calls the minima as the list does', () => {
    expect(new Set(attractorNames(basins, points))).toEqual(new Set(['m₁', 'm₂', 'm₃', 'm₄']));
    expect(unmarked(basins, points)).toEqual([]);
    const among = (penalised: boolean) =>
      namingPoints({ overlaid: { ...nothingOverlaid, basins: { of: '', penalised, steps: 1000, found: basins } }, points });
    expect([among(false), among(true)]).toEqual([points, []]);
    expect(attractorNames(basins, [])).toEqual(['b₁', 'b₂', 'b₃', 'b₄']);
    expect(unmarked(basins, [])).toHaveLength(4);
  });

  it('tells where a start ends, and how soon', () => {
    const minimum = points.find(({ at }) => Math.abs(at[0] - 3) < 1e-6);
    expect(basinWords(basins, points, 3, 2)).toMatch(new RegExp(`^→ ${minimum?.name} in \\d+ steps$`));
    expect(basinWords(basins, points, 30, 2)).toBeUndefined();
  });

  it('gives the share of starts that reach the best minimum', () => {
    const followed = { of: 'Adam', penalised: false, steps: 2500 };
    expect(basinNote({ ...followed, found: basins })).toContain('100\u00a0% reach the lowest loss');
    const none: Basins = { ...basins, attractors: [], bestShare: 0, unsettledShare: 1 };
    expect(basinNote({ ...followed, found: none })).toContain(
      'none settles in a minimum; 100\u00a0% settle nowhere within 2\u202f500 steps',
    );
  });

  it('has a row for each minimum, and one for the starts that reach none', () => {
    const rows = basinRows({ ...basins, unsettledShare: 0.004 }, points);
    expect(rows).toHaveLength(5);
    expect(rows.at(-1)).toEqual(['nowhere', '', '', '<\u00a01\u00a0%']);
  });

  it('calls a valley a valley', () => {
    const valley = allBasins(toy, { ...request, box: [-2, 2, -2, 2], optimizer: { id: 'sgd', options: { learningRate: 0.1 } } });
    expect(basinRows(valley, [])[0][0]).toBe('v₁, a valley');
  });
});
