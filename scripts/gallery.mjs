// npm run gallery [-- NAME…]: draws the pictures of the gallery and writes its index, from the comments in examples/.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { catalogText, exampleFiles, indexText, pictureCommand, pictureOf, readEntry } from './lib/gallery.mjs';
import { installDependencies } from './lib/install.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { main } from './lib/process.mjs';
import { techniques } from './lib/techniques.mjs';

await main(async () => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  await installDependencies();
  await build();
  const entries = exampleFiles().map(readEntry);
  const wanted = entries.filter(({ file }) => positionals.length === 0 || positionals.includes(file.replace(/\.ts$/, '')));
  mkdirSync(inRoot('examples', 'pictures'), { recursive: true });
  for (const entry of wanted) {
    const out = path.join('examples', pictureOf(entry));
    const said = execFileSync(process.execPath, [inRoot('dist', 'cli.js'), ...pictureCommand(entry, out)], { cwd: root, encoding: 'utf8' });
    console.log(said.trimEnd());
  }
  const known = new Set(entries.map((entry) => path.basename(pictureOf(entry))));
  for (const name of readdirSync(inRoot('examples', 'pictures'))) if (!known.has(name)) rmSync(inRoot('examples', 'pictures', name));
  writeFileSync(inRoot('examples', 'gallery.json'), catalogText(entries));
  writeFileSync(inRoot('examples', 'README.md'), indexText(entries, techniques));
});
