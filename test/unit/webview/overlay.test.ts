import { describe, expect, it } from 'vitest';
import { type FieldName, fieldWork } from '../../../src/engine/landscape/fields';
import { finish } from '../../../src/engine/work';
import { legendTicks } from '../../../webview/lib/picture/map/legend';
import { hatchedOf, kindOf, overlayNames } from '../../../webview/lib/picture/map/overlayKinds';
import { coordinatePlane } from '../../../webview/lib/picture/map/project';
import { type FieldColours, fieldShading, lossShading } from '../../../webview/lib/picture/map/shades';
import { valueAt, valueWords } from '../../../webview/panels/descent/map/overlayView';
import { himmelblau, quadratic } from './support';

const plane = coordinatePlane([0, 0], [0, 1]);
const fieldOn = (loss: Parameters<typeof fieldWork>[0], field: FieldName, size = 33) =>
  finish(fieldWork(loss, { plane, box: [-6, 6, -6, 6], size }, field));
const named = (kind: string) => (t: number) => `${kind} ${t.toFixed(2)}`;
const colours: FieldColours = { unsigned: named('unsigned'), below: named('below'), above: named('above') };

describe('overlays', () => {
  it.each(overlayNames.filter((name) => kindOf(name).field !== undefined))('“%s” can be drawn of any loss', (name) => {
    const field = fieldOn(himmelblau, kindOf(name).field ?? 'gradientNorm');
    const { steps, colour, bands } = fieldShading(field, colours);
    for (const [i] of bands.entries()) expect(colour(i)).toMatch(/[\d.]+$/);
    expect(steps).toHaveLength(field.levels.length + 1);
    const { symbol, words } = kindOf(name);
    expect(symbol).not.toBe('');
    expect(words).not.toBe('');
  });

  it('are hatched where curvature is negative', () => {
    const field = fieldOn(himmelblau, 'smallestEigenvalue');
    const hatched = hatchedOf('smallest eigenvalue', field, undefined);
    hatched?.values.forEach((value, at) => {
      expect(value >= hatched.threshold).toBe(field.values[at] < 0);
    });
    expect(hatchedOf('gradient norm', fieldOn(himmelblau, 'gradientNorm'), undefined)).toBeUndefined();
  });

  it('show the unstable region of the rate in force', () => {
    const field = fieldOn(quadratic(1, 7), 'largestEigenvalue');
    const hatched = hatchedOf('unstable region', field, 5);
    expect(hatched && hatched.values[0] >= hatched.threshold).toBe(true);
    expect(hatchedOf('unstable region', field, undefined)).toBeUndefined();
  });

  it('have equally strong colours equally far from zero', () => {
    const { steps } = fieldShading({ bands: [], levels: Float64Array.of(-1, 0, 1, 2), scale: 'diverging' }, colours);
    expect(steps).toEqual(['below 0.67', 'below 0.33', 'above 0.33', 'above 0.67', 'above 1.00']);
  });

  it('leave the loss its own colours', () => {
    const { floor, steps, colour } = lossShading({ bands: [], levels: Float64Array.of(1, 2), scale: 'linear' }, named('L'));
    expect([floor, colour(0), colour(1)]).toEqual(['L 0.00', 'L 0.50', 'L 1.00']);
    expect(steps).toEqual(['L 0.00', 'L 0.50', 'L 1.00']);
  });

  it('mark zero in the legend', () => {
    const levels = Float64Array.of(-100, -10, -1, 0, 1, 10, 100, 1000);
    const ticks = legendTicks({ levels, scale: 'diverging' });
    expect(ticks).toContainEqual({ index: 3, label: '0' });
    expect(ticks.length).toBeLessThanOrEqual(4);
  });
});

describe('the value under the pointer', () => {
  it('is interpolated', () => {
    const field = fieldOn(quadratic(2, 4), 'gradientNorm');
    expect(valueAt(field, 3, 0)).toBeCloseTo(6, 9);
    expect(valueAt(field, 7, 0)).toBeUndefined();
  });

  it('is infinite where κ is', () => {
    const field = fieldOn(quadratic(0, 4), 'conditionNumber');
    expect(valueAt(field, 0.1, 0.1)).toBe(Number.POSITIVE_INFINITY);
    expect(valueWords(field, 'κ', Number.POSITIVE_INFINITY)).toBe('κ ∞');
  });

  it('is a sign, or in or out of a region, where that is what is drawn', () => {
    const sign = fieldOn(quadratic(-1, 4), 'determinantSign');
    expect(valueWords(sign, 'det H', valueAt(sign, 1, 1) ?? 0)).toBe('det H < 0');
    const region = fieldOn(quadratic(-1, 4), 'negativeCurvature');
    expect(valueWords(region, 'λmin < 0', valueAt(region, 1, 1) ?? 0)).toBe('λmin < 0');
  });
});
