/** Numbers and findings in words, for the text output, the plot and the report alike. */
import { fixed, significant, subscript } from '../protocol/format';
import type { Inertia, LossDescription, OptimizerChoice, OptionValue, PointKind, Problem, Readout, Trajectory } from '../protocol/model';

/** Six digits; powers of ten outside 10⁻² … 10⁶. */
export function number(value: number): string {
  const size = Math.abs(value);
  return size >= 999.9995 && size < 999999.5 ? fixed(value, 5 - Math.floor(Math.log10(size) + 1e-9)) : significant(value, 6);
}

/** Coordinates in parentheses, the first `most` of them. */
export function vector(values: Float64Array, most = 4): string {
  const shown = Array.from(values.subarray(0, most), (value) => coordinate(value));
  return `(${shown.join(', ')}${values.length > most ? ', …' : ''})`;
}

/** `x −2.00…2.00, y −1.00…3.00`, of the first four coordinates. */
export function boxInWords({ coordinates }: Pick<LossDescription, 'coordinates'>, box: readonly (readonly [number, number])[]): string {
  const shown = box.slice(0, 4).map(([low, high], i) => `${coordinates[i]} ${significant(low)}…${significant(high)}`);
  return shown.join(', ') + (box.length > 4 ? ', …' : '');
}

/** A unit vector: what is below the last decimal is 0 here. */
export function direction(values: Float64Array, most = 4): string {
  const shown = Array.from(values.subarray(0, most), (value) => fixed(value, 4));
  return `(${shown.join(', ')}${values.length > most ? ', …' : ''})`;
}

/** λ₁ … λₙ ascending; where only the ends of the spectrum are known, the upper half of them counts from n down. */
export function eigenName(k: number, known: number, n: number): string {
  return `λ${subscript(k < known / 2 ? k + 1 : n - known + k + 1)}`;
}

/** Fixed decimals for ordinary sizes, powers of ten for the others. */
export function coordinate(value: number): string {
  const size = Math.abs(value);
  return size === 0 || (size >= 5e-5 && size < 1e5) ? fixed(value, 4) : significant(value, 4);
}

/** `1+ 1−`, and `1+ 1 zero 0−` where an eigenvalue is zero. */
export function inertia([positive, zero, negative]: Inertia): string {
  return [`${positive}+`, ...(zero > 0 ? [`${zero} zero`] : []), `${negative}−`].join(' ');
}

export const pointMarks: Readonly<Record<PointKind, string>> = { minimum: '▼', saddle: '✕', maximum: '▲', degenerate: '◆' };
const letters: Readonly<Record<PointKind, string>> = { minimum: 'm', saddle: 's', maximum: 'M', degenerate: 'd' };

/** m₁ s₁ M₁ d₁: numbered within a kind in the order given. */
export function pointNames(points: readonly { readonly kind: PointKind }[]): string[] {
  const seen = new Map<PointKind, number>();
  return points.map(({ kind }) => {
    const k = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, k);
    return letters[kind] + subscript(k);
  });
}

const plurals: Readonly<Record<PointKind, string>> = {
  minimum: 'minima',
  saddle: 'saddles',
  maximum: 'maxima',
  degenerate: 'degenerate points',
};
const singulars: Readonly<Record<PointKind, string>> = {
  minimum: 'minimum',
  saddle: 'saddle',
  maximum: 'maximum',
  degenerate: 'degenerate point',
};
export const pointKinds = ['minimum', 'saddle', 'maximum', 'degenerate'] as const satisfies readonly PointKind[];

export function countKinds(points: readonly { readonly kind: PointKind }[]): Record<PointKind, number> {
  const counts: Record<PointKind, number> = { minimum: 0, saddle: 0, maximum: 0, degenerate: 0 };
  for (const { kind } of points) counts[kind]++;
  return counts;
}

