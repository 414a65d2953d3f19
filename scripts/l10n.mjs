// npm run l10n: tidies the bundles of translations, and names what is not translated
import { installDependencies } from './lib/install.mjs';
import { keysOf, languages, messages, tidyBundle } from './lib/l10n.mjs';
import { main } from './lib/process.mjs';

await main(async () => {
  await installDependencies();
  const keys = keysOf(await messages());
  const missing = languages.flatMap((language) => tidyBundle(language, keys).map((key) => `${language}: ${JSON.stringify(key)}`));
  if (missing.length > 0) throw new Error(`Without a translation:\n${missing.join('\n')}`);
  console.log(`${keys.length} texts, all translated.`);
});
