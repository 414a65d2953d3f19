/** Everything that a picture or a report shows, already computed. */
import type {
  CriticalPoint,
  CriticalPoints,
  EntryMetadata,
  Field,
  FieldName,
  LossDescription,
  OptimizerChoice,
  Plane,
  Readout,
  Surface,
  Trajectory,
} from '../protocol/model';
import { type PathStyle, pathStyle } from './theme';
import { pointNames } from './words';

export type Continuum = CriticalPoints['continua'][number];

export interface NamedPoint extends CriticalPoint {
  /** m₁, s₁, … */
  readonly name: string;
}

export interface Run {
  readonly title: string;
  readonly choice: OptimizerChoice;
  readonly trajectory: Trajectory;
  /** The same from other starts. */
  readonly others: readonly Trajectory[];
  readonly style: PathStyle;
  /** The critical point where it ended. */
  readonly reached: NamedPoint | undefined;
}

/** Runs, and what is where they lead, without a map. */
export interface RunScene {
  readonly description: LossDescription;
  readonly runs: readonly Run[];
  /** Empty where they were not looked for. */
  readonly points: readonly NamedPoint[];
  /** Curves and regions of critical points that are not isolated. */
  readonly continua: readonly Continuum[];
  readonly proof: CriticalPoints['proof'] | undefined;
  readonly readout: Readout;
  /** The run at whose end the readout is; undefined: it is at the start. */
  readonly readoutOf: Run | undefined;
}

export interface Scene extends RunScene {
  readonly surface: Surface;
  /** Names of the plane's two coordinates; one for a loss of one parameter. */
  readonly names: readonly string[];
  /** What the directions are, when they are no coordinates. */
  readonly where?: string;
  /** What is drawn in place of the loss, or as a region over it. */
  readonly overlay?: Overlay;
}

export interface Overlay {
  readonly field: Field;
  /** As the legend calls it. */
  readonly symbol: string;
}

/** What may lie over a map, by the names that the command line knows. */
export const overlays = {
  'gradient-norm': { field: 'gradientNorm', symbol: '‖∇L‖' },
  'smallest-eigenvalue': { field: 'smallestEigenvalue', symbol: 'λmin' },
  'largest-eigenvalue': { field: 'largestEigenvalue', symbol: 'λmax' },
  'condition-number': { field: 'conditionNumber', symbol: 'κ' },
  'determinant-sign': { field: 'determinantSign', symbol: 'det H' },
  'negative-curvature': { field: 'negativeCurvature', symbol: 'bends down' },
  plateau: { field: 'plateau', symbol: 'flat' },
} as const satisfies Record<string, { readonly field: FieldName; readonly symbol: string }>;

export type OverlayName = keyof typeof overlays;

export const placeInWords = (run: Run | undefined): string => (run ? `at the end of ${run.title}` : 'at the start');

export interface RunInputs {
  readonly choices: readonly OptimizerChoice[];
  /** For each choice one from every start. */
  readonly trajectories: readonly (readonly Trajectory[])[];
  readonly entries: readonly EntryMetadata[];
  readonly points: readonly NamedPoint[];
  /** Diagonal of the map, in units of the coordinates. */
  readonly span: number;
}

export function nameRuns({ choices, trajectories, entries, points, span }: RunInputs): Run[] {
  const names = choices.map((choice) => nameOf(choice, entries));
  return choices.map((choice, k) => {
    const rivals = choices.filter((_, other) => other !== k && names[other] === names[k]);
    const title = [names[k], ...differences(choice, rivals)].join(', ');
    const [trajectory, ...others] = trajectories[k];
    return { title, choice, trajectory, others, style: pathStyle(k), reached: reachedBy(trajectory, points, span) };
  });
}

/** Of the preset that says most about the choice (`Momentum` for sgd with momentum 0.9), else of the optimizer. */
function nameOf({ id, options }: OptimizerChoice, entries: readonly EntryMetadata[]): string {
  const entry = entries.find((candidate) => candidate.id === id);
  const size = (preset: { readonly options: object }) => Object.keys(preset.options).length;
  const [best] = (entry?.presets ?? [])
    .filter((preset) => Object.entries(preset.options).every(([name, value]) => options[name] === value))
    .sort((p, q) => size(q) - size(p));
  return best?.name ?? entry?.name ?? id;
}

/** `momentum=0.8`: the options that runs of the same name do not share. */
function differences({ options }: OptimizerChoice, rivals: readonly OptimizerChoice[]): string[] {
  const own = Object.entries(options).filter(([name, value]) => rivals.some((rival) => String(rival.options[name]) !== String(value)));
  return own.map(([name, value]) => `${name}=${String(value)}`);
}

export function namePoints(points: readonly CriticalPoint[]): NamedPoint[] {
  const names = pointNames(points);
  return points.map((point, k) => ({ ...point, name: names[k] }));
}

/** A point of the run; negative rows count from the end. */
export function pointOf({ params, n, steps }: Trajectory, row: number): Float64Array {
  const k = row < 0 ? steps.length + row : row;
  return params.subarray(k * n, (k + 1) * n);
}

/** The nearest critical point within 10⁻⁴ of the map's span from the end of the run. */
function reachedBy(trajectory: Trajectory, points: readonly NamedPoint[], span: number): NamedPoint | undefined {
  const end = pointOf(trajectory, -1);
  const gap = (point: NamedPoint) => Math.hypot(...point.at.map((value, i) => value - end[i]));
  const [nearest] = [...points].sort((p, q) => gap(p) - gap(q));
  return nearest && gap(nearest) <= 1e-4 * span ? nearest : undefined;
}

/** Coordinates (u, v) of the point of the plane that is nearest; the directions need not be orthogonal, and 0 along one that is none. */
export function planeCoordinates({ origin, first, second }: Plane, at: Float64Array): readonly [number, number] {
  const offset = at.map((value, i) => value - origin[i]);
  const [aa, ab, bb] = [dot(first, first), dot(first, second), dot(second, second)];
  const [a, b] = [dot(first, offset), dot(second, offset)];
  const gram = aa * bb - ab * ab;
  if (gram === 0) return [aa === 0 ? 0 : a / aa, bb === 0 ? 0 : b / bb];
  return [(bb * a - ab * b) / gram, (aa * b - ab * a) / gram];
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
