/** `npm run soak [-- --minutes M] [PART…]`: long strain on the engine, bounded in time, with what it measured. */
import { parseArgs } from 'node:util';
import { editing } from './editing';
import { fuzz } from './fuzz';
import type { Part } from './part';
import { restarts } from './restarts';

/** Parts with their shares of the time. */
const parts: Readonly<Record<string, { readonly run: Part; readonly share: number }>> = {
  fuzz: { run: fuzz, share: 0.45 },
  editing: { run: editing, share: 0.3 },
  restarts: { run: restarts, share: 0.25 },
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { minutes: { type: 'string', default: '9' } } });
const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) throw new Error(`There is no part "${unknown}"; the parts are ${Object.keys(parts).join(', ')}.`);
const chosen = Object.entries(parts).filter(([name]) => positionals.length === 0 || positionals.includes(name));
const shares = chosen.reduce((sum, [, { share }]) => sum + share, 0);

let failed = false;
for (const [name, { run, share }] of chosen) {
  console.log(`\n${name}`);
  for (const { name: figure, value, must, holds } of await run((Number(values.minutes) * 60_000 * share) / shares)) {
    failed ||= holds === false;
    console.log(`  ${figure.padEnd(50)} ${value}${must === undefined ? '' : `   (must be ${must}${holds ? '' : ': FAILED'})`}`);
  }
}
process.exitCode = failed ? 1 : 0;
