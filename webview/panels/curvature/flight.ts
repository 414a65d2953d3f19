/** Both ways down, told apart as the charts tell them apart. */
import type { Escape, Trajectory } from '../../../src/protocol/model';
import type { Range } from '../../lib/lineChart';
import { extent } from '../../lib/rows';
import { dot, leadsPositive, type Section, spanning } from './sections';

/**
 * An eigenvector has no sign of its own. Here u points the same way as in the section along it, where that is on screen; else
 * its first large component is positive. The branch along +u comes first.
 */
export function orientedEscape(found: Escape, section: Section | undefined): Escape {
  const { direction, branches } = found;
  const agreement = section?.direction.length === direction.length ? dot(section.direction, direction) : 0;
  const parallel = Math.abs(agreement) > 0.99;
  if (parallel ? agreement > 0 : leadsPositive(direction)) return found;
  const turned = branches.map((branch) => ({ ...branch, sign: branch.sign === 1 ? (-1 as const) : (1 as const) }));
  return { ...found, direction: direction.map((u) => 0 - u), branches: [turned[1], turned[0]] };
}

export interface FallAxes {
  readonly steps: number;
  readonly range: Range;
}

/** One pair of axes for both branches, from the loss at the saddle down. */
export function fallAxes({ from, branches }: Escape): FallAxes {
  const ranges = branches.map(({ trajectory }) => extent(trajectory.loss));
  return {
    steps: Math.max(1, ...branches.map(({ trajectory }) => lastStep(trajectory))),
    range: spanning([...ranges, [from.loss, from.loss]]),
  };
}

export const lastStep = ({ steps }: Trajectory): number => steps[steps.length - 1];
