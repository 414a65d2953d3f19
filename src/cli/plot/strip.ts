/** One quantity of every path over the steps: logarithmic where all of it is positive. */
import { significant } from '../../protocol/format';
import type { Trajectory } from '../../protocol/model';
import type { Rectangle } from './clip';
import { type Interval, linear, powerOfTen, type Scale, type Tick, ticks } from './scale';
import type { Run } from './scene';
import { text } from './text';
import { fontFamily, fontSize, ground, hair, ink, muted } from './theme';
import { element, line, type Point, px } from './xml';

export interface Quantity {
  readonly name: string;
  readonly of: (trajectory: Trajectory) => Float64Array;
}

const size = { width: 460, height: 220 } as const;
const frame: Rectangle = { left: 58, top: 34, right: size.width - 14, bottom: size.height - 40 };
/** Rounding below this part of the largest value is not worth a decade. */
const mostDecades = 24;
/** Points of a curve that a reader can tell apart. */
const mostPoints = 600;

interface ValueAxis {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
}

export function drawStrip(runs: readonly Run[], { name, of }: Quantity): string {
  const values = runs.flatMap(({ trajectory }) => Array.from(of(trajectory)).filter(Number.isFinite));
  const last = Math.max(1, ...runs.map(({ trajectory }) => trajectory.steps.at(-1) ?? 0));
  const x = linear([0, last], [frame.left, frame.right]);
  const y = valueAxis(values);
  const curves = runs.map(({ trajectory, style }) => {
    const points = sampled(trajectory, of(trajectory), x, y.scale);
    return element('path', {
      d: line(points),
      fill: 'none',
      stroke: style.colour,
      'stroke-width': 1.8,
      'stroke-dasharray': style.dash,
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    });
  });
  const label = `${name} over the steps of ${runs.map(({ title }) => title).join(', ')}`;
  return element(
    'svg',
    { ...size, viewBox: `0 0 ${size.width} ${size.height}`, 'font-family': fontFamily, role: 'img', 'aria-label': label },
    element('rect', { ...size, fill: ground }),
    text([frame.left, 18], name, { size: fontSize.body, fill: ink, weight: 'bold' }),
    grid(y),
    ...curves,
    stepAxis(x, last),
  );
}

function valueAxis(values: readonly number[]): ValueAxis {
  const positive = values.filter((value) => value > 0);
  if (values.some((value) => value < 0) || positive.length === 0) return linearAxis(values);
  const high = Math.ceil(Math.log10(Math.max(...positive)));
  const low = Math.max(Math.floor(Math.log10(Math.min(...positive))), high - mostDecades);
  return logAxis([low, Math.max(high, low + 1)]);
}

function linearAxis(values: readonly number[]): ValueAxis {
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const span: Interval = high > low ? [low, high] : [low - 1, high + 1];
  return { scale: linear(span, [frame.bottom, frame.top]), ticks: ticks(span, 4) };
}

/** Between whole powers of ten; what is 0 or below lies on the floor. */
function logAxis([low, high]: Interval): ValueAxis {
  const scale = linear([low, high], [frame.bottom, frame.top]);
  const stride = Math.ceil((high - low) / 5);
  const first = Math.ceil(low / stride) * stride;
  const count = Math.floor((high - first) / stride) + 1;
  return {
    scale: (value) => scale(Math.max(low, value > 0 ? Math.log10(value) : low)),
    ticks: Array.from({ length: count }, (_, k) => ({ at: 10 ** (first + k * stride), label: powerOfTen(first + k * stride) })),
  };
}

function grid({ scale, ticks: marks }: ValueAxis): string {
  const lines = marks.map(({ at }) => `M${px(frame.left)} ${px(scale(at))}H${px(frame.right)}`).join('');
  return (
    element('path', { d: lines, stroke: hair }) +
    marks.map(({ at, label }) => text([frame.left - 8, scale(at) + 4], label, { anchor: 'end' })).join('')
  );
}

function stepAxis(x: Scale, last: number): string {
  const marks = ticks([0, last], 5).filter(({ at }) => Number.isInteger(at));
  return [
    element('path', { d: `M${px(frame.left)} ${px(frame.bottom)}H${px(frame.right)}`, stroke: muted, 'stroke-opacity': 0.6 }),
    ...marks.map(({ at }) => text([x(at), frame.bottom + 16], significantStep(at), { anchor: 'middle' })),
    text([frame.right, frame.bottom + 32], 'step', { anchor: 'end', italic: true }),
  ].join('');
}

const significantStep = (step: number): string => (step < 1e5 ? String(step) : significant(step));

function sampled({ steps }: Trajectory, values: Float64Array, x: Scale, y: Scale): Point[] {
  const stride = Math.max(1, Math.ceil(steps.length / mostPoints));
  const rows = Array.from(steps.keys()).filter((row) => row % stride === 0 || row === steps.length - 1);
  return rows.filter((row) => Number.isFinite(values[row])).map((row) => [x(steps[row]), y(values[row])]);
}
