/** Curves over a common axis: logarithmic where that is asked for, or where all values are positive. */
import { significant } from '../protocol/format';
import type { Rectangle } from './clip';
import { marker, swatch } from './paths';
import { type Interval, linear, powerOfTen, type Scale, type Tick, ticks } from './scale';
import { text, textWidth } from './text';
import { fontFamily, fontSize, ground, hair, ink, muted, type PathStyle } from './theme';
import { element, line, type Point, px } from './xml';

export interface Series {
  readonly name: string;
  readonly style: PathStyle;
  /** Places and values; those that are not finite leave a gap at the end of the line before them. */
  readonly points: readonly Point[];
  /** Thin and pale, behind the others. */
  readonly faint?: boolean;
  /** Markers at the points themselves. */
  readonly beads?: boolean;
  /** Markers alone, and no line. */
  readonly dots?: boolean;
  /** Points to ring, by index. */
  readonly ringed?: readonly number[];
}

export interface Chart {
  readonly title: string;
  readonly x: { readonly name: string; readonly log?: boolean };
  /** By default logarithmic where all values are positive and range widely, over so many decades at most; a linear one holds the span. */
  readonly y?: { readonly linear?: boolean; readonly decades?: number; readonly span?: Interval };
  readonly series: readonly Series[];
  /** Say which curve is which, beside the title. */
  readonly legend?: boolean;
  /** Places on the horizontal axis that are worth a line. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
}

const margin = { left: 58, top: 34, right: 14, bottom: 40 } as const;
/** Rounding below this part of the largest value is not worth a decade. */
const mostDecades = 24;
/** A logarithmic axis says little of values that range over less than this factor. */
const narrow = 8;

/** The chart without a document round it, its corner at the origin. */
export function chartMarkup({ title, x: across, y: up = {}, series, marks = [], legend = false }: Chart, { width, height }: Size): string {
  const frame: Rectangle = { left: margin.left, top: margin.top, right: width - margin.right, bottom: height - margin.bottom };
  const all = series.flatMap(({ points }) => points).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const places = [...all.map(([x]) => x), ...marks.map(({ at }) => at)];
  const x = placeAxis(places, across.log === true, frame);
  const values = all.map(([, y]) => y);
  const y = up.linear ? linearAxis([...values, ...(up.span ?? [])], frame) : valueAxis(values, up.decades ?? mostDecades, frame);
  const ordered = [...series].sort((a, b) => Number(b.faint ?? false) - Number(a.faint ?? false));
  return [
    text([frame.left, 18], title, { size: fontSize.body, fill: ink, weight: 'bold' }),
    legend ? drawLegend(series, frame.right) : '',
    grid(y, frame),
    ...marks.map((mark) => markLine(mark, x.scale, frame)),
    ...ordered.map((one) => drawSeries(one, x.scale, y.scale)),
    bottomAxis(x, across.name, frame),
  ].join('');
}

/** As a document of its own, or within a page. */
export function drawChart(chart: Chart, size: Size): string {
  const label = `${chart.title} over ${chart.x.name}: ${chart.series.map(({ name }) => name).join(', ')}`;
  return element(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', ...size, viewBox: `0 0 ${size.width} ${size.height}` },
      ...{ 'font-family': fontFamily, role: 'img', 'aria-label': label },
    },
    element('rect', { ...size, fill: ground }),
    chartMarkup(chart, size),
  );
}

/** From the right edge leftwards, in the order of the series. */
function drawLegend(series: readonly Series[], right: number): string {
  let end = right;
  const entries = [...series].reverse().map(({ name, style }) => {
    const start = end - textWidth(name, fontSize.list) - 36;
    end = start - 18;
    return swatch(style, [start, 14]) + text([start + 36, 18], name, { size: fontSize.list, fill: ink });
  });
  return entries.join('');
}

function drawSeries({ style, points, faint = false, dots = false, beads = dots, ringed = [] }: Series, x: Scale, y: Scale): string {
  const placed = points.map(([at, value]): Point => [x(at), y(value)]);
  const shown = placed.filter(([px, py]) => Number.isFinite(px) && Number.isFinite(py));
  const path = element('path', {
    d: line(shown),
    fill: 'none',
    stroke: style.colour,
    'stroke-width': faint ? 1 : 1.8,
    'stroke-opacity': faint ? 0.45 : undefined,
    'stroke-dasharray': faint ? undefined : style.dash,
    'stroke-linejoin': 'round',
    'stroke-linecap': 'round',
  });
  const rings = ringed.map((k) => placed[k]).filter((at) => at?.every(Number.isFinite));
  return [
    shown.length > 1 && !dots ? path : '',
    ...(beads ? shown.map((at) => marker(style, at, 6, 1.2)) : []),
    ...rings.map(([cx, cy]) => element('circle', { cx, cy, r: 5, fill: ground, stroke: style.colour, 'stroke-width': 2 })),
  ].join('');
}

