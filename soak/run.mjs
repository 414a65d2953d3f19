// Builds, bundles the soak for node and runs it: `npm run soak`, or `npm run soak -- --minutes 60 fuzz` for one part alone.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { build as bundle } from 'esbuild';
import { build } from '../scripts/lib/build.mjs';
import { inRoot, root } from '../scripts/lib/paths.mjs';

await build();
mkdirSync(inRoot('soak', 'out'), { recursive: true });
await bundle({
  entryPoints: [inRoot('soak', 'main.ts')],
  outfile: inRoot('soak', 'out', 'main.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['--expose-gc', inRoot('soak', 'out', 'main.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
