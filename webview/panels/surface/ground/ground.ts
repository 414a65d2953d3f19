/** The sheet on screen: by WebGL where there is any, else, and while the graphics card has lost it, by a plain canvas. */
import { h } from '../../../lib/dom';
import type { SvgBrush } from '../../../lib/export/brush';
import { drawnBy } from '../../../lib/export/drawing';
import type { Sheet } from '../sheet';
import type { View } from '../view';
import { CanvasPainter, drawSheet, written } from './canvas';
import { type GroundColours, groundColours } from './colours';
import type { Painter } from './painter';
import { normalsOf } from './shade';
import { WebGlPainter } from './webgl';

export class Ground {
  readonly element = h('div', { class: 'ground', 'aria-hidden': 'true' });
  private readonly plain = new CanvasPainter(h('canvas'));
  private readonly accelerated: WebGlPainter | undefined;
  private lost = false;
  private shown: { readonly sheet: Sheet; readonly view: View } | undefined;

  /** `onChange`: another painter is in charge, so that all must be painted again. */
  constructor(onChange: () => void) {
    this.accelerated = withWebGl();
    this.element.append(this.plain.element, ...(this.accelerated ? [this.accelerated.element] : []));
    for (const { element } of [this.plain, ...(this.accelerated ? [this.accelerated] : [])])
      drawnBy(element, (brush) => this.drawInto(brush));
    const turn = (lost: boolean) => (event: Event) => {
      // Without this the context would never come back.
      event.preventDefault();
      this.lost = lost;
      onChange();
    };
    this.accelerated?.element.addEventListener('webglcontextlost', turn(true));
    this.accelerated?.element.addEventListener('webglcontextrestored', turn(false));
  }

  paint(sheet: Sheet, view: View, colours: GroundColours, moving: boolean): void {
    const painter = this.current;
    this.shown = { sheet, view };
    painter.paint(sheet, view, colours, moving);
    this.element.dataset.renderer = painter.kind;
    this.plain.element.hidden = painter !== this.plain;
    if (this.accelerated) this.accelerated.element.hidden = painter !== this.accelerated;
  }

  private drawInto(brush: SvgBrush): void {
    if (!this.shown) return;
    const { sheet, view } = this.shown;
    drawSheet(brush, { sheet, view, colours: groundColours(), normals: normalsOf(sheet), cells: written });
  }

  private get current(): Painter {
    return this.accelerated && !this.lost ? this.accelerated : this.plain;
  }
}

function withWebGl(): WebGlPainter | undefined {
  const element = h('canvas');
  try {
    return element.getContext('webgl2') ? new WebGlPainter(element) : undefined;
  } catch {
    return undefined;
  }
}
