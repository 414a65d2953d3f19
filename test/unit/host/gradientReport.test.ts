import { expect, it } from 'vitest';
import { gradientReport, sweepPicture } from '../../../src/host/gradientReport';
import type { CheckReport } from '../../../src/protocol/model';

const epsilonSweep = { epsilon: Float64Array.of(1e-1, 1e-6, 1e-12), relativeError: Float64Array.of(1e-3, 1e-10, 1e-4), components: 2 };
const report: CheckReport = {
  at: Float64Array.of(1, 2),
  against: 'user gradient',
  relativeError: 0.2,
  verdict: 'wrong',
  components: [
    { index: 0, exact: 4, other: 4, error: 0 },
    { index: 1, exact: 13, other: 9, error: 4 / 22 },
  ],
  epsilonSweep,
};

it('says the verdict, and lists every component, the worst first', () => {
  const page = gradientReport('loss', ['x', 'y'], report);
  expect(page).toContain('Your gradient is **wrong**: relative error 2.0e-1 against the exact one at `x` = 1, `y` = 2.');
  expect(page.indexOf('| `y` | 13 | 9 | 1.8e-1 | ✗ wrong |')).toBeGreaterThan(0);
  expect(page.indexOf('| `x` | 4 | 4 | 0.0e+0 | ✓ |')).toBeGreaterThan(page.indexOf('| `y`'));
  expect(page).toContain('| 1.0e-6 | 1.0e-10 |');
});

it('draws the sweep with ε across and the error up, lowest in the middle of the V', () => {
  const svg = Buffer.from(sweepPicture(epsilonSweep).split(',')[1] ?? '', 'base64').toString();
  const heights = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(heights).toHaveLength(3);
  expect(heights[0][0]).toBeGreaterThan(heights[1][0]);
  expect(heights[1][1]).toBeGreaterThan(heights[0][1]);
  expect(heights[1][1]).toBeGreaterThan(heights[2][1]);
});
