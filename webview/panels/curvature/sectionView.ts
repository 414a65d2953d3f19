/** One cross-section: the loss along an eigenvector, its Taylor parabola, and the point as a handle that slides along the curve. */

import type { ChartDataset } from 'chart.js';
import { t } from '../../../src/l10n/t';
import { significant, subscript } from '../../../src/protocol/format';
import { h, s, setAttributes, setText, setVariables } from '../../lib/dom';
import { type Axes, type Colours, fill, finite, lineChart, type Points, type Range, scalesFor } from '../../lib/lineChart';
import { asTyped } from '../../lib/scale';
import { fillTable, spread } from '../../lib/table';
import type { Actions } from './actions';
import { lossAt, type Parabola, parabolaAt, type Section } from './sections';
import { type Bend, bendOf, directionWords, entry } from './words';

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

const tableRows = 9;
const letter: Readonly<Record<Bend, string>> = { up: 'M2,3Q7,15 12,3', down: 'M2,11Q7,-1 12,11', flat: 'M2,7H12' };
const bendWords: Readonly<Record<Bend, string>> = { up: t('bends up'), down: t('bends down'), flat: t('straight to second order') };

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
  private readonly chart = lineChart(this.canvas);
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
    this.chart.options.scales = scalesFor(axesOf(picture), picture.colours);
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
    setText(this.slope, t('slope {0}', significant(parabola.slope)));
    const along = directionWords(direction, coordinates);
    setText(this.direction, `${u}\u00a0=\u00a0${along}`);
    this.direction.title = along;
  }

  private describe({ section, parabola, t: offset }: SectionPicture): void {
    const name = `u${subscript(section.index)}`;
    const reach = section.t[section.t.length - 1];
    setAttributes(this.handle, {
      title: t('Drag to move the point along {0}', name),
      'aria-label': t('The point along {0}', name),
      'aria-valuemin': -reach,
      'aria-valuemax': reach,
      'aria-valuenow': offset,
      'aria-valuetext': `t ${significant(offset)}, L ${significant(lossAt(section, offset))}`,
    });
    fillTable(
      this.table,
      t('Loss along {0}', name),
      ['t', 'L', t('Taylor')],
      spread(section.t.length, tableRows).map((i) => [
        significant(section.t[i]),
        significant(section.loss[i]),
        significant(parabolaAt(parabola, section.t[i])),
      ]),
    );
  }

  private resize(): void {
    fill(this.chart, this.plot);
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

function axesOf({ section: { t }, range }: SectionPicture): Axes {
  const reach = t[t.length - 1];
  return { across: [-reach, 0, reach], label: tLabel, lines: true, range, levels: 3 };
}

const tLabel = (t: number): string => (t > 0 ? `+${asTyped(t)}` : asTyped(t));
