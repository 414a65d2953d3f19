/**
 * A part of the page as an SVG document on white: its charts, marks, words and boxes where they are on screen, in the light palette.
 * Controls are left out.
 */
import { s } from '../dom';
import { drawingOf, measured } from './brush';
import { plainColour, settleStyles } from './styles';

const margin = 16;
const titleHeight = 26;
const ink = '#1f1f1f';
/** The style sheet's name for the light palette on white. */
export const paper = 'paper';

const controls = ['input', 'select', 'textarea', 'button:not(.link)', '.field', '[hidden]', '.twin'];

/** What asks rather than shows, with the words beside it. */
const isControl = (element: Element): boolean => element.matches(controls.join(',')) || element.tagName.startsWith('VSCODE-');

/**
 * `redraw`: has everything drawn again with the colours that are in force. Nothing of it is seen: all is as it was before the
 * browser paints the page again.
 */
export async function pictureOf(part: HTMLElement, title: string, redraw: () => Promise<void>): Promise<string> {
  document.body.classList.add(paper);
  try {
    await redraw();
    return new Page(part.getBoundingClientRect()).written(part, title);
  } finally {
    document.body.classList.remove(paper);
    await redraw();
  }
}

class Page {
  private readonly content = s('g');
  private drawings = 0;
  private right = 0;
  private bottom = 0;

  constructor(private readonly origin: DOMRect) {}

  written(part: HTMLElement, title: string): string {
    const { fontFamily } = getComputedStyle(document.body);
    for (const child of part.children) this.element(child, this.content);
    const [width, height] = [Math.max(this.right, this.origin.width), this.bottom + titleHeight].map((side) =>
      Math.ceil(side + 2 * margin),
    );
    this.content.setAttribute('transform', `translate(${margin} ${margin + titleHeight})`);
    const picture = s(
      'svg',
      { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height },
      s('rect', { width, height, fill: '#ffffff' }),
      s(
        'text',
        { x: margin, y: margin + 12, fill: ink, 'font-size': 13, 'font-family': fontFamily.replaceAll('"', "'"), 'font-weight': 600 },
        title,
      ),
      this.content,
    );
    return new XMLSerializer().serializeToString(picture);
  }

