// Bundles the benchmark for node and runs it: `node bench/run.mjs`.
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// Within this folder, where the peers are installed.
const folder = fileURLToPath(new URL('out', import.meta.url));
mkdirSync(folder, { recursive: true });
const outfile = `${folder}/main.mjs`;
const entryPoints = [fileURLToPath(new URL('main.ts', import.meta.url))];
await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
await import(pathToFileURL(outfile).href);
