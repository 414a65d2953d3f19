// Builds, bundles the soak for node and runs it: `npm run soak`, or `npm run soak -- --minutes 60 fuzz` for one part alone.
import { spawnSync } from 'node:child_process';
import { build as bundle } from 'esbuild';
import { build } from '../scripts/lib/build.mjs';
import { inRoot, root } from '../scripts/lib/paths.mjs';

/** @type {import('esbuild').BuildOptions} */
const common = { bundle: true, platform: 'node', logLevel: 'warning', absWorkingDir: root };

await build();
await Promise.all([
  bundle({ ...common, entryPoints: ['soak/main.ts'], outfile: 'soak/out/main.mjs', format: 'esm', packages: 'external' }),
  bundle({ ...common, entryPoints: ['soak/fuzzWorker.ts'], outfile: 'soak/out/fuzzWorker.cjs', inject: ['src/worker/nodeGlobals.ts'] }),
  bundle({ ...common, entryPoints: ['soak/probe.ts'], outfile: 'soak/out/probe.cjs' }),
]);
const { status } = spawnSync(process.execPath, ['--expose-gc', inRoot('soak', 'out', 'main.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
