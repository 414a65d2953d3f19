import { textField } from '../toolkit';
import { field } from './fields';

/** A field and how to write what a state says into it. */
export interface WrittenField<S> {
  readonly element: HTMLElement;
  write(state: S): void;
}

/** A field that refuses what `parse` answers 'invalid' to. */
export function numberField<T, S>(
  { label, help }: { readonly label: string; readonly help: string },
  parse: (text: string) => T | 'invalid',
  { change, read }: { change(value: T): void; read(state: S): string },
): WrittenField<S> {
  const control = textField({ label, title: help }, (text) => {
    const value = parse(text);
    if (value === 'invalid') return false;
    change(value);
    return true;
  });
  return { element: field({ kind: 'number', label, help }, control.element), write: (state) => control.set(read(state)) };
}
