/** The one place that knows the webview toolkit (archived upstream): everything else asks here for a control. */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h } from './dom';

export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());
}

/** A control whose value can be written without it answering back. */
export interface Control<T> {
  readonly element: HTMLElement;
  set(value: T): void;
}

interface ValueElement extends HTMLElement {
  value: string;
}
interface CheckedElement extends HTMLElement {
  checked: boolean;
}

/** A line of text; `onChange` hears Enter and leaving the field. The field is marked invalid when it answers false. */
export function textField(attributes: { label: string; title?: string }, onChange: (text: string) => boolean): Control<string> {
  const element = h('vscode-text-field', { title: attributes.title }) as ValueElement;
  // The element names itself "Text field" when it enters the document; its real name must come after that.
  const name = () => element.setAttribute('aria-label', attributes.label);
  queueMicrotask(name);
  let written = '';
  element.addEventListener('change', () => {
    const accepted = element.value === written || onChange(element.value);
    element.setAttribute('aria-invalid', String(!accepted));
  });
  return {
    element,
    set(value) {
      name();
      const typing = document.activeElement === element && element.value !== written;
      written = value;
      // Whoever is typing is left alone until the field is left or Enter is pressed.
      if (typing || element.value === value) return;
      element.value = value;
      element.setAttribute('aria-invalid', 'false');
    },
  };
}

export function checkbox(label: string, title: string, onChange: (checked: boolean) => void): Control<boolean> {
  const element = h('vscode-checkbox', { title }, label) as CheckedElement;
  let written = false;
  element.addEventListener('change', () => {
    if (element.checked !== written) onChange(element.checked);
  });
  return {
    element,
    set(value) {
      written = value;
      element.checked = value;
    },
  };
}

/** `words` says a choice to people; what is heard and set is the choice itself. */
export function dropdown(
  label: string,
  choices: readonly string[],
  onChange: (choice: string) => void,
  words: (choice: string) => string = (choice) => choice,
): Control<string> {
  const options = choices.map((choice) => h('vscode-option', { value: choice }, words(choice)));
  const element = h('vscode-dropdown', { 'aria-label': label }, ...options) as ValueElement;
  let written: string | undefined;
  element.addEventListener('change', () => {
    if (element.value !== written) onChange(element.value);
  });
  return {
    element,
    set(value) {
      written = value;
      // The element knows its options only after its next update; an attribute set now would be overridden by it.
      queueMicrotask(() => {
        if (element.value !== value) element.value = value;
      });
    },
  };
}

export function button(label: string, onClick: () => void): HTMLElement {
  return h('vscode-button', { onclick: onClick }, label);
}
