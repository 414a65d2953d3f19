/** What the extension host calls to run the suites, on the desktop and in code-server alike. */
import { readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';

interface Result {
  readonly title: string;
  readonly passed: boolean;
  readonly error?: string;
}

export async function run(): Promise<void> {
  // Longer than `until` waits, which says for what. As in the end-to-end tests, a real fault fails twice.
  const mocha = new Mocha({ ui: 'tdd', timeout: 120_000, retries: 1, color: false, reporter: 'spec' });
  const suites = path.join(__dirname, 'suite');
  for (const file of readdirSync(suites)) if (file.endsWith('.test.js')) mocha.addFile(path.join(suites, file));
  const results = await collect(mocha);
  // The exit code alone would not do: it is 0 when the extension host is killed.
  const { TEST_RESULTS_FILE } = process.env;
  if (TEST_RESULTS_FILE !== undefined) writeFileSync(TEST_RESULTS_FILE, JSON.stringify({ tests: results }, undefined, 1));
  const failed = results.filter(({ passed }) => !passed).length;
  if (failed > 0) throw new Error(`${failed} of ${results.length} tests failed`);
}

function collect(mocha: Mocha): Promise<Result[]> {
  const results: Result[] = [];
  return new Promise((resolve) => {
    mocha
      .run(() => resolve(results))
      .on('retry', (test, error) => console.log(`Again, since it failed once: ${test.fullTitle()}: ${error.message}`))
      .on('pass', (test) => results.push({ title: test.fullTitle(), passed: true }))
      .on('pending', (test) => results.push({ title: test.fullTitle(), passed: false, error: 'skipped' }))
      .on('fail', (test, error) => results.push({ title: test.fullTitle(), passed: false, error: error.stack ?? String(error) }));
  });
}
