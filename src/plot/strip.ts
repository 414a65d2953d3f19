/** Quantities of runs over their steps. */
import type { Trajectory } from '../protocol/model';
import { type Chart, chartMarkup, drawChart, type Series, type Size } from './chart';
import type { Run } from './scene';
import type { PathStyle } from './theme';
import type { Point } from './xml';

export interface Quantity {
  readonly name: string;
  readonly of: (trajectory: Trajectory) => Float64Array;
  readonly linear?: boolean;
  /** A second curve of the same kind, dotted; empty where a run has none. */
  readonly beside?: { readonly name: string; readonly of: (trajectory: Trajectory) => Float64Array };
}

const size: Size = { width: 460, height: 220 };
/** Points of a curve that a reader can tell apart. */
const mostPoints = 600;

/** By the names that the command line knows. */
export const quantities = {
  loss: { name: 'Loss L', of: ({ loss }) => loss, beside: { name: 'held out', of: ({ validation }) => validation } },
  'batch-loss': { name: 'Loss on the batch', of: ({ batchLoss }) => batchLoss },
  'gradient-norm': { name: 'Gradient norm ‖∇L‖', of: ({ gradientNorm }) => gradientNorm },
  'learning-rate': { name: 'Learning rate η', of: ({ learningRate }) => learningRate, linear: true },
  'condition-number': { name: 'Condition number κ', of: ({ conditionNumber }) => conditionNumber },
  sharpness: { name: 'Sharpness λmax over its stable limit', of: ({ relativeSharpness }) => relativeSharpness },
} as const satisfies Readonly<Record<string, Quantity>>;
export type QuantityName = keyof typeof quantities;

/** Whether any run has it: no curve of what nobody knows. */
export const isKnown = (runs: readonly Run[], { of }: Quantity): boolean =>
  runs.some(({ trajectory }) => of(trajectory).some(Number.isFinite));

export function drawStrip(runs: readonly Run[], quantity: Quantity): string {
  return drawChart(stripChart(runs, quantity), size);
}

export function stripMarkup(runs: readonly Run[], quantity: Quantity, of: Size): string {
  return chartMarkup(stripChart(runs, quantity), of);
}

function stripChart(runs: readonly Run[], quantity: Quantity): Chart {
  return {
    title: titleOf(runs, quantity),
    x: { name: 'step' },
    y: { linear: quantity.linear ?? false },
    series: runs.flatMap((run) => seriesOf(run, quantity)),
  };
}

function titleOf(runs: readonly Run[], { name, beside }: Quantity): string {
  const shown = beside && runs.some(({ trajectory }) => beside.of(trajectory).length > 0);
  return shown ? `${name}, ${beside.name} dotted` : name;
}

function seriesOf({ title, trajectory, others, style }: Run, { of, beside }: Quantity): Series[] {
  const second = beside?.of(trajectory) ?? new Float64Array(0);
  const dotted: PathStyle = { ...style, dash: '0.1 5' };
  const best = trajectory.stopped === 'early' ? [rowShown(trajectory, trajectory.answerStep)] : [];
  return [
    ...others.map((other) => ({ name: title, style, faint: true, points: sampled(other, of(other)) })),
    { name: title, style, points: sampled(trajectory, of(trajectory)) },
    ...(second.length > 0 ? [{ name: `${title}, ${beside?.name}`, style: dotted, points: sampled(trajectory, second), ringed: best }] : []),
  ];
}

const strideOf = ({ steps }: Trajectory): number => Math.max(1, Math.ceil(steps.length / mostPoints));

function sampled(trajectory: Trajectory, values: Float64Array): Point[] {
  const { steps } = trajectory;
  const stride = strideOf(trajectory);
  const rows = Array.from(steps.keys()).filter((row) => row % stride === 0 || row === steps.length - 1);
  return rows.map((row) => [steps[row], values[row] ?? Number.NaN]);
}

/** Where a step stands among the sampled points, to the nearest one. */
const rowShown = (trajectory: Trajectory, step: number): number => Math.round(trajectory.steps.lastIndexOf(step) / strideOf(trajectory));
