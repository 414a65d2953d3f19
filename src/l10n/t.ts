/**
 * Text for people, in the language of VS Code. English stands in the source and is the key into the bundles of the folder
 * `l10n`; whatever has no translation, and the command line, stays English.
 */
export type Translations = Readonly<Record<string, string>>;

let translations: Translations = {};

/** To be called once in a process, before a module that says something is evaluated. */
export function translateWith(bundle: Translations): void {
  translations = bundle;
}

/** What `translateWith` was given, to be handed on to a process that this one starts. */
export const translationsInUse = (): Translations => translations;

/** A whole sentence or label, `{0}`, `{1}` … being replaced by the values. Its first argument must be a literal, so that it can be collected. */
export function t(message: string, ...values: readonly (string | number)[]): string {
  const text = translations[message] ?? message;
  return values.length === 0 ? text : text.replace(/\{(\d+)\}/g, (whole, index) => String(values[Number(index)] ?? whole));
}
