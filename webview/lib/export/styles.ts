/** Styles of the page as attributes of SVG, so that a file needs no style sheet and any program can read it. */
import { cssColour } from '../colour';

/** Properties that make the picture, with the values that need not be written. */
const presentation = {
  fill: '',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-opacity': '1',
  opacity: '1',
  'paint-order': 'normal',
} as const;
const properties = [
  ...(['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap'] as const),
  ...(['stroke-linejoin', 'stroke-opacity', 'opacity', 'paint-order'] as const),
];
const typography = ['font-family', 'font-size', 'font-style', 'font-weight', 'text-anchor'] as const;

/** The elements as they look, in order of the document; the same order and number in a clone. */
export function settleStyles(picture: SVGElement, looks: SVGElement = picture): void {
  const written = [picture, ...picture.querySelectorAll<SVGElement>('*')];
  [looks, ...looks.querySelectorAll<SVGElement>('*')].forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of properties) settle(written[i], name, style.getPropertyValue(name), presentation[name]);
    if (element instanceof SVGTextContentElement) for (const name of typography) settle(written[i], name, style.getPropertyValue(name), '');
  });
  for (const element of written) element.removeAttribute('class');
}

function settle(element: SVGElement, name: keyof typeof presentation | (typeof typography)[number], value: string, usual: string): void {
  // Computed references name the whole page: `url("https://…#clip")`.
  const written = value.replace(/url\(["'][^"'#]*#([\w-]+)["']\)/, 'url(#$1)').replaceAll('"', "'");
  const isColour = (name === 'fill' || name === 'stroke') && !written.startsWith('url(') && written !== 'none';
  if (written === '' || written === usual) element.removeAttribute(name);
  else if (!isColour) element.setAttribute(name, written);
  else setColour(element, name, plainColour(written));
}

function setColour(element: SVGElement, name: 'fill' | 'stroke', { colour, alpha }: PlainColour): void {
  element.setAttribute(name, alpha === 0 ? 'none' : colour);
  if (alpha > 0 && alpha < 1) element.setAttribute(`${name}-opacity`, String(alpha));
}

export interface PlainColour {
  readonly colour: string;
  readonly alpha: number;
}

/** `#rrggbb` and an opacity for what a computed style holds, mixtures too. */
export function plainColour(text: string): PlainColour {
  if (text === 'transparent' || text === 'none') return { colour: '#000000', alpha: 0 };
  const hex = /^#([\da-f]{3,8})$/i.exec(text)?.[1];
  if (hex) {
    const wide = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
    return { colour: `#${wide.slice(0, 6)}`, alpha: wide.length === 8 ? Number.parseInt(wide.slice(6), 16) / 255 : 1 };
  }
  const [r = 0, g = 0, b = 0, alpha = 1] = (text.replace('srgb', '').match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const unit = text.startsWith('color(') ? 1 : 255;
  return { colour: cssColour([r / unit, g / unit, b / unit]), alpha };
}
