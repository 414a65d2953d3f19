import { largestMagnitude } from '../linalg/vector';
import { type Facts, isSmooth } from './facts';

/** Against the steepest slope around; and the part of what there is to gain that a move as far as the surroundings reach brings. */
const [weak, little] = [1e-3, 1e-2];

/** The loss gained by going to the lowest place known. */
export const gainFrom = ({ here, reached, around }: Facts): number =>
  here.loss - Math.min(reached?.loss ?? Number.POSITIVE_INFINITY, around?.lowest ?? Number.POSITIVE_INFINITY);

/**
 * Gradient and curvature are both so small that, to second order, a move as far as the surroundings reach changes the loss by a
 * negligible part of what there is to gain. So it is no minimum, however flat; and there is something to gain.
 */
export function liesOnPlateau(facts: Facts): boolean {
  const { here, around } = facts;
  if (!isSmooth(facts) || !around || !(here.gradientNorm <= weak * around.steepest)) return false;
  const { reach } = around;
  const gain = gainFrom(facts);
  const change = here.gradientNorm * reach + 0.5 * largestMagnitude(here.eigenvalues) * reach ** 2;
  return gain > 1e-9 * Math.abs(here.loss) && change <= little * gain;
}
