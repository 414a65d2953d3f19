/** Optimizers as chips: focus one, hide, duplicate or remove any, add more. */

import { t } from '../../../src/l10n/t';
import { offers } from '../../../src/protocol/offers';
import { listed } from '../../../src/protocol/words';
import { h, setAttributes, setText } from '../../lib/dom';
import { iconButton } from '../../lib/iconButton';
import { icon } from '../../lib/icons';
import { type MenuEntry, openMenu } from '../../lib/menu';
import type { Actions } from '../../lib/picture/actions';
import { runWords } from '../../lib/picture/runSettings';
import { addChip, type Chip, duplicateChip, focusChip, removeChip, showOnly, toggleHidden } from '../../lib/picture/settings';
import type { State } from '../../lib/picture/state';
import { swatch } from '../../lib/picture/swatch';
import { ending } from '../../lib/picture/verdict';
import type { Store } from '../../lib/store';
import { withRecipe } from './recipes';

/** Opens what all paths share, and says what of it is on. */
function runToggle(store: Store<State>, actions: Actions): HTMLElement {
  const more = h('span', { class: 'on' });
  const steps = h('span');
  const button = h(
    'button',
    { type: 'button', class: 'run-toggle label', onclick: () => actions.toggle('runOpen') },
    steps,
    h('span', { class: 'word' }, ` ${t('steps')}`),
    more,
  );
  store.watch(
    (state) => [state.settings.steps, state.settings.run, state.catalog, state.runOpen, state.description?.summary.takesData],
    ([count, run, catalog, open, takesData]) => {
      const words = runWords(run, catalog, takesData);
      setText(steps, String(count));
      setText(more, words.map((word) => ` · ${word}`).join(''));
      button.classList.toggle('extra', words.length > 0);
      const said = listed([count === 1 ? t('{0} step', count) : t('{0} steps', count), ...words]);
      setAttributes(button, {
        'aria-expanded': String(open),
        'aria-label': t('Run settings: {0}', said),
        title: t('Run settings, shared by all: {0}', said),
      });
    },
  );
  return button;
}

export function createChips(store: Store<State>, actions: Actions): HTMLElement {
  const list = h('div', { class: 'list' });
  const add = h(
    'button',
    { type: 'button', class: 'add', 'aria-haspopup': 'menu', 'aria-label': t('Add an optimizer'), onclick: () => openAdd() },
    '+',
    h('span', { class: 'long' }, ` ${t('Add')}`),
  );
  const options = iconButton('options', t('Options'), () => actions.toggle('optionsOpen'));
  options.classList.add('toggle');
  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': t('Optimizers') }, list, add);
  const run = runToggle(store, actions);
  const element = h('div', { class: 'chip-row' }, chips, run, options);

  store.watch(
    (state) => [state.settings.chips, state.settings.focus],
    ([chips, focus]) => {
      const held = document.activeElement?.closest<HTMLElement>('.chip')?.dataset.key;
      list.replaceChildren(...chips.map((chip) => chipElement(chip, chip.key === focus)));
      if (held !== undefined) list.querySelector<HTMLElement>(`[data-key="${held}"] .name, .chip.focus .name`)?.focus();
      showEndings(store.state);
    },
  );
  store.watch(
    (state) => [state.runs, state.points],
    (_, state) => showEndings(state),
  );
  store.watch(
    (state) => [state.optionsOpen],
    ([open]) => options.setAttribute('aria-expanded', String(open)),
  );
  return element;

  function chipElement(chip: Chip, focus: boolean): HTMLElement {
    const name = h(
      'button',
      {
        type: 'button',
        class: 'name',
        'aria-pressed': String(focus),
        title: chip.hidden ? t('Show this path and read it out') : t('Read out this path'),
        onclick: onFocus,
      },
      swatch(chip.style),
      chip.name,
      ...(chip.hidden ? [h('span', { class: 'unseen' }, t('hidden'))] : []),
      h('span', { class: 'end' }),
    );
    const more = h(
      'button',
      {
        type: 'button',
        class: 'more',
        'aria-haspopup': 'menu',
        'aria-label': t('{0}: show, duplicate, remove', chip.name),
        title: t('Show, duplicate, remove'),
      },
      icon('more'),
    );
    more.addEventListener('click', () => openMenu(more, chip.name, entries(chip)));
    const element = h(
      'div',
      { class: `chip c${chip.style}${focus ? ' focus' : ''}${chip.hidden ? ' off' : ''}`, 'data-key': chip.key },
      name,
      more,
    );
    element.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      openMenu(more, chip.name, entries(chip));
    });
    element.addEventListener('keydown', (event) => onKey(event, chip));
    return element;

    function onFocus(event: MouseEvent): void {
      actions.change((settings) =>
        event.altKey || event.ctrlKey || event.metaKey ? toggleHidden(settings, chip.key) : focusChip(settings, chip.key),
      );
    }
  }

  function entries(chip: Chip): readonly MenuEntry[] {
    const { chips } = store.state.settings;
    const only = chips.length === 1;
    const lastShown = !chip.hidden && chips.filter(({ hidden }) => !hidden).length === 1;
    return [
      {
        label: t('Shown'),
        hint: 'H',
        checked: !chip.hidden,
        disabled: lastShown,
        run: () => actions.change((settings) => toggleHidden(settings, chip.key)),
      },
      { label: t('Only this one'), hint: 'O', disabled: only, run: () => actions.change((settings) => showOnly(settings, chip.key)) },
      'separator',
      { label: t('Duplicate'), hint: 'D', run: () => actions.change((settings) => duplicateChip(settings, chip.key)) },
      { label: t('Remove'), hint: t('Del'), disabled: only, run: () => actions.change((settings) => removeChip(settings, chip.key)) },
    ];
  }

  function onKey(event: KeyboardEvent, chip: Chip): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const changes: Readonly<Record<string, typeof removeChip>> = {
      h: toggleHidden,
      o: showOnly,
      d: duplicateChip,
      Delete: removeChip,
      Backspace: removeChip,
    };
    const change = changes[event.key];
    const sideways = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!change && sideways === 0) return;
    event.preventDefault();
    if (change) actions.change((settings) => change(settings, chip.key));
    else neighbour(chip, sideways)?.focus();
  }

  function neighbour(chip: Chip, by: number): HTMLElement | null {
    const { chips } = store.state.settings;
    const next = chips[(chips.findIndex(({ key }) => key === chip.key) + by + chips.length) % chips.length];
    return list.querySelector<HTMLElement>(`[data-key="${next?.key}"] .name`);
  }

  function openAdd(): void {
    openMenu(add, t('Add an optimizer'), [
      ...offers(store.state.catalog).map((offer) => ({
        label: offer.name,
        run: () => actions.change((settings) => addChip(settings, offer)),
      })),
      'separator',
      ...store.state.catalog.recipes.map((recipe) => ({
        label: recipe.name,
        title: `${recipe.help} (${recipe.source})`,
        run: () => actions.change((settings) => withRecipe(settings, recipe)),
      })),
    ]);
  }

  function showEndings({ runs, points, settings }: State): void {
    for (const chip of settings.chips) {
      const end = list.querySelector(`[data-key="${chip.key}"] .end`);
      const run = runs.get(chip.key);
      if (!end) continue;
      const words = chip.hidden ? t('hidden') : run?.problem ? t('failed') : run?.trajectory ? ending(run.trajectory, points) : '';
      setText(end, words);
    }
  }
}
