/** Cross-sections as they are shown: in order, named, with steady signs, and within a range of the loss. */
import type { CrossSection, Readout } from '../../../src/protocol/model';
import type { Range } from '../../lib/lineChart';
import { extent } from '../../lib/rows';

export interface Section extends CrossSection {
  /** k of λₖ and uₖ; λ₁ is the largest eigenvalue. */
  readonly index: number;
  /** The point where t = 0. */
  readonly through: Float64Array;
}

/** Sections as they come, and the point that they go through. */
export interface FoundSections {
  readonly through: Float64Array;
  readonly ascending: readonly CrossSection[];
}

/** Sections at each end of the spectrum: all eigenvectors up to twice as many parameters. */
export const outermost = 6;
/** Odd, so that t = 0 is among them. */
export const samples = 81;

/** Part of the loss's own range by which the parabola may stand out before it is cut off. */
const overshoot = 0.5;
/** Room above and below, as a part of the range. */
const margin = 0.06;

/**
 * By falling eigenvalue. An eigenvector has no sign of its own: it keeps the one that it was last shown with, so that charts
 * don't flip while the point moves; at first its first large component is positive.
 */
export function arranged({ through, ascending }: FoundSections, previous: readonly Section[]): readonly Section[] {
  const n = through.length;
  return ascending
    .map((section, place): Section => {
      const index = indexAt(place, ascending.length, n);
      const last = previous.find((other) => other.index === index)?.direction;
      const steady = last?.length === n ? dot(last, section.direction) >= 0 : leadsPositive(section.direction);
      return { ...(steady ? section : reversed(section)), index, through };
    })
    .reverse();
}

/** When only the outermost are known, the lower half counts from n downwards. */
const indexAt = (place: number, count: number, n: number): number => (place < count / 2 ? n - place : count - place);

/** The same section seen from the other side: along −u. */
function reversed<S extends CrossSection>(section: S): S {
  const { direction, slope, loss, taylor } = section;
  return { ...section, direction: direction.map((u) => 0 - u), slope: -slope, loss: loss.toReversed(), taylor: taylor.toReversed() };
}

/** Whether the first of the large components is positive; nearly equal ones count as equal, so that rounding decides nothing. */
export function leadsPositive(direction: Float64Array): boolean {
  const largest = Math.max(...direction.map(Math.abs));
  return (direction.find((u) => Math.abs(u) > 0.9 * largest) ?? 0) >= 0;
}

/** A parabola that touches the loss at t₀. */
export interface Parabola {
  readonly t: number;
  readonly loss: number;
  readonly slope: number;
  readonly curvature: number;
}

export const parabolaAt = ({ t, loss, slope, curvature }: Parabola, at: number): number =>
  loss + slope * (at - t) + 0.5 * curvature * (at - t) ** 2;

/** The second-order Taylor model at the point that the section goes through. */
export function ownParabola({ taylor, slope, eigenvalue }: Section): Parabola {
  return { t: 0, loss: taylor[(taylor.length - 1) / 2], slope, curvature: eigenvalue };
}

/**
 * The second-order Taylor model at another point of the section's line: slope gᵀu and curvature uᵀHu there.
 * Undefined where the Hessian is not known.
 */
export function touchingParabola({ at, loss, gradient, hessian }: Readout, section: Section): Parabola | undefined {
  const { direction: u, through } = section;
  const n = u.length;
  if (!hessian || at.length !== n) return undefined;
  const bent = u.map((_, i) => dot(hessian.subarray(i * n, (i + 1) * n), u));
  const t = at.reduce((sum, x, i) => sum + (x - through[i]) * u[i], 0);
  return { t, loss, slope: dot(gradient, u), curvature: dot(u, bent) };
}

/** The loss on the curve at t, between samples by a straight line. */
export function lossAt({ t, loss }: CrossSection, at: number): number {
  const place = ((at - t[0]) / (t[t.length - 1] - t[0])) * (t.length - 1);
  const low = Math.max(0, Math.min(t.length - 2, Math.floor(place)));
  return loss[low] + (place - low) * (loss[low + 1] - loss[low]);
}

/** What a chart of the section spans: the loss whole, and its parabola as far as that doesn't squash the loss. */
export function rangeOf(section: CrossSection): Range | undefined {
  const own = extent(section.loss);
  if (!own) return undefined;
  const model = extent(section.taylor) ?? own;
  const reach = overshoot * (own[1] - own[0]);
  return [Math.min(own[0], Math.max(model[0], own[0] - reach)), Math.max(own[1], Math.min(model[1], own[1] + reach))];
}

/** The range that holds them all, with room round it; a level line gets room too. */
export function spanning(ranges: readonly (Range | undefined)[]): Range {
  const [low, high] = extent(ranges.flatMap((range) => range ?? [])) ?? [0, 1];
  // Below this, differences are the rounding of the values themselves.
  const least = 1e-12 * Math.max(Math.abs(low), Math.abs(high));
  const room = high - low > least ? margin * (high - low) : 0.1 * Math.abs(high) || 1;
  return [low - room, high + room];
}

export const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
