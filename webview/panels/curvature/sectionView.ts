/** One cross-section: the loss along an eigenvector, its Taylor parabola, and the point as a handle that slides along the curve. */
import type { ChartDataset, ChartOptions } from 'chart.js';
import { significant, subscript } from '../../../src/protocol/format';
import { Chart, useFont } from '../../lib/charts';
import { h, s, setAttributes, setText, setVariables } from '../../lib/dom';
import { asTyped, tickLabel, ticks } from '../../lib/scale';
import { fillTable, spread } from '../../lib/table';
import type { Actions } from './actions';
import { lossAt, type Parabola, parabolaAt, type Range, type Section } from './sections';
import { type Bend, bendOf, directionWords, entry } from './words';

export type Points = { x: number; y: number }[];

/** What is drawn of a section. */
export interface SectionPicture {
  readonly section: Section;
  readonly parabola: Parabola;
  readonly range: Range;
  /** Where the point is on the line. */
  readonly t: number;
  readonly held: boolean;
  /** Largest |λ| of all. */
  readonly scale: number;
  readonly coordinates: readonly string[];
  readonly colours: Colours;
}

export interface Colours {
  readonly ink: string;
  readonly muted: string;
  readonly negative: string;
  readonly hair: string;
}

/** Room for tick labels left of the curves and below them, and free room on the other sides. */
const [gutter, foot, rim] = [48, 16, 8];
const tableRows = 9;
const letter: Readonly<Record<Bend, string>> = { up: 'M2,3Q7,15 12,3', down: 'M2,11Q7,-1 12,11', flat: 'M2,7H12' };
const bendWords: Readonly<Record<Bend, string>> = { up: 'bends up', down: 'bends down', flat: 'straight to second order' };

export class SectionView {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', { 'aria-hidden': 'true' });
  private readonly glyph = s('path', {});
  private readonly sign = s('svg', { class: 'bend', width: 14, height: 14, role: 'img' }, this.glyph);
  private readonly title = h('h3');
  private readonly slope = h('span', { class: 'label slope' });
  private readonly direction = h('p', { class: 'direction' });
  private readonly handle = h('div', { class: 'handle', role: 'slider', tabindex: 0 });
  private readonly plot = h('div', { class: 'plot' }, this.canvas, this.handle);
  private readonly table = h('table');
  private readonly chart: Chart<'line', Points>;
  private readonly observer = new ResizeObserver(() => this.resize());
  private picture: SectionPicture | undefined;

