// npm test [-- --only PART[,PART…]]: everything that must hold, and one line with the sum at the end.
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installDependencies } from './lib/install.mjs';
import { testResults } from './lib/paths.mjs';
import { main } from './lib/process.mjs';
import { summarize } from './lib/report.mjs';
import { prerequisites, testParts } from './lib/testParts.mjs';

/** The parts asked for, with what they need before them, in the order of the table. */
function selectedParts() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const all = Object.keys(testParts);
  if (values.only === undefined) return all;
  const wanted = values.only.split(',');
  const unknown = wanted.find((part) => !all.includes(part));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}"; the parts are ${all.join(', ')}.`);
  return all.filter((part) => wanted.includes(part) || wanted.some((name) => prerequisites[name]?.includes(part)));
}

/**
 * Runs one part. What goes wrong around the tests is a failure of the part, so that the others still run.
 * @param {string} part
 */
async function runPart(part) {
  console.log(`\n── ${part}`);
  try {
    return { part, tests: await testParts[part]() };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { part, tests: [{ title: 'can run', passed: false, error: message }] };
  }
}

await main(async () => {
  const parts = selectedParts();
  await installDependencies();
  rmSync(testResults, { recursive: true, force: true });
  mkdirSync(testResults, { recursive: true });
  const results = [];
  for (const part of parts) results.push(await runPart(part));
  const { lines, failed } = summarize(results);
  console.log(lines.join('\n'));
  return failed === 0 ? 0 : 1;
});
