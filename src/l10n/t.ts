/**
 * Text for people, in the language of VS Code. English stands in the source and is the key into the bundles of the folder
 * `l10n`; whatever has no translation, and the command line, stays English.
 */
export type Translations = Readonly<Record<string, string>>;

let translations: Translations = ofPage();

interface Page {
  getElementById(id: string): { readonly textContent: string | null } | null;
}

/**
 * A page that the host writes carries the translations as data. They are read as soon as this module is evaluated, since the modules of
 * a panel, which stand in several files, make their tables of words in no order that could be relied on.
 */
function ofPage(): Translations {
  const page: Page | undefined = Reflect.get(globalThis, 'document');
  const data = page?.getElementById('translations')?.textContent;
  return data ? (JSON.parse(data) as Translations) : {};
}

/** To be called once in a process that is no page, before a module that says something is evaluated. */
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