/** `4 minima, 4 saddles, 1 maximum`. */
export function countInWords(points: readonly { readonly kind: PointKind }[]): string {
  const counts = countKinds(points);
  const parts = pointKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${counts[kind] === 1 ? singulars[kind] : plurals[kind]}`);
  return parts.join(', ') || 'no critical points';
}

/** `a curve of minima`. */
export function continuumInWords(kind: PointKind, dimension: number): string {
  return `${dimension === 1 ? 'a curve' : `a region of ${dimension} dimensions`} of ${plurals[kind]}`;
}

/** What the point is, in one line. */
export function verdict({
  kind,
  definiteness,
  gradientNorm,
  loss,
}: Pick<Readout, 'kind' | 'definiteness' | 'gradientNorm' | 'loss'>): string {
  if (!Number.isFinite(loss)) return `the loss is ${number(loss)} here`;
  if (kind === 'degenerate') return `degenerate critical point; the Hessian is ${definiteness}`;
  if (kind !== undefined) return `${kind}; the Hessian is ${definiteness}`;
  return `not a critical point (‖∇L‖ = ${significant(gradientNorm)}); the Hessian is ${definiteness}`;
}

/** Name and value of what is measured at a point, the loss first; of the others, what isn't known is left out, as above the dense limit. */
export function measures(readout: Readout): (readonly [string, string])[] {
  const { loss, gradientNorm, conditionNumber, determinant, trace } = readout;
  const numbers: (readonly [string, number, string])[] = [
    ['loss L', loss, number(loss)],
    ['‖∇L‖', gradientNorm, number(gradientNorm)],
    ['condition κ', conditionNumber, significant(conditionNumber, 4)],
    ['det H', determinant, number(determinant)],
    ['trace H', trace, number(trace)],
  ];
  const known = numbers.filter(([, value], k) => k === 0 || !Number.isNaN(value)).map(([name, , text]) => [name, text] as const);
  return [...known, ['inertia', knownInertia(readout)]];
}

/** With how many eigenvalues it is of, where they are not all. */
export function knownInertia({ inertia: counts, eigenvalues, at }: Pick<Readout, 'inertia' | 'eigenvalues' | 'at'>): string {
  return inertia(counts) + (eigenvalues.length < at.length ? ` of the ${eigenvalues.length} outermost eigenvalues` : '');
}

const optionWords = (value: OptionValue): string => (Array.isArray(value) ? value.join(',') : String(value));

/** `sgd learningRate=0.01 momentum=0.9`. */
export function choiceInWords({ id, options }: OptimizerChoice): string {
  return [id, ...Object.entries(options).map(([name, value]) => `${name}=${optionWords(value)}`)].join(' ');
}

const stops: Readonly<Record<Exclude<Trajectory['stopped'], 'steps'>, string>> = {
  converged: 'converged',
  early: 'stopped early',
  diverged: 'diverged',
  stalled: 'stalled',
};

/** `converged at step 26`. */
export function briefStop({ stopped, steps }: Pick<Trajectory, 'stopped' | 'steps'>): string {
  const last = steps.at(-1) ?? 0;
  return stopped === 'steps' ? count(last, 'step') : `${stops[stopped]} at step ${last}`;
}

/** The same with the engine's reason, where it gives one. */
export function stopInWords(run: Pick<Trajectory, 'stopped' | 'steps' | 'note'>): string {
  return run.note ?? briefStop(run);
}

/** A loss at a critical point: rounding leaves 1e-28 where it is 0. */
export const criticalLoss = (loss: number, digits = 6): string => (Math.abs(loss) < 1e-9 ? '0' : significant(loss, digits));

/** `rosenbrock(x, y)`. */
export function heading({ summary, parameters }: LossDescription): string {
  return `${summary.name}(${parameters.map(({ name }) => name).join(', ')})`;
}

export function derivativesInWords(kind: Readout['derivatives']): string {
  return kind === 'exact' ? 'exact derivatives' : 'numeric derivatives (central differences)';
}

/** A warning as plain fields for JSON. */
export function problemFields({ code, message, hint, location }: Problem): Record<string, unknown> {
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(location && { file: location.file, line: location.line, column: location.column }),
  };
}

/** Row numbers 0, 1, 2, 5, 10, 20, 50, … and the last of `length` rows. */
export function milestones(length: number): number[] {
  const last = length - 1;
  const kept = [0];
  for (let decade = 1; decade < last; decade *= 10) for (const k of [decade, 2 * decade, 5 * decade]) if (k < last) kept.push(k);
  return last > 0 ? [...kept, last] : kept;
}

/** `3 minima`, `1 saddle`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
