import { fontSize, ground, ink, muted } from './theme';
import { type Attributes, element, escapeXml, type Point } from './xml';

export interface TextStyle {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill?: string;
  readonly weight?: 'bold';
  readonly italic?: boolean;
  /** Paper-coloured outline, for words on the map. */
  readonly halo?: boolean;
  /** Degrees, about the point. */
  readonly rotate?: number;
}

export function text([x, y]: Point, content: string, style: TextStyle = {}): string {
  const { size = fontSize.label, anchor = 'start', fill = muted, weight, italic = false, halo = false, rotate } = style;
  const attributes: Attributes = {
    x,
    y,
    fill,
    'font-size': size,
    'text-anchor': anchor === 'start' ? undefined : anchor,
    'font-weight': weight,
    'font-style': italic ? 'italic' : undefined,
    transform: rotate === undefined ? undefined : `rotate(${rotate} ${x} ${y})`,
    ...(halo && { stroke: ground, 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }),
  };
  return element('text', attributes, escapeXml(content));
}

/** A generous estimate: wide enough for the sans-serifs in use, whatever the reader's machine has. */
export const textWidth = (content: string, size: number = fontSize.label): number => [...content].length * size * 0.61;

/** Cut to the width, with an ellipsis. */
export function shortened(content: string, width: number, size: number = fontSize.label): string {
  const most = Math.max(1, Math.floor(width / (size * 0.61)));
  const characters = [...content];
  return characters.length <= most ? content : `${characters.slice(0, most - 1).join('')}…`;
}

export const strong: TextStyle = { size: fontSize.list, fill: ink, weight: 'bold' };
