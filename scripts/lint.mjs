// npm run lint
import { installDependencies } from './lib/install.mjs';
import { lint } from './lib/lint.mjs';
import { main } from './lib/process.mjs';

await main(async () => {
  await installDependencies();
  await lint();
});
