/** What the timeline shows of each run: one strip per quantity, its range and its scale. */
import { t } from '../../../src/l10n/t';
import type { Trajectory } from '../../../src/protocol/model';
import { extent, isPenalised, meaningfulRows } from '../../lib/rows';
import { decadeLabel, tickLabel } from '../../lib/scale';

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

export interface Axis {
  readonly log: boolean;
  /** In bent units: log₁₀ on a logarithmic axis. */
  readonly low: number;
  readonly high: number;
  bend(value: number): number;
  label(bent: number): string;
}

/** Below this part of the greatest value a logarithmic axis goes no deeper. */
const depth = 1e-15;
const mostDecades = 12;
/** Less than this from end to end is easier to read on a linear axis. */
const spanForLog = 20;

export function axisFor(strip: Strip, runs: readonly Trajectory[]): Axis {
  const all = runs.flatMap((run) => [...strip.values(run).subarray(0, meaningfulRows(run))]).filter(Number.isFinite);
  const [least, most] = extent(all) ?? [0, 1];
  const greatest = strip.id === 'condition' ? quantile(all, 0.985) : most;
  const positive = extent(all.filter((value) => value > depth * Math.max(greatest, 0)));
  if (strip.log && positive && least >= 0 && (strip.floor !== undefined || greatest / positive[0] > spanForLog))
    return logAxis(strip, positive[0], greatest);
  return linearAxis(strip, least, most);
}

function logAxis({ floor }: Strip, least: number, greatest: number): Axis {
  const high = Math.ceil(Math.log10(greatest) - 1e-9);
  const low = Math.max(Math.floor(Math.log10(Math.max(least, floor ?? 0)) + 1e-9), high - mostDecades);
  const [from, to] = low < high ? [low, high] : [low, low + 1];
  return { log: true, low: from, high: to, bend: (value) => clamp(Math.log10(Math.max(value, 10 ** from)), from, to), label: decadeLabel };
}

function linearAxis({ floor, threshold }: Strip, least: number, greatest: number): Axis {
  const top = threshold === undefined ? greatest : Math.max(1.15 * threshold, Math.min(greatest, 2 * threshold));
  const bottom = floor ?? least;
  const [low, high] = top > bottom ? [bottom, top] : [bottom - 0.5 * (Math.abs(bottom) || 1), bottom + 0.5 * (Math.abs(bottom) || 1)];
  return {
    log: false,
    low,
    high,
    bend: (value) => clamp(value, low, high),
    label: (value) =>
      tickLabel(Number(value.toPrecision(3)), roughStep(high - low))
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, ''),
  };
}

const roughStep = (span: number): number => 10 ** (Math.floor(Math.log10(span)) - 1);

/** ±∞ go to the ends; NaN stays, as a gap. */
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 1;
}
