/** Everything that is said is said in every language, with the same values. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  keysOf,
  languages,
  manifestKeys,
  manifestWords,
  messages,
  messagesIn,
  placeholdersOf,
  translations,
} from '../../../scripts/lib/l10n.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { sourceFiles } from '../../../scripts/lib/sources.mjs';
import { otherLanguages, untranslatedIn } from '../../../scripts/lib/untranslated.mjs';

/** Where people's words are written. */
const speaking = /^(webview|src\/host|src\/worker|src\/engine\/diagnose\/rules)\//;

const said = await messages();
const keys = keysOf(said);
const placeOf = ({ file, line }: { file: string; line: number }) => `${file}:${line}`;

/** A translation may leave out a number that only chooses a plural, and may say it twice; it may not make one up. */
const differs = (key: string, translation: string): boolean => placeholdersOf(key).join() !== placeholdersOf(translation).join();

describe('the sources', () => {
  it('give texts as literals, so that they can be collected', () => {
    expect(said.filter(({ message }) => message === undefined).map(placeOf)).toEqual([]);
  });

  it('give a value for every placeholder, and no other', () => {
    const wrong = said.filter(
      ({ message = '', values }) =>
        values !== undefined && placeholdersOf(message).join() !== Array.from({ length: values }, (_, i) => i).join(),
    );
    expect(wrong.map(placeOf)).toEqual([]);
  });

  it('are read as the compiler reads them', async () => {
    const text = "import { t } from '../l10n/t';\nconst a = b ? t('one {0}', x) : t(name, ...all); other.t('no'); // t('no')";
    expect(await messagesIn(text)).toEqual([
      { message: 'one {0}', values: 1, line: 2 },
      { message: undefined, values: undefined, line: 2 },
    ]);
  });
});

describe('words that reach people', () => {
  const files = sourceFiles().filter((file) => speaking.test(file) && !otherLanguages.includes(file));

  it.each(files)('in %s are translated', async (file) => {
    expect(await untranslatedIn(readFileSync(inRoot(file), 'utf8'))).toEqual([]);
  });

  it('are found wherever they stand', async () => {
    const texts = async (text: string) => (await untranslatedIn(text)).map((found) => found.text);
    expect(await texts("h('div', { class: 'one two', title: 'Speed' }, 'loss', `step $" + '{n}`)')).toEqual(['Speed', 'loss', 'step …']);
    expect(await texts("const why = 'The path turned back.';")).toEqual(['The path turned back.']);
    expect(await texts("void vscode.window.showErrorMessage('Gone'); item.tooltip = busy ? 'computing' : 'idle';")).toEqual([
      'Gone',
      'computing',
      'idle',
    ]);
    expect(await texts("setText(a, t('Speed')); icon('right'); if (kind === 'of this') throw new Error('not to be seen');")).toEqual([]);
  });
});

describe.each(languages)('%s', (language) => {
  const bundle = translations(language);

  it('has a translation of everything that the sources say, and of nothing else', () => {
    expect(keys.filter((key) => !Object.hasOwn(bundle, key))).toEqual([]);
    expect(Object.keys(bundle).filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('keeps the values', () => {
    expect(Object.entries(bundle).filter(([key, translation]) => differs(key, translation))).toEqual([]);
  });

  it('has the words of the manifest, with the same links and code', () => {
    const english = manifestWords();
    const words = manifestWords(language);
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    const literal = (text: string) => [...text.matchAll(/\]\(.*?\)|`.*?`|@\w+|\$\(.*?\)/g)].map(([part]) => part).sort();
    for (const [key, text] of Object.entries(english)) expect([key, literal(words[key])]).toEqual([key, literal(text)]);
  });
});

describe('package.json', () => {
  it('says nothing that is not in package.nls.json, and all that is there', () => {
    expect([...new Set(manifestKeys())].sort()).toEqual(Object.keys(manifestWords()).sort());
  });
});
