// Lets VS Code run in another language: a language pack as they are installed, but without a word of VS Code's own, which so stays
// English while extensions speak that language.
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

/** @param {string} file @param {unknown} value */
function write(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}

/**
 * Among the installed extensions, and in the list of language packs that VS Code keeps in its data.
 * @param {string} dataDir what `--user-data-dir` names
 * @param {string} extensionsDir
 * @param {string} language as VS Code spells it, e.g. `zh-cn`
 */
export function installLanguagePack(dataDir, extensionsDir, language) {
  const [publisher, name, version] = ['saddlescope-test', `language-${language}`, '1.0.0'];
  const folder = path.join(extensionsDir, `${publisher}.${name}-${version}`);
  const words = path.join(folder, 'translations', 'main.i18n.json');
  const localization = {
    languageId: language,
    languageName: language,
    localizedLanguageName: language,
    translations: [{ id: 'vscode', path: './translations/main.i18n.json' }],
  };
  const contributes = { localizations: [localization] };
  write(path.join(folder, 'package.json'), { name, publisher, version, engines: { vscode: '*' }, contributes });
  write(words, { version, contents: {} });
  const pack = { hash: language, extensions: [{ extensionIdentifier: { id: `${publisher}.${name}` }, version }], label: language };
  write(path.join(dataDir, 'languagepacks.json'), { [language]: { ...pack, translations: { vscode: words } } });
}
