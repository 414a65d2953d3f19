// What the gallery says of each example, read from the comment at its head.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * @typedef {object} Entry
 * @property {string} file name in examples/
 * @property {string} title the first sentence
 * @property {readonly string[]} text paragraphs that teach
 * @property {readonly string[]} techniques ids of techniques: C1, O2, …
 * @property {Readonly<Record<'formula' | 'look' | 'try' | 'source', string | undefined>>} notes
 * @property {string} panel that opens beside it
 * @property {string} loss that the panel is for, named with the panel or the picture; empty: the first in the file
 * @property {readonly string[]} picture words of the command that draws it, without its file
 * @property {string} digest of what the picture is made of
 */

const labels = {
  Formula: 'formula',
  'Look at': 'look',
  Try: 'try',
  Source: 'source',
  Techniques: 'techniques',
  Panel: 'panel',
  Picture: 'picture',
};

/** @returns {string[]} names of the examples, in order */
export const exampleFiles = () =>
  readdirSync(inRoot('examples'))
    .filter((name) => name.endsWith('.ts'))
    .sort();

/** @param {string} file @returns {Entry} */
export function readEntry(file) {
  const text = readFileSync(inRoot('examples', file), 'utf8');
  const { paragraphs, labelled } = headOf(text);
  const [title = '', ...rest] = paragraphs;
  const first = /^(.*?\.)(\s|$)/.exec(title)?.[1] ?? title;
  const more = title.slice(first.length).trim();
  const techniques = [...(labelled.techniques ?? '').matchAll(/[CDO]\d+/g)].map(([id]) => id);
  return {
    file,
    title: first.replace(/\.$/, ''),
    text: [...(more ? [more] : []), ...rest],
    techniques,
    notes: { formula: labelled.formula, look: labelled.look, try: labelled.try, source: labelled.source },
    panel: /^\w+/.exec(labelled.panel ?? 'descent')?.[0] ?? '',
    loss: /#(\w+)/.exec(`${labelled.panel} ${labelled.picture}`)?.[1] ?? '',
    picture: words(labelled.picture ?? ''),
    digest: createHash('sha256')
      .update(text)
      .update(readFileSync(inRoot('examples', 'lib', 'seeded.ts')))
      .digest('hex')
      .slice(0, 16),
  };
}

/**
 * Paragraphs of the first comment, and what stands behind labels, each on lines of its own. Tags end it.
 * @param {string} text
 */
function headOf(text) {
  const comment = /^\s*\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  /** @type {string[]} */
  const paragraphs = [];
  /** @type {Record<string, string>} */
  const labelled = {};
  /** @type {string | undefined} */
  let open;
  for (const line of lines) {
    if (line.startsWith('@')) break;
    const label = /^([A-Z][a-z]*(?: at)?): (.*)$/.exec(line);
    const key = label && Object.hasOwn(labels, label[1]) ? labels[/** @type {keyof typeof labels} */ (label[1])] : undefined;
    if (key && label) {
      labelled[key] = label[2];
      open = key;
    } else if (line === '') open = undefined;
    else if (open && open !== 'text') labelled[open] += ` ${line}`;
    else if (open === 'text') paragraphs.push(`${paragraphs.pop()} ${line}`);
    else {
      paragraphs.push(line);
      open = 'text';
    }
  }
  return { paragraphs, labelled };
}

/** Words as a shell reads them, with double quotes. @param {string} line */
const words = (line) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);

/** The whole command that draws an entry. @param {Entry} entry @param {string} out */
export function pictureCommand({ file, picture: [command, ...rest] }, out) {
  const [loss, ...options] = rest[0]?.startsWith('#') ? rest : ['', ...rest];
  return [command, `${path.join('examples', file)}${loss}`, ...options, '--out', out];
}

export const pictureOf = (/** @type {Pick<Entry, 'file'>} */ { file }) => `pictures/${file.replace(/\.ts$/, '.svg')}`;

/** What the gallery command lists. @param {readonly Entry[]} entries */
export const catalogText = (entries) =>
  `${JSON.stringify(
    entries.map(({ file, title, techniques, panel, loss, digest }) => ({ file, title, techniques, panel, loss, digest })),
    null,
    2,
  ).replace(/"techniques": \[\s*([^\]]*?)\s*\]/g, (_, ids) => `"techniques": [${ids.replace(/\s+/g, ' ')}]`)}\n`;

/** examples/README.md. @param {readonly Entry[]} entries @param {Readonly<Record<string, string>>} names of techniques by id */
export function indexText(entries, names) {
  const ids = Object.keys(names);
  const links = (/** @type {string} */ id) =>
    entries
      .filter(({ techniques }) => techniques.includes(id))
      .map(({ file }) => `[${file}](#${anchor(file)})`)
      .join(', ');
  return [
    '# Gallery',
    'One small file for each technique. "Saddlescope: Open gallery" opens one with its panel beside it; each picture here was drawn by the command under it.',
    'This page and the pictures are made from the comments in the files, by `npm run gallery`.',
    ['| technique | | examples |', '| --- | --- | --- |', ...ids.map((id) => `| ${id} | ${names[id]} | ${links(id)} |`)].join('\n'),
    ...entries.map(entryText),
  ]
    .join('\n\n')
    .concat('\n');
}

const anchor = (/** @type {string} */ file) => file.replace(/[^\w-]/g, '');

/** @param {Entry} entry */
function entryText(entry) {
  const { file, title, text, techniques, notes } = entry;
  const command = pictureCommand(entry, `${file.replace(/\.ts$/, '')}.svg`).map((word) => (/[\s[\]#,]/.test(word) ? `"${word}"` : word));
  return [
    `## ${file}`,
    `**${title}.** ${techniques.join(', ')}`,
    `[![${title}](${pictureOf(entry)})](${file})`,
    ...text.map(escaped),
    [
      ...(notes.formula ? [`- Formula: ${escaped(notes.formula)}`] : []),
      ...(notes.look ? [`- Look at: ${escaped(notes.look)}`] : []),
      ...(notes.try ? [`- Try this: ${escaped(notes.try)}`] : []),
      ...(notes.source ? [`- Source: ${escaped(notes.source)}`] : []),
    ].join('\n'),
    `\`\`\`sh\nsaddlescope ${command.join(' ')}\n\`\`\``,
  ].join('\n\n');
}

/** Outside code, characters that Markdown would take for markup. @param {string} text */
const escaped = (text) => text.replace(/`[^`]*`|[*_<]/g, (found) => (found.startsWith('`') ? found : `\\${found}`));
