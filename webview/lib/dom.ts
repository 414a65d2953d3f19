/** Building elements without a framework and without HTML strings: nothing to escape, nothing for a strict CSP to refuse. */

type Handler = (event: never) => void;
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | Handler>>;
export type Child = Node | string | undefined;

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An HTML element; function attributes named `onX` become listeners, `undefined` and `false` are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: Attributes, ...children: Child[]): HTMLElementTagNameMap[K];
export function h(tag: string, attributes?: Attributes, ...children: Child[]): HTMLElement;
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element, likewise. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS(svgNamespace, tag), attributes, children);
}

function filled<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2).toLowerCase(), value as EventListener);
    else if (value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Sets custom properties, which style sheets turn into colours and places. */
export function setVariables(element: HTMLElement | SVGElement, variables: Readonly<Record<`--${string}`, string | number>>): void {
  for (const [name, value] of Object.entries(variables)) element.style.setProperty(name, String(value));
}

/** Writes only what differs, so that a live region speaks only of changes. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Keeps equations on one line: no break round "=". */
export const unbroken = (text: string): string => text.replaceAll(' = ', '\u00a0=\u00a0');
