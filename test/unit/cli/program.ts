/** The program as it is shipped, bundled into a folder of its own: cli.js, worker.js, and what drawing a PNG needs. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { temporaryFolder } from '../temporaryFolder';
import { assets } from './fakes';

const root = fileURLToPath(new URL('../../..', import.meta.url));

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

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
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
