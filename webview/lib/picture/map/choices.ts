/** Below the map: which plane it shows where there is a choice, and what lies over it. */
import { t } from '../../../../src/l10n/t';
import { h } from '../../dom';
import type { Store } from '../../store';
import { type Control, dropdown, textField } from '../../toolkit';
import type { Actions } from '../actions';
import { planeWith, type Settings } from '../settings';
import type { State } from '../state';
import { kindOf, type OverlayName, overlayNames } from './overlayKinds';
import { nextSeed, placeNames, places, type Slice, sliceKinds, sliceNames, sliceOf } from './slice';
import { landmarksOf, threeOf } from './slices';

/** Beyond this many coordinates a list is no help; their names are typed. */
const longestList = 150;

/** `whole`: not only the coordinates. */
export function createChoices(store: Store<State>, actions: Actions, { whole = true } = {}): HTMLElement {
  const element = h('div', { class: 'choices' });
  let choices: readonly Choice[] = [];
  store.watch(
    (state) => [shapeOf(state)],
    (_, state) => {
      choices = choicesFor(state, actions, whole);
      element.replaceChildren(
        ...choices.map(({ label, control: { element: control } }) =>
          label ? h('span', { class: 'labelled' }, h('span', { class: 'label' }, label), control) : control,
        ),
      );
      for (const { write } of choices) write(state);
    },
  );
  store.watch(
    (state) => [state.settings],
    (_, state) => {
      for (const { write } of choices) write(state);
    },
  );
  return element;
}

interface Choice {
  readonly label?: string;
  readonly control: { readonly element: HTMLElement };
  write(state: State): void;
}

/** What there is to choose from; the controls are made anew when it changes. */
function shapeOf(state: State): string {
  const { slice } = state.settings;
  const landmarks = slice.kind === 'points' ? landmarksOf(state).map(({ name }) => name) : [];
  return JSON.stringify([state.description?.coordinates, slice.kind, landmarks]);
}

function choicesFor(state: State, actions: Actions, whole: boolean): readonly Choice[] {
  const coordinates = state.description?.coordinates ?? [];
  const { slice } = state.settings;
  const many = coordinates.length > 2;
  return [
    ...(many && whole ? [sliceChoice(actions)] : []),
    ...(many && (slice.kind === 'coordinates' || !whole) ? coordinateChoices(coordinates, actions) : []),
    ...(many && whole ? furtherChoices(slice, state, actions) : []),
    ...(coordinates.length >= 2 && whole ? [overlayChoice(actions)] : []),
  ];
}

function choice(control: Control<string>, read: (settings: Settings, state: State) => string, label?: string): Choice {
  return { ...(label !== undefined && { label }), control, write: (state) => control.set(read(state.settings, state)) };
}

function overlayChoice(actions: Actions): Choice {
  const named = (choice: string): OverlayName => overlayNames.find((name) => name === choice) ?? 'none';
  const control = dropdown(
    t('Overlay'),
    overlayNames,
    (choice) => actions.change((settings) => ({ ...settings, overlay: named(choice) })),
    (choice) => kindOf(named(choice)).title,
  );
  return choice(control, ({ overlay }) => overlay, t('Overlay'));
}

function changeSlice(actions: Actions, change: (slice: Slice) => Slice): void {
  actions.zoomTo(undefined);
  actions.change((settings) => ({ ...settings, slice: change(settings.slice) }));
}

function sliceChoice(actions: Actions): Choice {
  const kindOfName = (name: string): Slice['kind'] => sliceKinds.find((kind) => kind === name) ?? 'coordinates';
  const control = dropdown(
    t('Plane'),
    sliceKinds,
    (name) => changeSlice(actions, () => sliceOf(kindOfName(name))),
    (name) => sliceNames[kindOfName(name)],
  );
  return choice(control, ({ slice }) => slice.kind, t('Plane'));
}

/** What a kind of plane leaves open. */
function furtherChoices(slice: Slice, state: State, actions: Actions): readonly Choice[] {
  switch (slice.kind) {
    case 'eigenvectors':
      return [placeChoice(actions)];
    case 'random': {
      const element = h('button', { type: 'button', class: 'link', onclick: () => changeSlice(actions, nextSeed) }, t('Redraw'));
      return [{ control: { element }, write: () => undefined }];
    }
    case 'points':
      return pointChoices(state, actions);
    default:
      return [];
  }
}

function placeChoice(actions: Actions): Choice {
  const placeOfName = (name: string) => places.find((place) => place === name) ?? 'end';
  const control = dropdown(
    t('Eigenvectors at'),
    places,
    (name) => changeSlice(actions, (now) => (now.kind === 'eigenvectors' ? { ...now, at: placeOfName(name) } : now)),
    (name) => placeNames[placeOfName(name)],
  );
  return choice(control, ({ slice }) => (slice.kind === 'eigenvectors' ? slice.at : ''));
}

function pointChoices(state: State, actions: Actions): readonly Choice[] {
  const landmarks = landmarksOf(state);
  const ids = landmarks.map(({ id }) => id);
  const nameOf = (id: string) => landmarks.find((landmark) => landmark.id === id)?.name ?? id;
  return [t('First point'), t('Second point'), t('Third point')].map((title, index) => {
    const choose = (id: string) =>
      changeSlice(actions, (now) => {
        if (now.kind !== 'points') return now;
        const [a = '', b = '', c = ''] = threeOf(now.of, landmarks).map((landmark, i) => (i === index ? id : landmark.id));
        return { ...now, of: [a, b, c] };
      });
    const read = ({ slice }: Settings, now: State) =>
      slice.kind === 'points' ? (threeOf(slice.of, landmarksOf(now))[index]?.id ?? '') : '';
    return choice(dropdown(title, ids, choose, nameOf), read);
  });
}

function coordinateChoices(coordinates: readonly string[], actions: Actions): readonly Choice[] {
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
    return choice(control, ({ plane }) => coordinates[plane[axis] ?? 0] ?? '', axis === 0 ? undefined : '×');
  });
}
