import { expect, it, vi } from 'vitest';
import type { LossState } from '../../../src/host/lossStatus';
import type { FoundPoints } from '../../../src/host/pointSearch';
import type { CriticalPoints, LossDescription, LossSummary, Readout } from '../../../src/protocol/model';

vi.mock('vscode', () => ({}));

const { lensTitle } = await import('../../../src/host/lenses');

const summary = { name: 'loss' } as LossSummary;
const loss = (changes: Partial<LossState> = {}): LossState => ({
  summary,
  result: {
    description: { revision: 7, n: 2 } as LossDescription,
    readout: { conditionNumber: 2500, kind: 'saddle', critical: true, definiteness: 'indefinite', loss: 1 } as Readout,
  },
  problem: undefined,
  stale: false,
  ...changes,
});
const search = {
  box: [
    [-1, 1],
    [-1, 1],
  ],
  counts: { minimum: 4, saddle: 4, maximum: 0, degenerate: 0 },
  continua: [],
} as unknown as CriticalPoints;
const found = (changes: Partial<FoundPoints> = {}): FoundPoints => ({ revision: 7, search, names: [], problem: undefined, ...changes });

it('says what is known at the start, and how many critical points there are', () => {
  expect(lensTitle(loss(), found())).toBe('Visualize descent | κ 2.5×10³ · saddle at start | 4 minima, 4 saddles');
});

it('only grows at its end while more becomes known', () => {
  const titles = [lensTitle(loss({ result: undefined })), lensTitle(loss()), lensTitle(loss(), found())];
  for (const [i, title] of titles.entries()) expect(titles.at(-1)?.startsWith(title), `${i}`).toBe(true);
});

it('marks what is from before the last edit, each part by itself', () => {
  expect(lensTitle(loss(), found({ revision: 6 }))).toBe('Visualize descent | κ 2.5×10³ · saddle at start | ~ 4 minima, 4 saddles');
  expect(lensTitle(loss({ stale: true }), found())).toBe('Visualize descent | ~ κ 2.5×10³ · saddle at start | ~ 4 minima, 4 saddles');
});

it('does not count points of a version with other parameters', () => {
  const flat = found({ search: { ...search, box: [[-1, 1]] } });
  expect(lensTitle(loss(), flat)).toBe('Visualize descent | κ 2.5×10³ · saddle at start');
});

it('names no condition number where there is none', () => {
  const result = loss().result;
  const nowhere = { conditionNumber: Number.NaN, loss: Number.POSITIVE_INFINITY, kind: undefined, critical: false } as Readout;
  expect(lensTitle(loss({ result: result && { ...result, readout: nowhere } }))).toBe('Visualize descent | loss is ∞ at start');
  const flat = { conditionNumber: Number.POSITIVE_INFINITY, loss: 1, kind: 'degenerate', critical: true } as Readout;
  expect(lensTitle(loss({ result: result && { ...result, readout: flat } }))).toBe('Visualize descent | κ ∞ · degenerate at start');
});
