// Runs the bundler, and leaves in dist/ and out/ exactly what it made.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { bundles, copies } from './bundles.mjs';
import { licencesText } from './licences.mjs';
import { inRoot } from './paths.mjs';

const outputFolders = ['dist', 'out'];

/**
 * Removes what an earlier build made and this one did not, a panel that is gone or an old source map. Files are never
 * missing in between, so a build may run beside a VS Code that uses them.
 * @param {ReadonlySet<string>} made relative to the root, with forward slashes
 */
function removeStale(made) {
  for (const folder of outputFolders) {
    for (const name of readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8', withFileTypes: false })) {
      const file = `${folder}/${name.replaceAll('\\', '/')}`;
      if (/\.(js|css|map)$/.test(file) && !made.has(file)) rmSync(inRoot(file));
    }
  }
}

function copyAssets() {
  for (const [to, from] of Object.entries(copies)) {
    mkdirSync(inRoot(path.dirname(to)), { recursive: true });
    copyFileSync(inRoot(from), inRoot(to));
  }
}

/** @param {{ dev?: boolean }} [mode] */
export async function build({ dev = false } = {}) {
  const esbuild = await import('esbuild');
  const results = await Promise.all(bundles({ dev }).map((options) => esbuild.build(options)));
  removeStale(new Set(results.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {}))));
  copyAssets();
  const shipped = results.slice(0, -1).flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  writeFileSync(inRoot('dist', 'licences.txt'), licencesText([...shipped, ...Object.values(copies)]));
  chmodSync(inRoot('dist', 'cli.js'), 0o755);
}

/** Builds again on every change, until the process is ended. @param {{ dev?: boolean }} [mode] */
export async function watch({ dev = true } = {}) {
  const esbuild = await import('esbuild');
  const contexts = await Promise.all(bundles({ dev }).map((options) => esbuild.context({ ...options, logLevel: 'info' })));
  copyAssets();
  await Promise.all(contexts.map((context) => context.watch()));
}
