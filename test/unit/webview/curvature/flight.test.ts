import { describe, expect, it } from 'vitest';
import { eigenSections } from '../../../../src/engine/curvature/crossSection';
import { escapeSaddle } from '../../../../src/engine/curvature/escape';
import type { Objective } from '../../../../src/engine/objective';
import { finish } from '../../../../src/engine/work';
import type { Escape } from '../../../../src/protocol/model';
import { fallAxes, lastStep, orientedEscape } from '../../../../webview/panels/curvature/flight';
import { arranged, samples } from '../../../../webview/panels/curvature/sections';
import { objectiveOf, readoutAt, toy } from '../support';

function escapeFrom(objective: Objective, at: readonly number[]): Escape {
  const found = finish(escapeSaddle(objective, Float64Array.from(at)));
  if (!found) throw new Error('no way down');
  return found;
}

const turnedRound = (found: Escape): Escape => ({
  ...found,
  direction: found.direction.map((u) => -u),
  branches: [
    { ...found.branches[1], sign: 1 },
    { ...found.branches[0], sign: -1 },
  ],
});

describe('the directions of an escape', () => {
  const found = escapeFrom(toy, [0, 0]);
  it('come out the same whichever sign the eigenvector came with', () => {
    for (const either of [found, turnedRound(found)]) {
      const { direction, branches } = orientedEscape(either, undefined);
      expect([...direction]).toEqual([expect.closeTo(Math.SQRT1_2, 12), expect.closeTo(Math.SQRT1_2, 12)]);
      expect(branches.map(({ sign }) => sign)).toEqual([1, -1]);
      expect([...branches[0].params]).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
    }
  });

  it('agree with the section that is on screen', () => {
    const report = readoutAt(toy, [0, 0]);
    const ascending = eigenSections(toy, report, { samples });
    const sections = arranged({ through: report.at, ascending }, []);
    const mirrored = sections.map((section) => ({ ...section, direction: section.direction.map((u) => -u) }));
    const { direction, branches } = orientedEscape(found, mirrored.at(-1));
    expect(direction[0]).toBeLessThan(0);
    expect(branches[0].params[0]).toBeLessThan(0);
    expect(branches[0].sign).toBe(1);
  });
});

describe('the axes of both falls', () => {
  it('hold both branches and the loss at the saddle', () => {
    // One side is a deep and narrow pit, the other a shallow and wide one.
    const uneven = objectiveOf(1, {
      value: ([x]) => x ** 4 - x ** 3 - x ** 2,
      gradient: ([x]) => [4 * x ** 3 - 3 * x ** 2 - 2 * x],
      hessian: ([x]) => [12 * x * x - 6 * x - 2],
    });
    const found = escapeFrom(uneven, [0]);
    const { steps, range } = fallAxes(found);
    expect(range[1]).toBeGreaterThan(0);
    for (const { trajectory, loss } of found.branches) {
      expect(range[0]).toBeLessThan(loss);
      expect(lastStep(trajectory)).toBeLessThanOrEqual(steps);
    }
  });
});