  constructor(private readonly actions: Actions) {
    this.element = h(
      'figure',
      { class: 'section' },
      h('figcaption', {}, this.sign, this.title, this.slope),
      this.plot,
      this.direction,
      h('div', { class: 'twin' }, this.table),
    );
    useFont();
    this.chart = new Chart<'line', Points>(this.canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        parsing: false,
        normalized: true,
        layout: { padding: { top: rim, right: rim }, autoPadding: false },
        elements: { point: { radius: 0 }, line: { borderJoinStyle: 'round' } },
      },
    });
    this.observer.observe(this.plot);
    this.listenToPointer();
    this.handle.addEventListener('keydown', (event) => this.onKey(event));
    this.handle.addEventListener('blur', () => this.actions.release());
  }

  dispose(): void {
    this.observer.disconnect();
    this.chart.destroy();
    this.element.remove();
  }

  draw(picture: SectionPicture): void {
    this.picture = picture;
    this.caption(picture);
    const { section, range, colours } = picture;
    this.chart.options.scales = scalesFor(section, range, colours);
    this.chart.data.datasets = curves(picture);
    this.chart.update('none');
    this.resize();
    this.describe(picture);
  }

  /** While it is held, the section is no eigenvector's at the point: the title is then the curvature along it. */
  private caption({ section, scale, coordinates, parabola, held }: SectionPicture): void {
    const { index, direction } = section;
    const bend = bendOf(parabola.curvature, scale);
    const [lambda, u] = [`λ${subscript(index)}`, `u${subscript(index)}`];
    this.element.className = `section ${bend}${held ? ' held' : ''}`;
    setAttributes(this.glyph, { d: letter[bend] });
    setAttributes(this.sign, { 'aria-label': bendWords[bend] });
    setText(this.title, `${held ? `${u}ᵀH${u}` : lambda}\u00a0=\u00a0${entry(parabola.curvature, scale)}`);
    setText(this.slope, `slope ${significant(parabola.slope)}`);
    const along = directionWords(direction, coordinates);
    setText(this.direction, `${u}\u00a0=\u00a0${along}`);
    this.direction.title = along;
  }

  private describe({ section, parabola, t }: SectionPicture): void {
    const name = `u${subscript(section.index)}`;
    const reach = section.t[section.t.length - 1];
    setAttributes(this.handle, {
      title: `Drag to move the point along ${name}`,
      'aria-label': `The point along ${name}`,
      'aria-valuemin': -reach,
      'aria-valuemax': reach,
      'aria-valuenow': t,
      'aria-valuetext': `t ${significant(t)}, L ${significant(lossAt(section, t))}`,
    });
    fillTable(
      this.table,
      `Loss along ${name}`,
      ['t', 'L', 'Taylor'],
      spread(section.t.length, tableRows).map((i) => [
        significant(section.t[i]),
        significant(section.loss[i]),
        significant(parabolaAt(parabola, section.t[i])),
      ]),
    );
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.plot;
    if (clientWidth > 0) this.chart.resize(clientWidth, clientHeight);
    this.placeHandle();
  }

  private placeHandle(): void {
    const { x, y } = this.chart.scales;
    if (!this.picture || !x || !y) return;
    const { section, t, range } = this.picture;
    const loss = lossAt(section, t);
    setAttributes(this.handle, { hidden: !Number.isFinite(loss) });
    const within = Math.max(range[0], Math.min(range[1], loss));
    setVariables(this.handle, { '--x': `${x.getPixelForValue(t)}px`, '--y': `${y.getPixelForValue(within)}px` });
  }

  /** Anywhere on the chart: the point comes to the pointer and follows it. */
  private listenToPointer(): void {
    const slide = ({ clientX }: PointerEvent) => {
      const t = this.chart.scales.x?.getValueForPixel(clientX - this.plot.getBoundingClientRect().left);
      if (t !== undefined) this.actions.slideTo(t);
    };
    this.plot.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !this.picture) return;
      event.preventDefault();
      this.plot.setPointerCapture(event.pointerId);
      this.handle.focus();
      this.grab();
      slide(event);
    });
    this.plot.addEventListener('pointermove', (event) => {
      if (this.plot.hasPointerCapture(event.pointerId)) slide(event);
    });
    this.plot.addEventListener('lostpointercapture', () => this.actions.release());
  }

  /** Arrows slide the point on the curve, which stands still until the handle is left or Enter is pressed. */
  private onKey(event: KeyboardEvent): void {
    const { picture } = this;
    const stride = this.actions.stride;
    const t = picture?.t ?? 0;
    const reach = picture?.section.t.at(-1) ?? 0;
    const places: Readonly<Record<string, number>> = {
      ArrowRight: t + stride,
      ArrowUp: t + stride,
      ArrowLeft: t - stride,
      ArrowDown: t - stride,
      PageUp: t + 5 * stride,
      PageDown: t - 5 * stride,
      Home: -reach,
      End: reach,
    };
    const to = places[event.key];
    if (to !== undefined) {
      this.grab();
      this.actions.slideTo(to);
    } else if (event.key === 'Enter') this.actions.release();
    else if (event.key === 'Escape' && picture?.held) this.actions.putBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private grab(): void {
    if (this.picture && !this.picture.held) this.actions.grab(this.picture.section);
  }
}

/** chart.js draws its first dataset last, on top: the dashes show on the loss where the two agree. */
function curves({ section, parabola, scale, colours }: SectionPicture): ChartDataset<'line', Points>[] {
  const points = (valueAt: (i: number, t: number) => number): Points =>
    Array.from(section.t, (t, i) => ({ x: t, y: finite(valueAt(i, t)) }));
  const down = bendOf(parabola.curvature, scale) === 'down';
  return [
    {
      data: points((_, t) => parabolaAt(parabola, t)),
      borderColor: down ? colours.negative : colours.muted,
      borderWidth: 1.6,
      borderDash: [5, 4],
    },
    { data: points((i) => section.loss[i]), borderColor: colours.ink, borderWidth: 2 },
  ];
}

/** A gap where there is no value. */
const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);

function scalesFor({ t }: Section, [low, high]: Range, { hair, muted }: Colours): NonNullable<ChartOptions<'line'>['scales']> {
  const reach = t[t.length - 1];
  const levels = ticks(low, high, 3);
  const step = levels.length > 1 ? levels[1] - levels[0] : high - low;
  return {
    x: {
      type: 'linear',
      min: -reach,
      max: reach,
      border: { display: false },
      grid: { color: hair, drawTicks: false },
      afterBuildTicks: (axis) => {
        axis.ticks = [-reach, 0, reach].map((value) => ({ value }));
      },
      afterFit: (axis) => Object.assign(axis, { height: foot, paddingLeft: 0, paddingRight: 0 }),
      ticks: { padding: 3, maxRotation: 0, align: 'inner', color: muted, callback: (value) => tLabel(Number(value)) },
    },
    y: {
      type: 'linear',
      min: low,
      max: high,
      border: { display: false },
      grid: { color: hair, drawTicks: false },
      afterBuildTicks: (axis) => {
        axis.ticks = levels.map((value) => ({ value }));
      },
      afterFit: (axis) => Object.assign(axis, { width: gutter, paddingTop: 0, paddingBottom: 0 }),
      ticks: { padding: 6, color: muted, callback: (value) => tickLabel(Number(value), step) },
    },
  };
}

const tLabel = (t: number): string => (t > 0 ? `+${asTyped(t)}` : asTyped(t));
