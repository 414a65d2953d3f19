import { h } from './dom';
import { type IconName, icon } from './icons';

export function iconButton(name: IconName, label: string, onClick: (event: Event) => void): HTMLButtonElement {
  return h('button', { type: 'button', class: 'icon', title: label, 'aria-label': label, onclick: onClick }, icon(name));
}
