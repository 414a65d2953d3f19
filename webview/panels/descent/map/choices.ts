/** Below the map: the two coordinates of the plane when there are more, and the overlay where one can lie on it. */
import { t } from '../../../../src/l10n/t';
import { h } from '../../../lib/dom';
import type { Store } from '../../../lib/store';
import { type Control, dropdown, textField } from '../../../lib/toolkit';
import type { Actions } from '../actions';
import { planeWith, type Settings } from '../settings';
import type { State } from '../state';
import { kindOf, type OverlayName, overlayNames } from './overlayKinds';

/** Beyond this many coordinates a list is no help; their names are typed. */
const longestList = 150;

export function createChoices(store: Store<State>, actions: Actions, { overlay = true } = {}): HTMLElement {
  const element = h('div', { class: 'choices' });
  let writers: ((settings: Settings) => void)[] = [];
  store.watch(
    (state) => [state.description?.coordinates.join('\n')],
    (_, { description, settings }) => {
      const coordinates = description?.coordinates ?? [];
      const made = [
        ...(coordinates.length > 2 ? planeChoices(coordinates, actions) : []),
        ...(coordinates.length >= 2 && overlay ? [overlayChoice(actions)] : []),
      ];
      writers = made.map(({ write }) => write);
      element.replaceChildren(...made.flatMap(({ label, control }) => [h('span', { class: 'label' }, label), control.element]));
      for (const write of writers) write(settings);
    },
  );
  store.watch(
    (state) => [state.settings],
    ([settings]) => {
      for (const write of writers) write(settings);
    },
  );
  return element;
}

interface Choice {
  readonly label: string;
  readonly control: Control<string>;
  write(settings: Settings): void;
}

function overlayChoice(actions: Actions): Choice {
  const named = (choice: string): OverlayName => overlayNames.find((name) => name === choice) ?? 'none';
  const control = dropdown(
    t('Overlay'),
    overlayNames,
    (choice) => actions.change((settings) => ({ ...settings, overlay: named(choice) })),
    (choice) => kindOf(named(choice)).title,
  );
  return { label: t('Overlay'), control, write: ({ overlay }) => control.set(overlay) };
}

function planeChoices(coordinates: readonly string[], actions: Actions): readonly Choice[] {
  return [t('Coordinate across'), t('Coordinate up')].map((title, axis) => {
    const choose = (name: string): boolean => {
      const index = coordinates.indexOf(name.trim());
      if (index < 0) return false;
      actions.zoomTo(undefined);
      actions.change((settings) => ({ ...settings, plane: planeWith(settings.plane, axis === 0 ? 0 : 1, index) }));
      return true;
    };
    const control =
      coordinates.length <= longestList
        ? dropdown(title, coordinates, choose)
        : textField({ label: title, title: t('Name of a coordinate') }, choose);
    return { label: axis === 0 ? '' : '×', control, write: ({ plane }) => control.set(coordinates[plane[axis] ?? 0] ?? '') };
  });
}
