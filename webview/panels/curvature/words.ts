/** Numbers, directions and points of the panel in words. */

import { t } from '../../../src/l10n/t';
import { fixed, significant, subscript } from '../../../src/protocol/format';
import type { CriticalPoints, Inertia, PointKind, Readout } from '../../../src/protocol/model';
import { definitenessWords, kindWords, listed, sentences } from '../../../src/protocol/words';
import { continuumName, type NamedPoint } from '../../lib/points';
import { distance } from '../../lib/rows';

/** Same as the engine's: |λ| ≤ max(10⁻⁹·|λ|max, 10⁻¹²) counts as zero. */
const [relativeZero, absoluteZero] = [1e-9, 1e-12];
/** Components of directions are recognised as whole multiples up to this rounding, and up to this multiple. */
const [recognised, largestMultiple] = [1e-7, 9];
/** Parameters up to which a direction or a point is written out in full. */
export const writtenOut = 4;
/** Terms of a longer direction that are named. */
const namedTerms = 3;

export const magnitude = (values: Float64Array): number => values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);

export type Bend = 'up' | 'down' | 'flat';

/** Which way the loss bends where the eigenvalue is λ; `scale` is the largest |λ|. */
export function bendOf(eigenvalue: number, scale: number): Bend {
  if (!(Math.abs(eigenvalue) > Math.max(relativeZero * scale, absoluteZero))) return 'flat';
  return eigenvalue > 0 ? 'up' : 'down';
}

/** An entry of the Hessian or an eigenvalue: 0 where it is rounding beside `scale`, whole where it is whole, else three digits. */
export function entry(value: number, scale: number): string {
  if (Math.abs(value) <= relativeZero * scale) return '0';
  const whole = Math.round(value);
  if (Math.abs(whole) < 1000 && Math.abs(value - whole) <= relativeZero * Math.abs(value)) return String(whole).replace('-', '\u2212');
  return significant(value);
}

/** `(1, 1)/√2`, `(0.96, −0.28)`, or the largest terms by name: `0.71 W[0][1] − 0.50 b[0] + …`. */
export function directionWords(direction: Float64Array, coordinates: readonly string[]): string {
  if (direction.length > writtenOut) return largestTerms(direction, coordinates);
  return wholeMultiples(direction) ?? `(${Array.from(direction, (u) => fixed(u)).join(', ')})`;
}

/** A unit vector whose components are small whole multiples of one number. */
function wholeMultiples(direction: Float64Array): string | undefined {
  const least = Math.min(...Array.from(direction, Math.abs).filter((size) => size > recognised));
  for (let multiple = 1; multiple <= largestMultiple; multiple++) {
    const ratios = Array.from(direction, (u) => (multiple * u) / least);
    const whole = ratios.map(Math.round);
    if (whole.every((k, i) => Math.abs(k) <= largestMultiple && Math.abs(ratios[i] - k) <= recognised)) return dividedByLength(whole);
  }
  return undefined;
}

function dividedByLength(whole: readonly number[]): string {
  const square = whole.reduce((sum, k) => sum + k * k, 0);
  const length = Math.sqrt(square);
  const vector = `(${whole.map((k) => fixed(k, 0)).join(', ')})`;
  if (length === 1) return vector;
  return `${vector}/${Number.isInteger(length) ? length : `√${square}`}`;
}

function largestTerms(direction: Float64Array, coordinates: readonly string[]): string {
  const order = Array.from(direction.keys()).sort((a, b) => Math.abs(direction[b]) - Math.abs(direction[a]));
  const terms = order.slice(0, namedTerms).map((i, place) => {
    const sign = direction[i] < 0 ? '\u2212' : '+';
    const size = `${fixed(Math.abs(direction[i]))}\u00a0${coordinates[i]}`;
    return place === 0 ? `${sign === '+' ? '' : sign}${size}` : `${sign} ${size}`;
  });
  return [...terms, '+ …'].join(' ');
}

/** `(1.00, −0.50)`; empty when there are too many coordinates to write out. */
export function pointWords(at: ArrayLike<number>): string {
  const words = (x: number) => (Math.abs(x) < 1000 && (x === 0 || Math.abs(x) >= 0.01) ? fixed(x) : significant(x));
  return at.length <= writtenOut ? `(${Array.from(at, words).join(', ')})` : '';
}

