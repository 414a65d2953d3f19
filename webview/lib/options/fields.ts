/** Fields made from option metadata: one control per option, in the toolkit's own look. */
import type { Option, OptionTable, OptionValue } from '../../../src/protocol/model';
import { h, setAttributes } from '../dom';
import { asTyped } from '../scale';
import { type Control, checkbox, dropdown, textField } from '../toolkit';
import { parseOption } from './optionText';
import { fromPlace, type NumberOption, placeOn } from './place';

export type OnOption = (option: string, value: OptionValue | undefined) => void;
export type Values = Readonly<Record<string, OptionValue>>;

/** Fills `parent` with one control per option, and answers how to write their values. The focus stays where it was. */
export function fillFields(parent: HTMLElement, table: OptionTable, onOption: OnOption): (values: Values) => void {
  const held = document.activeElement?.closest<HTMLElement>('[data-option]')?.dataset.option;
  const controls = Object.entries(table).map(([id, option]) => ({
    ...{ id, option },
    control: optionControl(option, (value) => onOption(id, value)),
  }));
  const made = controls.map(({ id, option, control }) => {
    const element = field(option, control.element);
    element.dataset.option = id;
    return element;
  });
  const within = parent.contains(document.activeElement);
  parent.replaceChildren(...made);
  if (within) controls.find(({ id }) => id === held)?.control.element.focus();
  return (values) => {
    for (const { id, option, control } of controls) control.set(values[id] ?? option.default);
  };
}

export function field(option: Pick<Option, 'label' | 'help'> & { readonly kind: string }, control: HTMLElement): HTMLElement {
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

/** A slider over the option's range. */
export function optionSlider(option: NumberOption, label: string, onChange: (value: number) => void): Control<number> {
  const slider = h('input', { type: 'range', min: 0, max: 100, step: 'any', 'aria-label': label });
  slider.addEventListener('input', () => onChange(Number(fromPlace(option, Number(slider.value)).toPrecision(2))));
  return {
    element: h('div', { class: 'range' }, h('div', { class: 'track' }), slider),
    set(value) {
      slider.value = String(placeOn(option, value));
      setAttributes(slider, { 'aria-valuetext': asTyped(value) });
    },
  };
}
