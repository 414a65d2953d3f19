/** Imported before everything else, since tables of words are made when their modules are evaluated. */
import { type Translations, translateWith } from '../../src/l10n/t';

/** The page that the host writes carries the translations as data. */
const data = document.getElementById('translations')?.textContent;
if (data) translateWith(JSON.parse(data) as Translations);