  private element(element: Element, into: SVGGElement): void {
    const style = getComputedStyle(element);
    if (isControl(element) || style.display === 'none' || style.visibility === 'hidden') return;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 && box.height <= 1) return;
    const faint = Number(style.opacity) < 1 ? s('g', { opacity: style.opacity }) : undefined;
    if (faint) into.append(faint);
    const target = faint ?? into;
    if (element instanceof SVGSVGElement) this.svg(element, box, target);
    else if (element instanceof HTMLCanvasElement) this.canvas(element, box, target);
    else {
      this.box(style, box, target);
      this.mark(element, box, target);
      for (const child of element.childNodes) this.node(child, style, target);
    }
  }

  private node(node: ChildNode, style: CSSStyleDeclaration, into: SVGGElement): void {
    if (node instanceof Element) this.element(node, into);
    else if (node instanceof Text) this.words(node, style, into);
  }

  private canvas(canvas: HTMLCanvasElement, box: DOMRect, into: SVGGElement): void {
    const drawing = drawingOf(canvas, `drawing${this.drawings++}`);
    if (!drawing) return;
    drawing.setAttribute('transform', `translate(${this.place(box).join(' ')})`);
    into.append(drawing);
    this.reach(box);
  }

  private svg(svg: SVGSVGElement, box: DOMRect, into: SVGGElement): void {
    const copy = svg.cloneNode(true);
    if (!(copy instanceof SVGSVGElement)) return;
    settleStyles(copy, svg);
    const [x, y] = this.place(box);
    for (const [name, value] of Object.entries({ x, y, width: box.width, height: box.height })) copy.setAttribute(name, String(value));
    copy.setAttribute('overflow', getComputedStyle(svg).overflow === 'visible' ? 'visible' : 'hidden');
    into.append(copy);
    this.reach(box);
  }

  /** Ground and borders. */
  private box(style: CSSStyleDeclaration, box: DOMRect, into: SVGGElement): void {
    const [x, y] = this.place(box);
    const { colour, alpha } = plainColour(style.backgroundColor);
    if (alpha > 0) {
      into.append(s('rect', { x, y, width: box.width, height: box.height, fill: colour, 'fill-opacity': alpha < 1 ? alpha : undefined }));
      this.reach(box);
    }
    const { right, bottom } = { right: x + box.width, bottom: y + box.height };
    const sides = [
      ['top', `M${x},${y}H${right}`],
      ['bottom', `M${x},${bottom}H${right}`],
      ['left', `M${x},${y}V${bottom}`],
      ['right', `M${right},${y}V${bottom}`],
    ] as const;
    for (const [side, d] of sides) into.append(...border(style, side, d));
  }

  /** A sign before a word that a style sheet draws, as in legends. */
  private mark(element: Element, box: DOMRect, into: SVGGElement): void {
    const style = getComputedStyle(element, '::before');
    if (style.content !== '""' || style.display !== 'inline-block') return;
    const [x, middle] = [this.place(box)[0], this.place(box)[1] + box.height / 2];
    const [width, height] = [Number.parseFloat(style.width) || 0, Number.parseFloat(style.height) || 0];
    if (style.borderRadius === '50%') {
      const [line] = border(style, 'top', '');
      const stroke = line?.getAttribute('stroke') ?? ink;
      into.append(s('circle', { cx: x + width / 2, cy: middle, r: width / 2 - 1, fill: 'none', stroke, 'stroke-width': 2 }));
      return;
    }
    into.append(
      ...border(style, 'top', `M${x},${middle}h${width}`),
      ...border(style, 'left', `M${x + 1},${middle - height / 2}v${height}`),
    );
  }

  /** One text for each line, on its base line. */
  private words(node: Text, style: CSSStyleDeclaration, into: SVGGElement): void {
    const { colour } = plainColour(style.color);
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    for (const { text, box } of linesOf(node)) {
      const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = measured(text, font);
      const [x, y] = this.place(box);
      const at = { x, y: y + (box.height * above) / (above + below || 1) };
      const family = style.fontFamily.replaceAll('"', "'");
      const type = { 'font-family': family, 'font-size': style.fontSize, 'font-style': style.fontStyle, 'font-weight': style.fontWeight };
      into.append(s('text', { ...at, ...type, fill: colour, 'xml:space': 'preserve' }, text));
      this.reach(box);
    }
  }

  private place({ left, top }: DOMRect): [x: number, y: number] {
    return [left - this.origin.left, top - this.origin.top].map((side) => Math.round(side * 100) / 100) as [number, number];
  }

  private reach({ right, bottom }: DOMRect): void {
    this.right = Math.max(this.right, right - this.origin.left);
    this.bottom = Math.max(this.bottom, bottom - this.origin.top);
  }
}

function border(style: CSSStyleDeclaration, side: string, d: string): readonly SVGElement[] {
  const width = Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0;
  const kind = style.getPropertyValue(`border-${side}-style`);
  const { colour, alpha } = plainColour(style.getPropertyValue(`border-${side}-color`));
  if (width === 0 || kind === 'none' || alpha === 0) return [];
  const dash = kind === 'dashed' ? `${3 * width} ${2 * width}` : undefined;
  return [s('path', { d, fill: 'none', stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash, 'stroke-opacity': alpha })];
}

/** A text as the page breaks it, without the spaces at the breaks. */
function linesOf(node: Text): readonly { readonly text: string; readonly box: DOMRect }[] {
  const range = document.createRange();
  const boxOf = (from: number, to: number): DOMRect => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getBoundingClientRect();
  };
  const lines: { from: number; to: number; top: number }[] = [];
  for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
    const box = boxOf(index, index + word.length);
    if (box.width === 0) continue;
    const line = lines.at(-1);
    if (line && Math.abs(line.top - box.top) < 2) line.to = index + word.length;
    else lines.push({ from: index, to: index + word.length, top: box.top });
  }
  return lines.map(({ from, to }) => ({ text: node.data.slice(from, to), box: boxOf(from, to) }));
}
