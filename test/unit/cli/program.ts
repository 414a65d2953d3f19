/** The program as it is shipped, bundled into a folder of its own: cli.js, worker.js, and what drawing a PNG needs. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../../scripts/lib/bundles.mjs';
import { temporaryFolder } from '../temporaryFolder';
import { assets } from './fakes';

/** Returns the folder that holds `worker.js`. */
export async function bundleWorker(folder = temporaryFolder()): Promise<string> {
  await bundle('src/worker/entry.ts', join(folder, 'worker.js'));
  return folder;
}

/** Returns the folder that holds `cli.js`. */
export async function bundleProgram(): Promise<string> {
  const folder = await bundleWorker();
  await bundle('src/cli/main.ts', join(folder, 'cli.js'));
  const plot = join(folder, 'plot');
  mkdirSync(plot);
  copyFileSync(assets.rasteriser, join(plot, 'resvg.wasm'));
  for (const font of assets.fonts) copyFileSync(font, join(plot, basename(font)));
  return folder;
}

/** As it is built for shipping. */
async function bundle(entry: string, outfile: string): Promise<void> {
  const options = bundles({ dev: true }).find(({ entryPoints }) => Array.isArray(entryPoints) && entryPoints[0] === entry);
  if (!options) throw new Error(`Nothing is built from ${entry}.`);
  await build({ ...options, outfile, sourcemap: false });
}

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `node cli.js …words` as a process of its own. */
export function runProgram(folder: string, words: readonly string[], cwd: string): Promise<Finished> {
  const child = spawn(process.execPath, [join(folder, 'cli.js'), ...words], { cwd, env: { ...process.env, NO_COLOR: '1' } });
  const written = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.err += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...written }));
  });
}
