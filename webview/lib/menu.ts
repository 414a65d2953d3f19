/** A popup menu that works like VS Code's own: arrows, Home, End, Escape, letters on the right as hints. */
import { h } from './dom';
import { icon } from './icons';

export interface MenuItem {
  readonly label: string;
  readonly hint?: string;
  /** More than the label can say, for those who stay over it. */
  readonly title?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  run(): void;
}
export type MenuEntry = MenuItem | 'separator';

/** Opens below `anchor`; focus goes back there when it closes. */
export function openMenu(anchor: HTMLElement, label: string, entries: readonly MenuEntry[]): void {
  document.querySelector('.menu')?.remove();
  const close = () => {
    menu.remove();
    window.removeEventListener('pointerdown', outside, true);
    window.removeEventListener('blur', close);
  };
  const leave = () => {
    close();
    anchor.focus();
  };
  const outside = (event: Event) => {
    if (!menu.contains(event.target as Node)) close();
  };
  const choose = (item: MenuItem) => {
    leave();
    item.run();
  };
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': label }, ...entries.map((entry) => row(entry, choose)));
  menu.addEventListener('keydown', (event) => moveOn(event, menu, leave));
  document.body.append(menu);
  place(menu, anchor);
  items(menu)[0]?.focus();
  window.addEventListener('pointerdown', outside, true);
  window.addEventListener('blur', close);
}

function row(entry: MenuEntry, choose: (item: MenuItem) => void): HTMLElement {
  if (entry === 'separator') return h('div', { class: 'separator', role: 'separator' });
  const { label, hint = '', title, checked, disabled } = entry;
  return h(
    'button',
    {
      type: 'button',
      title,
      role: checked === undefined ? 'menuitem' : 'menuitemcheckbox',
      'aria-checked': checked === undefined ? undefined : String(checked),
      disabled: disabled === true,
      onclick: () => choose(entry),
    },
    h('span', { class: 'check' }, checked ? icon('check') : undefined),
    h('span', {}, label),
    h('span', { class: 'hint' }, hint),
  );
}

const items = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];

function moveOn(event: KeyboardEvent, menu: HTMLElement, leave: () => void): void {
  const all = items(menu);
  const index = all.indexOf(document.activeElement as HTMLButtonElement);
  const go = (to: number) => all[(to + all.length) % all.length]?.focus();
  const actions: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(index + 1),
    ArrowUp: () => go(index - 1),
    Home: () => go(0),
    End: () => go(-1),
    Escape: leave,
    Tab: leave,
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

function place(menu: HTMLElement, anchor: HTMLElement): void {
  const { left, bottom, top } = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = bottom + 4 + height <= window.innerHeight || top < height;
  menu.style.left = `${Math.max(4, Math.min(left, window.innerWidth - width - 4))}px`;
  menu.style.top = `${below ? bottom + 4 : top - height - 4}px`;
}
