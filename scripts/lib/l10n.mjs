// Which words the sources say to people, and what the bundles of translations hold.
import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { sourceFiles } from './sources.mjs';

/** As VS Code spells them in the names of bundles. */
export const languages = /** @type {const} */ (['zh-tw', 'zh-cn']);

/**
 * @typedef {typeof languages[number]} Language
 * @typedef {Record<string, string>} Bundle
 * @typedef {{ message: string | undefined, values: number | undefined, line: number }} Message a call of `t`: undefined message
 *   when it is no literal, undefined values when they are spread
 */

/**
 * Every call of `t` in a source text that imports it.
 * @param {string} text
 * @returns {Promise<Message[]>}
 */
export async function messagesIn(text) {
  if (!/\/l10n\/t'/.test(text)) return [];
  const { default: ts } = await import('@typescript/typescript6');
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest);
  /** @type {Message[]} */
  const found = [];
  /** @param {import('@typescript/typescript6').Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
      const [first, ...values] = node.arguments;
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      const message = first && ts.isStringLiteralLike(first) ? first.text : undefined;
      found.push({ message, values: values.some(ts.isSpreadElement) ? undefined : values.length, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Every call of `t` in the sources. @returns {Promise<(Message & { file: string })[]>} */
export async function messages() {
  const found = sourceFiles().map(async (file) =>
    (await messagesIn(readFileSync(inRoot(file), 'utf8'))).map((message) => ({ ...message, file })),
  );
  return (await Promise.all(found)).flat();
}

/** The keys that the sources use, in alphabetical order. @param {readonly Message[]} found */
export const keysOf = (found) => [...new Set(found.flatMap(({ message }) => message ?? []))].sort();

/** The numbers of the placeholders of a text, each once, ascending. @param {string} text */
export const placeholdersOf = (text) =>
  [...new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)))].sort((a, b) => a - b);

/** @param {string} file @returns {Bundle} */
const readBundle = (file) => JSON.parse(readFileSync(inRoot(file), 'utf8'));

/** @param {Language} language */
const bundleFile = (language) => `l10n/bundle.l10n.${language}.json`;

/** The translations of what the sources say. @param {Language} language */
export const translations = (language) => readBundle(bundleFile(language));

/** The words of package.json, in English or translated. @param {Language} [language] */
export const manifestWords = (language) => readBundle(language ? `package.nls.${language}.json` : 'package.nls.json');

/** The keys that package.json refers to. */
export const manifestKeys = () => [...readFileSync(inRoot('package.json'), 'utf8').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);

/**
 * Drops from the bundle what no source says any more, and sorts it.
 * @param {Language} language
 * @param {readonly string[]} keys
 * @returns {string[]} the keys without a translation
 */
export function tidyBundle(language, keys) {
  const old = translations(language);
  const kept = keys.filter((key) => Object.hasOwn(old, key));
  const text = `${JSON.stringify(Object.fromEntries(kept.map((key) => [key, old[key]])), undefined, 2)}\n`;
  writeFileSync(inRoot(bundleFile(language)), text);
  return keys.filter((key) => !Object.hasOwn(old, key));
}
