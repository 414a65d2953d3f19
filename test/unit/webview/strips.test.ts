import { describe, expect, it } from 'vitest';
import { negligible } from '../../../src/protocol/format';
import { barIndices, onAxis } from '../../../webview/lib/barAxis';
import { parseOption } from '../../../webview/lib/options/optionText';
import { inertiaOf, nowAt } from '../../../webview/lib/picture/now';
import { endStep, extent, lastRow, meaningfulRows, pointAt, rowAt } from '../../../webview/lib/rows';
import { spread } from '../../../webview/lib/table';
import { barAxis } from '../../../webview/panels/descent/barAxis';
import { determinantWords } from '../../../webview/panels/descent/stats';
import { axisFor, bestRow, strips, stripsFor } from '../../../webview/panels/descent/strips';
import { himmelblau, quadratic, readoutAt, runOf } from './support';

const run = runOf(himmelblau, { start: [4, 4], steps: 200, tolerance: 1e-3, options: { learningRate: 0.005 } });
const strip = (id: string) => strips.find((one) => one.id === id) ?? strips[0];

describe('rows', () => {
  it('are found by step, also in a thinned run', () => {
    const thinned = { ...run, steps: Uint32Array.from(run.steps, (step) => 10 * step) };
    expect([0, 9, 10, 25].map((step) => rowAt(thinned, step))).toEqual([0, 0, 1, 2]);
  });

  it('stay at the end of a run that ended early', () => {
    expect(run.stopped).toBe('converged');
    expect(endStep(run)).toBeLessThan(200);
    expect(rowAt(run, 200)).toBe(lastRow(run));
  });

  it('ignore what is not finite in an extent', () => {
    expect(extent([3, Number.NaN, 1, Number.POSITIVE_INFINITY])).toEqual([1, 3]);
    expect(extent([Number.NaN])).toBeUndefined();
  });
});

describe('now', () => {
  const row = 4;
  const at = pointAt(run, row);
  const readout = readoutAt(himmelblau, [...at]);

  it('is known at once from the run: largest eigenvalue first', () => {
    const now = nowAt(run, row, undefined);
    expect(now.eigenvalues).toEqual([...readout.eigenvalues].reverse());
    expect(now.determinant).toBeCloseTo(readout.determinant, 6);
    expect(now.inertia).toEqual(readout.inertia);
    expect(now.angle).toBeUndefined();
  });

  it('is completed by the readout of the same point, and of no other', () => {
    const angle = nowAt(run, row, readout).angle ?? Number.NaN;
    const [gx, gy] = readout.gradient;
    const [ux, uy] = readout.eigenvectors;
    const cosine = Math.abs(gx * ux + gy * uy) / Math.hypot(gx, gy);
    expect(angle).toBeCloseTo((Math.acos(cosine) * 180) / Math.PI, 9);
    expect(nowAt(run, row + 1, readout).angle).toBeUndefined();
  });

  it('has no determinant beyond rounding where an eigenvalue is zero', () => {
    expect(determinantWords({ determinant: -4.5e-33, inertia: [3, 2, 1] })).toBe('≈ 0');
    expect(determinantWords({ determinant: -4.5, inertia: [1, 0, 1] })).toBe('−4.50');
  });

  it('counts signs with the engine’s tolerance', () => {
    expect(inertiaOf([-2, 0, 1e-12, 3, 5])).toEqual([2, 2, 1]);
  });
});

describe('axes of strips', () => {
  it('are logarithmic where values span decades, with decades at the ends', () => {
    const axis = axisFor(strip('loss'), [run]);
    expect(axis.log).toBe(true);
    expect(Number.isInteger(axis.low) && Number.isInteger(axis.high)).toBe(true);
    for (const value of run.loss) expect(axis.bend(value) >= axis.low && axis.bend(value) <= axis.high).toBe(true);
  });

  it('are linear where the loss is negative or hardly changes', () => {
    expect(axisFor(strip('loss'), [{ ...run, loss: Float64Array.of(3, -1) }]).log).toBe(false);
    expect(axisFor(strip('loss'), [{ ...run, loss: Float64Array.of(3, 2.5) }]).log).toBe(false);
    expect(axisFor(strip('loss'), [{ ...run, loss: Float64Array.of(2, 2) }])).toMatchObject({ log: false, low: 1, high: 3 });
  });

  it('survive zeros, infinities and NaN', () => {
    const axis = axisFor(strip('loss'), [{ ...run, loss: Float64Array.of(100, 1, 0, Number.NaN, Number.POSITIVE_INFINITY) }]);
    expect([0, 100, Number.POSITIVE_INFINITY].map(axis.bend)).toEqual([axis.low, axis.high, axis.high]);
    expect(axis.bend(Number.NaN)).toBeNaN();
  });

  it('call infinity by its name where there is nothing else: κ of a flat valley', () => {
    const flat = { ...run, conditionNumber: Float64Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY) };
    const axis = axisFor(strip('condition'), [flat]);
    expect(axis.bend(Number.POSITIVE_INFINITY)).toBe(axis.high);
    expect([axis.low, axis.high].map(axis.label)).toEqual(['', '∞']);
  });

  it('are not stretched by a run that diverges: it leaves them at the top', () => {
    const wild = runOf(himmelblau, { start: [4, 4], steps: 100, options: { learningRate: 0.1 } });
    expect(wild.stopped).toBe('diverged');
    expect(meaningfulRows(wild)).toBeLessThan(wild.loss.length);
    const axis = axisFor(strip('loss'), [run, wild]);
    expect(axis.log).toBe(true);
    expect(10 ** axis.high).toBeLessThan(1e7 * run.loss[0]);
    expect(axis.bend(wild.loss.at(-1) ?? 0)).toBe(axis.high);
    expect(barAxis(wild, []).power).toBeLessThan(12);
  });

  it('have the edge of stability in view, but not a spike above twice of it', () => {
    const axis = axisFor(strip('sharpness'), [{ ...run, relativeSharpness: Float64Array.of(0.2, 40) }]);
    expect([axis.low, axis.high]).toEqual([0, 2]);
    expect(axisFor(strip('sharpness'), [{ ...run, relativeSharpness: Float64Array.of(0.1, 0.2) }]).high).toBeCloseTo(1.15);
  });

  it('start at 1 for κ', () => expect(axisFor(strip('condition'), [run]).low).toBe(0));

  it('show only quantities that there are: no κ for one parameter, no η that never changes', () => {
    expect(stripsFor([run]).map(({ id }) => id)).toEqual(['loss', 'gradient', 'condition', 'sharpness']);
    const single = runOf(quadratic(3), { start: [1], options: { learningRate: 0.1 } });
    expect(stripsFor([single]).map(({ id }) => id)).toEqual(['loss', 'gradient', 'sharpness']);
    const decaying = { ...run, learningRate: run.learningRate.map((rate, row) => rate / (row + 1)) };
    expect(stripsFor([decaying]).map(({ id }) => id)).toContain('rate');
  });
});

