// npm run package: builds and makes saddlescope-VERSION.vsix
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/install.mjs';
import { packageExtension } from './lib/package.mjs';
import { main } from './lib/process.mjs';

await main(async () => {
  await installDependencies();
  await build();
  await packageExtension();
});
