/** The point's coordinates as fields; of many, those whose names contain what is typed into the filter. */
import { t } from '../../../src/l10n/t';
import type { LossDescription } from '../../../src/protocol/model';
import { atCursor, isAtCursor } from '../../lib/cursor';
import { h, setAttributes, setText } from '../../lib/dom';
import type { Store } from '../../lib/store';
import { type Control, textField } from '../../lib/toolkit';
import { parsedNumber } from '../../lib/typing';
import type { Actions } from './actions';
import { pointOf, type State } from './state';
import { chosenCoordinates, coordinateText, mostFields } from './typing';

/** Letters of a name that stands beside its field; longer ones stand above. */
const shortName = 3;

interface Field {
  readonly index: number;
  readonly control: Control<string>;
}

export function createCoordinates(store: Store<State>, actions: Actions): HTMLElement {
  const list = h('div', { class: 'fields' });
  const rest = h('span', { class: 'label' });
  const filter = h('input', {
    type: 'search',
    placeholder: t('Filter coordinates'),
    'aria-label': t('Filter coordinates by name'),
    oninput: () => actions.setFilter(filter.value),
  });
  const many = h('div', { class: 'many' }, filter, rest);
  const element = h('section', { class: 'coordinates', 'aria-label': t('Point') }, h('h3', { class: 'label' }, t('Point')), many, list);
  let fields: readonly Field[] = [];

  store.watch(
    (state) => [state.description, state.filter],
    ([description, sought]) => {
      if (!description) return;
      setAttributes(many, { hidden: description.n <= mostFields });
      list.classList.toggle(
        'long',
        description.coordinates.some((name) => name.length > shortName),
      );
      if (filter.value !== sought) filter.value = sought;
      const { shown, more } = chosenCoordinates(description.coordinates, sought);
      setText(rest, more > 0 ? t('and {0} more', more) : shown.length === 0 ? t('none') : '');
      fields = shown.map((index) => fieldFor(index, description));
      list.replaceChildren(...fields.map(({ index, control }) => labelled(description.coordinates[index], control)));
      write();
    },
  );
  store.watch(
    (state) => [state.at, state.description],
    () => write(),
  );
  store.watch(
    (state) => [state.cursor, state.description, state.filter],
    ([cursor]) => {
      for (const { index, control } of fields) control.element.parentElement?.classList.toggle(atCursor, isAtCursor(cursor, index));
    },
  );
  return element;

  function fieldFor(index: number, { coordinates }: LossDescription): Field {
    const control = textField({ label: t('Coordinate {0}', coordinates[index]) }, (text) => {
      const value = parsedNumber(text);
      if (value === undefined) return false;
      actions.setCoordinate(index, value);
      return true;
    });
    return { index, control };
  }

  function write(): void {
    const point = pointOf(store.state);
    for (const { index, control } of fields) control.set(point ? coordinateText(point[index]) : '');
  }
}

const labelled = (name: string, { element }: Control<string>): HTMLElement =>
  h('label', { class: 'field' }, h('span', { class: 'coordinate', title: name }, name), element);
