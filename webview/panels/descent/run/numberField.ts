import type { State } from '../../../lib/picture/state';
import { textField } from '../../../lib/toolkit';
import { field } from '../fields';

/** A field and how to write what the state says into it. */
export interface WrittenField {
  readonly element: HTMLElement;
  write(state: State): void;
}

/** A field that refuses what `parse` answers 'invalid' to. */
export function numberField<T>(
  { label, help }: { readonly label: string; readonly help: string },
  parse: (text: string) => T | 'invalid',
  { change, read }: { change(value: T): void; read(state: State): string },
): WrittenField {
  const control = textField({ label, title: help }, (text) => {
    const value = parse(text);
    if (value === 'invalid') return false;
    change(value);
    return true;
  });
  return { element: field({ kind: 'number', label, help }, control.element), write: (state) => control.set(read(state)) };
}
