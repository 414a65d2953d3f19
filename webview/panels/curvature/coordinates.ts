/** The point's coordinates as fields; of many, those whose names contain what is typed into the filter. */
import type { LossDescription } from '../../../src/protocol/model';
import { h, setAttributes, setText } from '../../lib/dom';
import type { Store } from '../../lib/store';
import { type Control, textField } from '../../lib/toolkit';
import type { Actions } from './actions';
import { pointOf, type State } from './state';

/** Fields at most. */
const mostFields = 8;
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
    placeholder: 'Filter coordinates',
    'aria-label': 'Filter coordinates by name',
    oninput: () => actions.setFilter(filter.value),
  });
  const many = h('div', { class: 'many' }, filter, rest);
  const element = h('section', { class: 'coordinates', 'aria-label': 'Point' }, h('h3', { class: 'label' }, 'Point'), many, list);
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
      setText(rest, more > 0 ? `and ${more} more` : shown.length === 0 ? 'none' : '');
      fields = shown.map((index) => fieldFor(index, description));
      list.replaceChildren(...fields.map(({ index, control }) => labelled(description.coordinates[index], control)));
      write();
    },
  );
  store.watch(
    (state) => [state.at, state.description],
    () => write(),
  );
  return element;

  function fieldFor(index: number, { coordinates }: LossDescription): Field {
    const control = textField({ label: `Coordinate ${coordinates[index]}` }, (text) => {
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

/** Indices of the coordinates that get a field: the first whose names contain every word that is sought. */
export function chosenCoordinates(coordinates: readonly string[], sought: string): { shown: readonly number[]; more: number } {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const all = coordinates.length > mostFields ? words : [];
  const found = Array.from(coordinates.keys()).filter((i) => all.every((word) => coordinates[i].toLowerCase().includes(word)));
  return { shown: found.slice(0, mostFields), more: Math.max(0, found.length - mostFields) };
}

/** A number as people type it, with a comma or a real minus; undefined for anything else. */
export function parsedNumber(text: string): number | undefined {
  const plain = text.trim().replace('\u2212', '-').replace(',', '.');
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? undefined : value;
}

/** Six digits, which is as much as a field holds; what is not touched keeps all of them. */
export const coordinateText = (value: number): string => String(Number(value.toPrecision(6))).replace('-', '\u2212');
