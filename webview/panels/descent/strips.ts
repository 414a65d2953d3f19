/** What the timeline shows of each run: one strip per quantity, its range and its scale. */
import { t } from '../../../src/l10n/t';
import type { Trajectory } from '../../../src/protocol/model';
import { type Axis, bentAxis, unboundedAxis } from '../../lib/bentAxis';
import { extent, isPenalised, meaningfulRows } from '../../lib/rows';

export interface Strip {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
  readonly digits: number;
  /** One value per row; empty where the run has none. */
  values(run: Trajectory): Float64Array;
  /** Logarithmic whenever the values allow it and span enough. */
  readonly log: boolean;
  /** Least and greatest end of the axis, whatever the values. */
  readonly floor?: number;
  /** Drawn as a line, e.g. the edge of stability. */
  readonly threshold?: number;
  /** Where it is lowest is marked: the step that early stopping goes back to. */
  readonly best?: boolean;
  /** Its weighted average can be drawn over it. */
  readonly averaged?: boolean;
}

const none = new Float64Array();

export const strips: readonly Strip[] = [
  { id: 'loss', name: 'L', digits: 3, log: true, averaged: true, values: (run) => run.loss },
  {
    id: 'objective',
    name: 'L + R',
    note: t('penalised'),
    digits: 3,
    log: true,
    values: (run) => (isPenalised(run) ? run.objective : none),
  },
  { id: 'validation', name: t('Held out'), note: t('loss'), digits: 3, log: true, best: true, values: (run) => run.validation },
  { id: 'batch', name: t('Batch'), note: t('loss'), digits: 3, log: true, values: (run) => run.batchLoss },
  { id: 'gradient', name: '‖∇L‖', digits: 3, log: true, values: (run) => run.gradientNorm },
  { id: 'condition', name: 'κ', digits: 2, log: true, floor: 1, values: (run) => (run.n > 1 ? run.conditionNumber : none) },
  {
    id: 'sharpness',
    name: t('Sharpness'),
    note: t('÷ stable limit'),
    digits: 3,
    log: false,
    floor: 0,
    threshold: 1,
    values: (run) => run.relativeSharpness,
  },
  { id: 'rate', name: 'η', digits: 3, log: true, values: (run) => (isConstant(run.learningRate) ? none : run.learningRate) },
  residual('primal', 'r', '‖w − z‖'),
  residual('dual', 's', 'ρ‖z⁺ − z‖'),
  residual('stationarity', 'γ', '‖∇L + ρu‖'),
];

/** What ADMM judges itself by, under the names of Boyd et al. 2011. */
function residual(measure: string, name: string, note: string): Strip {
  return { id: measure, name, note, digits: 2, log: true, values: ({ measures }) => measures[measure] ?? none };
}

/** A rate that never changes needs no curve. Row 0 has none. */
function isConstant(rates: Float64Array): boolean {
  const range = extent(rates);
  return range === undefined || range[1] - range[0] <= 1e-12 * range[1];
}

/** The row that is best by these values, the first of equals; none without a finite one. */
export function bestRow(values: Float64Array): number | undefined {
  let best: number | undefined;
  values.forEach((value, row) => {
    if (Number.isFinite(value) && (best === undefined || value < (values[best] ?? value))) best = row;
  });
  return best;
}

/** Only strips that some run has values for. */
export const stripsFor = (runs: readonly Trajectory[]): readonly Strip[] =>
  strips.filter((strip) => runs.some((run) => strip.values(run).length > 0));

export function axisFor(strip: Strip, runs: readonly Trajectory[]): Axis {
  const drawn = runs.flatMap((run) => [...strip.values(run).subarray(0, meaningfulRows(run))]);
  const all = drawn.filter(Number.isFinite);
  if (all.length === 0 && drawn.includes(Number.POSITIVE_INFINITY)) return unboundedAxis;
  return bentAxis(all, strip, strip.id === 'condition' ? quantile(all, 0.985) : undefined);
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 1;
}
