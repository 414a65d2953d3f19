/** A part of a panel under a heading that opens and closes it. */
import { h, setAttributes, setText } from './dom';
import { icon } from './icons';

export interface Disclosure {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  set(open: boolean, title: string): void;
}

export function disclosure(className: string, onToggle: () => void): Disclosure {
  const text = h('span');
  const button = h('button', { type: 'button', class: 'disclosure', onclick: onToggle }, icon('right'), text);
  const body = h('div', { class: 'body' });
  const element = h('section', { class: className }, h('h2', {}, button), body);
  return {
    ...{ element, body },
    set(open, title) {
      setText(text, title);
      setAttributes(button, { 'aria-expanded': String(open) });
      setAttributes(element, { 'aria-label': title });
      body.hidden = !open;
    },
  };
}
