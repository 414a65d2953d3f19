/** The focused optimizer's options, from its metadata, and what concerns all paths: steps and start. */
import type { EntryMetadata, LossDescription, Option, OptionValue } from '../../../src/protocol/model';
import { h } from '../../lib/dom';
import type { Store } from '../../lib/store';
import { type Control, checkbox, dropdown, textField } from '../../lib/toolkit';
import type { Actions } from './actions';
import { parseOption } from './optionText';
import { rateOption } from './rate';
import { metadataOf, setOption } from './settings';
import { focused, type State, startOf } from './state';

/** Start coordinates get fields up to this many. */
const mostStartFields = 8;
const mostSteps = 1e5;

export function createForm(store: Store<State>, actions: Actions): HTMLElement {
  const own = h('div', { class: 'fields' });
  const shared = h('div', { class: 'fields' });
  const about = h('p', { class: 'label about' });
  const element = h('section', { class: 'options', 'aria-label': 'Options' }, about, own, shared);
  let fields: readonly SharedField[] = [];
  let write: (values: Readonly<Record<string, OptionValue>>) => void = () => undefined;

  store.watch(
    (state) => [state.optionsOpen],
    ([open]) => {
      element.hidden = !open;
    },
  );
  store.watch(
    (state) => [metadataFor(state), focused(state)?.key],
    ([entry, key]) => {
      if (!entry || key === undefined) return;
      about.replaceChildren(h('b', {}, entry.name), ` ${entry.help} `, h('code', { title: entry.source }, entry.formula));
      write = fillFields(own, entry, (option, value) => actions.change((settings) => setOption(settings, key, option, value)));
    },
  );
  store.watch(
    (state) => [metadataFor(state), focused(state)?.options],
    ([, options]) => write(options ?? {}),
  );
  store.watch(
    (state) => [state.description?.coordinates.join('\n')],
    (_, { description }) => {
      fields = sharedFields(store, actions, description);
      shared.replaceChildren(...fields.map(({ element }) => element));
    },
  );
  store.watch(
    (state) => [state.settings.steps, state.settings.start, state.description],
    (_, state) => {
      for (const { write } of fields) write(state);
    },
  );
  return element;
}

function metadataFor(state: State): EntryMetadata | undefined {
  const chip = focused(state);
  return chip && metadataOf(state.catalog, chip);
}

type OnOption = (option: string, value: OptionValue | undefined) => void;

/** One control per option, except the learning rate, which has its slider. Returns how to write the values. */
function fillFields(
  parent: HTMLElement,
  entry: EntryMetadata,
  onOption: OnOption,
): (values: Readonly<Record<string, OptionValue>>) => void {
  const options = Object.entries(entry.options).filter(([id]) => id !== rateOption);
  const controls = options.map(([id, option]) => ({ id, option, control: optionControl(option, (value) => onOption(id, value)) }));
  parent.replaceChildren(...controls.map(({ option, control }) => field(option, control.element)));
  return (values) => {
    for (const { id, option, control } of controls) control.set(values[id] ?? option.default);
  };
}

function field(option: Pick<Option, 'label' | 'help'> & { readonly kind: string }, control: HTMLElement): HTMLElement {
  if (option.kind === 'boolean') return h('div', { class: 'field', title: option.help }, control);
  return h('label', { class: 'field', title: option.help }, h('span', { class: 'label' }, option.label), control);
}

/** Answers `undefined`, "the default", when a field is emptied. */
export function optionControl(option: Option, onChange: (value: OptionValue | undefined) => void): Control<OptionValue> {
  switch (option.kind) {
    case 'boolean': {
      const control = checkbox(option.label, option.help, onChange);
      return { element: control.element, set: (value) => control.set(value === true) };
    }
    case 'choice': {
      const control = dropdown(option.label, option.choices, onChange);
      return { element: control.element, set: (value) => control.set(String(value)) };
    }
    case 'number':
    case 'integer':
    case 'list': {
      const control = textField({ label: option.label, title: option.help }, (text) => {
        const value = parseOption(option, text);
        if (value === 'invalid') return false;
        onChange(value);
        return true;
      });
      return { element: control.element, set: (value) => control.set(Array.isArray(value) ? value.join(', ') : String(value)) };
    }
    default:
      return option satisfies never;
  }
}

/** A field and how to write what the state says into it. */
interface SharedField {
  readonly element: HTMLElement;
  write(state: State): void;
}

/** Fields that concern every path: the number of steps, and the start while it has few coordinates. */
function sharedFields(store: Store<State>, actions: Actions, description: LossDescription | undefined): readonly SharedField[] {
  const starts = description && description.n <= mostStartFields ? description.coordinates : [];
  return [stepsField(actions), ...starts.map((name, i) => startField(store, actions, name, i))];
}

function stepsField(actions: Actions): SharedField {
  const control = textField({ label: 'Steps' }, (text) => {
    const count = Number(text);
    if (!Number.isInteger(count) || count < 1 || count > mostSteps) return false;
    actions.change((settings) => ({ ...settings, steps: count }));
    return true;
  });
  const element = field({ kind: 'integer', label: 'Steps', help: 'How many steps every path takes.' }, control.element);
  return { element, write: ({ settings }) => control.set(String(settings.steps)) };
}

function startField(store: Store<State>, actions: Actions, name: string, index: number): SharedField {
  const control = textField({ label: `Start, ${name}` }, (text) => {
    const value = Number(text.replaceAll('\u2212', '-'));
    const start = startOf(store.state);
    if (text.trim() === '' || !Number.isFinite(value) || !start) return false;
    actions.change((settings) => ({ ...settings, start: Array.from(start, (old, i) => (i === index ? value : old)) }));
    return true;
  });
  const help = 'Where every path begins. Drag the ring on the map, or type.';
  const element = field({ kind: 'number', label: `Start ${name}`, help }, control.element);
  return { element, write: (state) => control.set(String(startOf(state)?.[index] ?? '')) };
}
