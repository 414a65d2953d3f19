/** Canvas drawings as SVG: what draws on screen draws the same into a file, as lines and letters instead of pixels. */
import { h, s, setAttributes } from '../dom';
import { type Brush, drawerOf, type NewPath } from './drawing';
import { plainColour } from './styles';

export const svgPath: NewPath<SvgPath> = (d) => new SvgPath(d);

/** Path data; a hundredth of a pixel is enough. */
export class SvgPath {
  private readonly parts: string[] = [];

  constructor(d = '') {
    if (d !== '') this.parts.push(d);
  }

  moveTo(x: number, y: number): void {
    this.parts.push(`M${short(x)},${short(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.parts.push(`${this.parts.length === 0 ? 'M' : 'L'}${short(x)},${short(y)}`);
  }

  add(d: string): void {
    this.parts.push(d);
  }

  get d(): string {
    return this.parts.join('');
  }
}

const short = (value: number): number => Math.round(value * 100) / 100;

interface Pencil {
  readonly fillStyle: CanvasRenderingContext2D['fillStyle'];
  readonly strokeStyle: CanvasRenderingContext2D['strokeStyle'];
  readonly globalAlpha: number;
  readonly lineWidth: number;
  readonly lineCap: CanvasLineCap;
  readonly lineJoin: CanvasLineJoin;
  readonly lineDashOffset: number;
  readonly font: string;
  readonly textAlign: CanvasTextAlign;
  readonly textBaseline: CanvasTextBaseline;
  readonly dash: readonly number[];
  readonly matrix: DOMMatrix;
  readonly target: SVGGElement;
}

/** How far below its y the middle, the top or the bottom of a text is from its base line, in font sizes. */
const drop: Readonly<Partial<Record<CanvasTextBaseline, number>>> = { middle: 0.35, top: 0.8, hanging: 0.8, bottom: -0.2 };
const anchors: Readonly<Partial<Record<CanvasTextAlign, string>>> = { center: 'middle', right: 'end', end: 'end' };

/** A stand-in for a canvas's context, as far as the drawings here and chart.js go; what it has drawn is in `element`. */
export class SvgBrush implements Brush<SvgPath> {
  readonly element = s('g');
  fillStyle: CanvasRenderingContext2D['fillStyle'] = '#000000';
  strokeStyle: CanvasRenderingContext2D['strokeStyle'] = '#000000';
  globalAlpha = 1;
  lineWidth = 1;
  lineCap: CanvasLineCap = 'butt';
  lineJoin: CanvasLineJoin = 'miter';
  lineDashOffset = 0;
  font = '10px Arial';
  textAlign: CanvasTextAlign = 'start';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  private dash: readonly number[] = [];
  private matrix = new DOMMatrix();
  private target: SVGGElement = this.element;
  private path = new SvgPath();
  private readonly saved: Pencil[] = [];
  private clips = 0;

  /** `name`: begins the ids of what is cut out, which must differ in a document. `canvas`: whose context it stands for. */
  constructor(
    private readonly name: string,
    readonly canvas: HTMLCanvasElement = h('canvas'),
  ) {}

  save(): void {
    const { fillStyle, strokeStyle, globalAlpha, lineWidth, lineCap, lineJoin, lineDashOffset, font, textAlign, textBaseline } = this;
    const { dash, matrix, target } = this;
    this.saved.push({
      ...{ fillStyle, strokeStyle, globalAlpha, lineWidth, lineCap, lineJoin, lineDashOffset, font, textAlign, textBaseline },
      ...{ dash, matrix: DOMMatrix.fromMatrix(matrix), target },
    });
  }

  restore(): void {
    const pencil = this.saved.pop();
    if (pencil) Object.assign(this, pencil);
  }

  setLineDash(dash: Iterable<number>): void {
    this.dash = [...dash];
  }

  translate(x: number, y: number): void {
    this.matrix.translateSelf(x, y);
  }

  rotate(angle: number): void {
    this.matrix.rotateSelf((angle * 180) / Math.PI);
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.matrix = new DOMMatrix([a, b, c, d, e, f]);
  }

  resetTransform(): void {
    this.matrix = new DOMMatrix();
  }

  /** The path since the last beginning. */
  get traced(): SvgPath {
    return this.path;
  }

  beginPath(): void {
    this.path = new SvgPath();
  }

  closePath(): void {
    this.path.add('Z');
  }

  moveTo(x: number, y: number): void {
    this.path.moveTo(...this.placed(x, y));
  }

  lineTo(x: number, y: number): void {
    this.path.lineTo(...this.placed(x, y));
  }

  bezierCurveTo(...control: [number, number, number, number, number, number]): void {
    const [x1, y1, x2, y2, x, y] = control;
    const points = [this.placed(x1, y1), this.placed(x2, y2), this.placed(x, y)];
    this.path.add(`C${points.map((point) => point.map(short).join(',')).join(' ')}`);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  /** In halves, since SVG has no arc that ends where it begins. */
  arc(x: number, y: number, radius: number, from: number, to: number, anticlockwise = false): void {
    const at = (angle: number) => this.placed(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    this.lineTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
    const pieces = Math.max(1, Math.ceil(Math.abs(to - from) / Math.PI - 1e-9));
    for (let k = 1; k <= pieces; k++) {
      const [px, py] = at(from + ((to - from) * k) / pieces);
      this.path.add(`A${short(radius)},${short(radius)} 0 0 ${anticlockwise ? 0 : 1} ${short(px)},${short(py)}`);
    }
  }

  clip(): void {
    const id = `${this.name}-${this.clips++}`;
    const group = s('g', { 'clip-path': `url(#${id})` });
    this.target.append(s('clipPath', { id }, s('path', { d: this.path.d })), group);
    this.target = group;
  }

  fill(given?: CanvasFillRule | SvgPath): void {
    const rule = given === 'evenodd' ? given : undefined;
    this.draw(given instanceof SvgPath ? given : this.path, { ...this.colour('fill', this.fillStyle), 'fill-rule': rule });
  }

  stroke(path: SvgPath = this.path): void {
    this.draw(path, {
      fill: 'none',
      ...this.colour('stroke', this.strokeStyle),
      'stroke-width': short(this.lineWidth),
      'stroke-linecap': this.lineCap === 'butt' ? undefined : this.lineCap,
      'stroke-linejoin': this.lineJoin === 'miter' ? undefined : this.lineJoin,
      'stroke-dasharray': this.dash.some((length) => length > 0) ? this.dash.join(' ') : undefined,
      'stroke-dashoffset': this.lineDashOffset === 0 ? undefined : this.lineDashOffset,
    });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const before = this.path;
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
    this.path = before;
  }

  /** Drawings clear all before they begin. */
  clearRect(): void {
    this.element.replaceChildren();
    this.target = this.element;
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.colour('fill', this.fillStyle));
  }

  strokeText(text: string, x: number, y: number): void {
    this.write(text, x, y, { fill: 'none', ...this.colour('stroke', this.strokeStyle), 'stroke-width': this.lineWidth });
  }

  measureText(text: string): TextMetrics {
    return measured(text, this.font);
  }

  private write(text: string, x: number, y: number, colours: Readonly<Record<string, string | number | undefined>>): void {
    const [, style, weight, size, family] = /^(italic )?(?:normal )?(bold |\d+ )?([\d.]+)px(?:\/\S+)? (.+)$/.exec(this.font) ?? [];
    const fontSize = Number(size ?? 10);
    const { a, b, c, d, e, f } = this.matrix;
    const moved = this.matrix.isIdentity ? undefined : `matrix(${[a, b, c, d, e, f].map(short).join(' ')})`;
    this.target.append(
      s(
        'text',
        {
          x: short(x),
          y: short(y + fontSize * (drop[this.textBaseline] ?? 0)),
          ...{ 'text-anchor': anchors[this.textAlign], 'font-size': fontSize, 'font-family': family?.replaceAll('"', "'") },
          ...{ 'font-style': style?.trim(), 'font-weight': weight?.trim(), transform: moved, ...colours },
        },
        text,
      ),
    );
  }

  /** The outline of what has just been filled goes with it, as surfaces of thousands of cells need. */
  private draw({ d }: SvgPath, attributes: Readonly<Record<string, string | number | undefined>>): void {
    const last = this.target.lastElementChild;
    const { fill, ...outline } = attributes;
    if (fill === 'none' && last?.tagName === 'path' && last.getAttribute('d') === d && !last.hasAttribute('stroke'))
      setAttributes(last, outline);
    else if (d !== '') this.target.append(s('path', { d, ...attributes }));
  }

  private colour(
    kind: 'fill' | 'stroke',
    style: CanvasRenderingContext2D['fillStyle'],
  ): Readonly<Record<string, string | number | undefined>> {
    const { colour, alpha } = plainColour(typeof style === 'string' ? style : 'transparent');
    const opacity = short(alpha * this.globalAlpha);
    return { [kind]: opacity === 0 ? 'none' : colour, [`${kind}-opacity`]: opacity === 1 || opacity === 0 ? undefined : opacity };
  }

  private placed(x: number, y: number): [x: number, y: number] {
    const { a, b, c, d, e, f } = this.matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  }
}

let scratch: CanvasRenderingContext2D | null | undefined;

/** The size of a text as a canvas has it. */
export function measured(text: string, font: string): TextMetrics {
  scratch ??= h('canvas').getContext('2d');
  if (!scratch) throw new Error('This browser draws no text on a canvas.');
  scratch.font = font;
  return scratch.measureText(text);
}

/** What is on the canvas as SVG; undefined where nobody has said how. */
export function drawingOf(canvas: HTMLCanvasElement, name: string): SVGGElement | undefined {
  const draw = drawerOf(canvas);
  if (!draw) return undefined;
  const brush = new SvgBrush(name);
  draw(brush, svgPath);
  return brush.element;
}