function markLine(
  { at, label }: { readonly at: number; readonly label: string },
  x: Scale,
  { left, right, top, bottom }: Rectangle,
): string {
  const place = x(at);
  const before = place > (left + right) / 2;
  return (
    element('path', { d: `M${px(place)} ${px(top)}V${px(bottom)}`, stroke: muted, 'stroke-dasharray': '2 3' }) +
    // Half way up: the curves meet their extremes where such a mark stands.
    text([place + (before ? -6 : 6), (top + bottom) / 2], label, { anchor: before ? 'end' : 'start', halo: true, fill: ink })
  );
}

function placeAxis(places: readonly number[], log: boolean, { left, right }: Rectangle): Axis {
  const [low, high] = places.length > 0 ? [Math.min(...places), Math.max(...places)] : [0, 1];
  const span: Interval = high > low ? [low, high] : [low - 1, high + 1];
  if (!log) {
    const whole = places.every(Number.isInteger);
    const marks = ticks(span, 5).filter(({ at }) => !whole || Number.isInteger(at));
    return { scale: linear(span, [left, right]), ticks: marks.map(({ at, label }) => ({ at, label: whole ? wholeLabel(at) : label })) };
  }
  const scale = linear([Math.log10(span[0]), Math.log10(span[1])], [left, right]);
  return { scale: (value) => scale(Math.log10(value)), ticks: logTicks(span) };
}

/** 1, 2 and 5 times powers of ten, or the powers alone over many of them. */
function logTicks([low, high]: Interval): Tick[] {
  const decades = Math.log10(high / low);
  const factors = decades > 3 ? [1] : [1, 2, 5];
  const exponents = Array.from({ length: Math.ceil(decades) + 2 }, (_, k) => Math.floor(Math.log10(low)) + k);
  const all = exponents.flatMap((exponent) => factors.map((factor) => factor * 10 ** exponent));
  return all.filter((at) => at >= low * 0.999 && at <= high * 1.001).map((at) => ({ at, label: significant(at, 1) }));
}

const wholeLabel = (at: number): string => (Math.abs(at) < 1e5 ? String(at) : significant(at));

function valueAxis(values: readonly number[], decades: number, frame: Rectangle): Axis {
  const positive = values.filter((value) => value > 0);
  if (values.some((value) => value < 0) || positive.length === 0) return linearAxis(values, frame);
  if (positive.length === values.length && Math.max(...positive) < narrow * Math.min(...positive)) return linearAxis(values, frame);
  const high = Math.ceil(Math.log10(Math.max(...positive)));
  const low = Math.max(Math.floor(Math.log10(Math.min(...positive))), high - decades);
  return logAxis([low, Math.max(high, low + 1)], frame);
}

function linearAxis(values: readonly number[], { top, bottom }: Rectangle): Axis {
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const span: Interval = high > low ? [low, high] : low > 0 ? [0, 2 * low] : [low - 1, high + 1];
  return { scale: linear(span, [bottom, top]), ticks: ticks(span, 4) };
}

/** Between whole powers of ten; what is 0 or below lies on the floor. */
function logAxis([low, high]: Interval, { top, bottom }: Rectangle): Axis {
  const scale = linear([low, high], [bottom, top]);
  const stride = Math.ceil((high - low) / 5);
  const first = Math.ceil(low / stride) * stride;
  const count = Math.floor((high - first) / stride) + 1;
  return {
    scale: (value) => (Number.isNaN(value) ? value : scale(Math.max(low, value > 0 ? Math.log10(value) : low))),
    ticks: Array.from({ length: count }, (_, k) => ({ at: 10 ** (first + k * stride), label: powerOfTen(first + k * stride) })),
  };
}

function grid({ scale, ticks: marks }: Axis, { left, right }: Rectangle): string {
  const lines = marks.map(({ at }) => `M${px(left)} ${px(scale(at))}H${px(right)}`).join('');
  return (
    element('path', { d: lines, stroke: hair }) +
    marks.map(({ at, label }) => text([left - 8, scale(at) + 4], label, { anchor: 'end' })).join('')
  );
}

function bottomAxis({ scale, ticks: marks }: Axis, name: string, { left, right, bottom }: Rectangle): string {
  return [
    element('path', { d: `M${px(left)} ${px(bottom)}H${px(right)}`, stroke: muted, 'stroke-opacity': 0.6 }),
    ...marks.map(({ at, label }) => text([scale(at), bottom + 16], label, { anchor: 'middle' })),
    text([right, bottom + 32], name, { anchor: 'end', italic: true }),
  ].join('');
}
