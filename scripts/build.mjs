// npm run build [-- --dev] [-- --watch]
import { parseArgs } from 'node:util';
import { build, watch } from './lib/build.mjs';
import { installDependencies } from './lib/install.mjs';
import { main } from './lib/process.mjs';

await main(async () => {
  const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } } });
  await installDependencies();
  if (values.watch) return watch();
  const started = performance.now();
  await build({ dev: values.dev });
  console.log(`Built dist/ and out/ in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
});
