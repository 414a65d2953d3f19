// npm start: VS Code on examples/ with the extension running. `npm start -- --help` names the options.
import { parseArgs } from 'node:util';
import { installDependencies } from './lib/install.mjs';
import { main } from './lib/process.mjs';
import { start, usage } from './lib/start.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: {
      screenshot: { type: 'string' },
      theme: { type: 'string', default: 'dark' },
      file: { type: 'string', default: 'examples/rosenbrock.ts' },
      size: { type: 'string', default: '1600x1000' },
      browser: { type: 'boolean', default: false },
      port: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  await installDependencies();
  await start(values);
});
