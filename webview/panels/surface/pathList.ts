/** The paths by name, each with its line and marker; a click hides one or brings it back. */
import { t } from '../../../src/l10n/t';
import { h } from '../../lib/dom';
import { type Chip, toggleHidden } from '../../lib/picture/settings';
import { swatch } from '../../lib/picture/swatch';
import { ending } from '../../lib/picture/verdict';
import type { Store } from '../../lib/store';
import type { SurfaceActions } from './actions';
import type { State } from './state';

export function createPathList(store: Store<State>, actions: SurfaceActions): HTMLElement {
  const element = h('div', { class: 'chips', role: 'group', 'aria-label': t('Paths') });
  store.watch(
    (state) => [state.settings.chips, state.runs, state.points],
    ([chips]) => {
      const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
      element.replaceChildren(...chips.map(chipButton));
      if (held !== undefined) element.querySelector<HTMLElement>(`[data-key="${held}"]`)?.focus();
    },
  );
  return element;

  function chipButton(chip: Chip): HTMLElement {
    const change = () => actions.change((settings) => toggleHidden(settings, chip.key));
    const name = h(
      'button',
      {
        ...{ type: 'button', class: 'name', 'aria-pressed': String(!chip.hidden), 'data-key': chip.key },
        ...{ title: chip.hidden ? t('Show this path') : t('Hide this path'), onclick: change },
      },
      swatch(chip.style),
      chip.name,
      h('span', { class: 'end' }, endOf(chip)),
    );
    return h('div', { class: `chip c${chip.style}${chip.hidden ? ' off' : ''}` }, name);
  }

  function endOf({ key, hidden }: Chip): string {
    const run = store.state.runs.get(key);
    if (hidden) return 'hidden';
    if (run?.problem) return 'failed';
    return run?.trajectory ? ending(run.trajectory, store.state.points) : '';
  }
}
