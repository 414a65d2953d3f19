// Installs the peers if need be, bundles the benchmark for node and runs it: `npm run bench`, or `npm run bench -- branches
// typing` for the parts alone whose titles contain one of these words, or are one of them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

function installPeers() {
  const { devDependencies } = JSON.parse(readFileSync(here('package.json'), 'utf8'));
  if (Object.keys(devDependencies).every((name) => existsSync(here(`node_modules/${name}`)))) return;
  console.log('installing the peers into bench/node_modules …');
  const options = ['install', '--prefix', here('.'), '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  const { status } = spawnSync('npm', options, { timeout: 300_000, stdio: 'ignore' });
  if (status !== 0) console.log('the peers could not be installed; those that are missing are left out');
}

installPeers();
// Within this folder, where the peers are installed, and two levels below the root, like the scripts that it bundles.
mkdirSync(here('out'), { recursive: true });
await build({
  entryPoints: [here('main.ts'), here('memory.ts')],
  outdir: here('out'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
await import(pathToFileURL(here('out/main.mjs')).href);