/** `2+ 1·0 1−` */
export function inertiaWords([positive, zero, negative]: Inertia): string {
  return [`${positive}+`, ...(zero > 0 ? [`${zero}·0`] : []), `${negative}\u2212`].join(' ');
}

export interface Verdict {
  readonly headline: string;
  readonly why: string;
}

export interface Surroundings {
  readonly points: readonly NamedPoint[];
  readonly continua: CriticalPoints['continua'];
}

/** Parts of a critical point's neighbourhood: within the first one is at the point itself, within the second near it. */
const [same, near] = [1e-3, 0.25];

/** What kind of point it is, and the numbers that prove it. */
export function verdictOf(readout: Readout, around: Surroundings): Verdict {
  const { critical, kind, definiteness, gradientNorm } = readout;
  if (definiteness === 'undefined') return { headline: t('No curvature here'), why: t('The Hessian is not finite at this point.') };
  if (!critical || kind === undefined) {
    const neighbour = namedAt(readout.at, around.points, near);
    const headline = neighbour ? t('Not critical: near {0} {1}', kindWords[neighbour.kind], neighbour.name) : t('Not critical');
    return { headline, why: sentences(t('The loss slopes: ‖∇L‖ = {0}.', significant(gradientNorm)), curvatureWords(readout)) };
  }
  const named = namedAt(readout.at, around.points);
  switch (kind) {
    case 'minimum':
    case 'maximum':
      return { headline: titled(kind, named), why: extremumWords(kind, readout) };
    case 'saddle':
      return { headline: titled(kind, named), why: saddleWords(readout) };
    case 'degenerate':
      return degenerate(readout, around);
    default:
      return kind satisfies never;
  }
}

const titled = (kind: Exclude<PointKind, 'degenerate'>, named: NamedPoint | undefined): string =>
  named ? t('{0} {1}', kindTitles[kind], named.name) : kindTitles[kind];
const kindTitles = { minimum: t('Minimum'), maximum: t('Maximum'), saddle: t('Saddle') } as const;

/** The critical point that this is, if it is one of those that are known; or the one that it is so near to. */
export const namedAt = (at: Float64Array, points: readonly NamedPoint[], part = same): NamedPoint | undefined =>
  points.find((point) => distance(point.at, at) <= part * point.radius);

function extremumWords(kind: 'minimum' | 'maximum', { eigenvalues, determinant }: Readout): string {
  const up = kind === 'minimum';
  if (eigenvalues.length === 1) {
    return up ? t('‖∇L‖ is 0 and λ is positive: the loss rises both ways.') : t('‖∇L‖ is 0 and λ is negative: the loss falls both ways.');
  }
  if (eigenvalues.length > 2) {
    return up
      ? t('‖∇L‖ is 0 and every λ is positive: the loss rises in every direction.')
      : t('‖∇L‖ is 0 and every λ is negative: the loss falls in every direction.');
  }
  const det = `det H = ${significant(determinant)}\u00a0>\u00a00`;
  return up
    ? t('‖∇L‖ is 0 and every λ is positive, {0}: the loss rises in every direction.', det)
    : t('‖∇L‖ is 0 and every λ is negative, {0}: the loss falls in every direction.', det);
}

function saddleWords({ eigenvalues, inertia: [up, , down], determinant, at }: Readout): string {
  const scale = magnitude(eigenvalues);
  if (at.length === 2) {
    const proof = [`λ₁ = ${entry(eigenvalues[1], scale)}`, `λ₂ = ${entry(eigenvalues[0], scale)}`];
    const det = `det H = ${entry(determinant, scale ** 2)}\u00a0<\u00a00`;
    return t('‖∇L‖ is 0, yet the loss rises along u₁ and falls along u₂: {0}.', listed([...proof, det]));
  }
  return t(
    '‖∇L‖ is 0, yet it rises along {0} and falls along {1}, the most along {2}, where λ = {3}.',
    ...[eigenvectors(up), down, `u${subscript(at.length)}`, entry(eigenvalues[0], scale)],
  );
}