describe('eigenvalue bars', () => {
  it('share one axis over the run, with the limit on it', () => {
    const axis = barAxis(run, []);
    const largest = Math.max(...run.eigenvalues.map(Math.abs));
    expect(10 ** axis.power).toBeGreaterThanOrEqual(largest);
    expect(axis.limit).toBeCloseTo(2 / 0.005, 6);
    for (const value of run.eigenvalues) expect(Math.abs(onAxis(value, axis))).toBeLessThanOrEqual(1);
    expect(onAxis(0, axis)).toBe(0);
    expect(onAxis(-5, axis)).toBe(-onAxis(5, axis));
  });

  it('leave out a limit far beyond all eigenvalues', () => {
    const slow = runOf(himmelblau, { start: [4, 4], options: { learningRate: 1e-6 } });
    expect(barAxis(slow, []).limit).toBeUndefined();
  });

  it('show both ends of a long spectrum', () => {
    expect(barIndices(3)).toEqual([0, 1, 2]);
    expect(barIndices(50)).toEqual([0, 1, 2, 3, 46, 47, 48, 49]);
  });
});

describe('fields of the form', () => {
  const number = { kind: 'number', label: '', help: '', default: 0, min: 0, max: 1, range: [0, 1], scale: 'linear' } as const;
  it('take numbers within bounds, with either minus, and nothing for the default', () => {
    expect(parseOption(number, '0.5')).toBe(0.5);
    expect(parseOption(number, '1e-3')).toBe(1e-3);
    expect(parseOption({ ...number, min: -1 }, '−0.5')).toBe(-0.5);
    expect(parseOption(number, ' ')).toBeUndefined();
    for (const text of ['2', '-0.1', 'x', 'Infinity', '0,5']) expect(parseOption(number, text)).toBe('invalid');
  });
  it('take whole numbers and lists where these are asked for', () => {
    expect(parseOption({ ...number, kind: 'integer', max: 9 }, '3')).toBe(3);
    expect(parseOption({ ...number, kind: 'integer', max: 9 }, '3.5')).toBe('invalid');
    const list = { kind: 'list', label: '', help: '', default: [] } as const;
    expect(parseOption(list, '30, 80')).toEqual([30, 80]);
    expect(parseOption(list, '30, x')).toBe('invalid');
  });
});

describe('tables', () => {
  it('keep the first and the last row when thinned', () => {
    expect(spread(3, 60)).toEqual([0, 1, 2]);
    expect(spread(101, 5)).toEqual([0, 25, 50, 75, 100]);
  });
  it('show rounding beside large values as zero', () => {
    expect(negligible(3e-24, 182)).toBe('0');
    expect(negligible(3e-24, 1e-24)).toBe('3.0×10⁻²⁴');
  });
});

describe('held-out data', () => {
  it('has its strip, and the lowest loss on it its mark', () => {
    const judged = { ...run, validation: run.loss.map((loss, row) => loss + row) };
    expect(stripsFor([run]).map(({ id }) => id)).not.toContain('validation');
    expect(stripsFor([judged]).map(({ id }) => id)).toEqual(expect.arrayContaining(['loss', 'validation']));
    const best = bestRow(judged.validation) ?? -1;
    expect(judged.validation[best]).toBe(Math.min(...judged.validation));
  });

  it('is best at the first of equals, and nowhere without a number', () => {
    expect(bestRow(Float64Array.of(Number.NaN, 3, 1, 1, 2))).toBe(2);
    expect(bestRow(Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY))).toBeUndefined();
  });

  it('stands beside the loss over a batch', () => {
    const inBatches = { ...run, batchLoss: run.loss.map((loss) => 1.1 * loss) };
    expect(stripsFor([inBatches]).map(({ id }) => id)).toContain('batch');
  });
});
