import { describe, expect, it } from 'vitest';
import type { SearchScale, Trial } from '../../../../src/protocol/model';
import { fromPlace, placeOn } from '../../../../webview/lib/options/place';
import { lossAxis, optionTicks, shareOf } from '../../../../webview/panels/search/axes';

const trialsOf = (...losses: readonly number[]): Trial[] =>
  losses.map((loss, index) => ({ index, loss, place: [0], budget: 1, rung: 0, options: {}, steps: 1, stopped: 'steps' }));

const side = (scale: SearchScale, low: number, high: number) => ({ kind: 'number', name: 'x', range: [low, high], scale }) as const;

describe('the axis of the loss', () => {
  it('is logarithmic where losses span orders of magnitude, with what diverged at the top', () => {
    const axis = lossAxis(trialsOf(1e-6, 1e-3, 1, Number.POSITIVE_INFINITY));
    expect(axis.isLog).toBe(true);
    const [low, middle, high, lost] = [1e-6, 1e-3, 1, Number.POSITIVE_INFINITY].map((loss) => shareOf(axis, loss));
    expect(middle - low).toBeCloseTo(high - middle, 12);
    expect([low > 0, high < lost, lost]).toEqual([true, true, 1]);
    expect([axis.label(-3), axis.label(-2.5)]).toEqual(['10⁻³', '']);
  });

  it('is linear with losses below 0, and ends before one that dwarfs the others', () => {
    const axis = lossAxis(trialsOf(-1, 0, 1, 2, 1e9));
    expect(axis.isLog).toBe(false);
    expect(shareOf(axis, 2)).toBeGreaterThan(0.3);
    expect(shareOf(axis, 1e9)).toBe(1);
  });

  it('stands also where all losses are alike', () => {
    expect(shareOf(lossAxis(trialsOf(3, 3)), 3)).toBeCloseTo(0.5, 9);
    expect(shareOf(lossAxis(trialsOf(Number.POSITIVE_INFINITY)), Number.POSITIVE_INFINITY)).toBe(1);
  });
});

describe('the ticks of an option', () => {
  it.each([
    [side('log', 1e-5, 10), ['10⁻⁵', '10⁻⁴', '0.001', '0.01', '0.1', '1', '10']],
    [side('complement', 0.5, 0.9999), ['0.5', '0.9', '0.99', '0.999', '0.9999']],
    [side('linear', 0, 1), ['0', '0.5', '1']],
    [{ kind: 'list', name: 'x', values: [false, true] } as const, ['no', 'yes']],
  ])('%j', (dimension, labels) => {
    const ticks = optionTicks(dimension);
    expect(ticks.map(({ label }) => label)).toEqual(labels);
    expect(ticks.map(({ at }) => at)).toEqual(ticks.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  it.each([side('log', 1e-5, 10), side('complement', 0, 0.9999), side('linear', -2, 5)])(
    '%j: places and values belong together',
    (dimension) => {
      for (const at of [0, 20, 50, 100]) expect(placeOn(dimension, fromPlace(dimension, at))).toBeCloseTo(at, 6);
    },
  );
});