function degenerate(readout: Readout, { continua }: Surroundings): Verdict {
  const { inertia, definiteness } = readout;
  const continuum = continuumAt(readout, continua);
  if (continuum) {
    const headline = t('On a {0}', continuumName(continuum));
    const why =
      inertia[1] === 1
        ? t('‖∇L‖ is 0, and so is one λ: along it the loss stays level.')
        : t('‖∇L‖ is 0, and so is {0} λ: along it the loss stays level.', inertia[1]);
    return { headline, why };
  }
  const flat = inertia[1] === 1 ? t('One eigenvalue is 0') : t('{0} eigenvalues are 0', inertia[1]);
  const undecided = t('the second-order test cannot tell what it is; higher orders decide.');
  return {
    headline: t('Degenerate critical point'),
    why: t('{0}, H is {1}: {2}', flat, definitenessWords[definiteness], undecided),
  };
}

/** How much of the continuum's own size, and of the loss, one may be beside it. */
const [beside, level] = [0.02, 1e-6];

export function continuumAt(
  { at, loss }: Pick<Readout, 'at' | 'loss'>,
  continua: Surroundings['continua'],
): Surroundings['continua'][number] | undefined {
  return continua.find((continuum) => {
    const sizes = Array.from(at.keys(), (i) => continuum.points.map((point) => point[i])).map((xs) => Math.max(...xs) - Math.min(...xs));
    const nearest = Math.min(...continuum.points.slice(1).map((point, i) => distanceToSegment(at, continuum.points[i], point)));
    return nearest <= beside * Math.max(...sizes) && Math.abs(loss - continuum.loss) <= level * (1 + Math.abs(continuum.loss));
  });
}

function distanceToSegment(at: Float64Array, from: Float64Array, to: Float64Array): number {
  const along = to.map((x, i) => x - from[i]);
  const square = along.reduce((sum, x) => sum + x * x, 0);
  const t = square === 0 ? 0 : along.reduce((sum, x, i) => sum + x * (at[i] - from[i]), 0) / square;
  const clamped = Math.max(0, Math.min(1, t));
  return distance(
    at,
    from.map((x, i) => x + clamped * along[i]),
  );
}

function curvatureWords({ inertia: [up, zero, down], definiteness }: Readout): string {
  if (up + zero + down === 1) return up ? t('It bends up here.') : down ? t('It bends down here.') : t('It is straight here.');
  if (up === 1 && down === 1 && zero === 0) return t('H is indefinite: the loss bends up along u₁ and down along u₂.');
  if (zero === 0 && (up === 0 || down === 0)) {
    return up > 0
      ? t('H is {0}: the loss bends up in every direction.', definitenessWords[definiteness])
      : t('H is {0}: the loss bends down in every direction.', definitenessWords[definiteness]);
  }
  const parts = [
    ...(up > 0 ? [t('bends up along {0}', eigenvectors(up))] : []),
    ...(down > 0 ? [up > 0 ? t('down along {0}', down) : t('bends down along {0}', eigenvectors(down))] : []),
    ...(zero > 0 ? [t('is straight along {0}', up + down > 0 ? zero : eigenvectors(zero))] : []),
  ];
  return t('H is {0}: the loss {1}.', definitenessWords[definiteness], listed(parts));
}

const eigenvectors = (n: number): string => (n === 1 ? t('{0} eigenvector', n) : t('{0} eigenvectors', n));

/** How long a branch of an escape is, and where it ends, which may be unknown. */
export function stepsWords(n: number, end: string): string {
  const steps = n === 1 ? t('{0} step', n) : t('{0} steps', n);
  return end === '' ? steps : t('{0} to {1}', steps, end);
}

/** Where a branch of an escape ends. */
export function endWords(end: Readout | undefined, stopped: string, around: Surroundings): string {
  if (!end || stopped === 'diverged') return t('falls without bound');
  const continuum = continuumAt(end, around.continua);
  if (continuum) return t('on a {0}', continuumName(continuum));
  const named = namedAt(end.at, around.points);
  if (named) return t('{0} {1}', kindWords[named.kind], named.name);
  if (end.kind === 'degenerate') return t('degenerate, {0}', definitenessWords[end.definiteness]);
  if (end.kind !== undefined) return kindWords[end.kind];
  return stopped === 'steps' ? t('still falling') : t('nearly level, ‖∇L‖ = {0}', significant(end.gradientNorm));
}
