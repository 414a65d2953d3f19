// The parts of `npm test`, in the order in which they run. Each gives its tests' results.
import * as path from 'node:path';
import { build } from './build.mjs';
import { runHostTests } from './extensionHost.mjs';
import { installHost } from './hostInstall.mjs';
import { lint } from './lint.mjs';
import { packageExtension, vsixFile } from './package.mjs';
import { inRoot, root, testResults } from './paths.mjs';
import { run, runOrThrow } from './process.mjs';
import { againWhereFailed, asOneTest, fromResultsFile, parseVitest } from './report.mjs';

/** @typedef {import('./report.mjs').TestResult} TestResult */

const typeCheck = () => runOrThrow(process.execPath, [inRoot('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit'], { cwd: root });

/** @param {'unit' | 'package' | 'e2e'} project @param {NodeJS.ProcessEnv} [env] @param {string[]} [files] all where none are named */
function vitest(project, env = {}, files = []) {
  const file = path.join(testResults, `${project}.json`);
  const program = inRoot('node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', ...files, '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const task = () => run(process.execPath, [program, ...args], { cwd: root, env }).then(({ code }) => code);
  return fromResultsFile(file, task, parseVitest);
}

/** @type {Record<string, () => Promise<TestResult[]>>} */
export const testParts = {
  types: () => asOneTest('type check', typeCheck),
  lint: () => asOneTest('lint', lint),
  build: () => asOneTest('build', build),
  unit: () => vitest('unit'),
  package: async () => {
    const packed = await asOneTest('package', packageExtension);
    return [...packed, ...(await vitest('package'))];
  },
  host: async () => {
    await installHost();
    return runHostTests();
  },
  /** Against the extension as users install it. A real workbench swallows a click now and then; a real fault fails twice. */
  e2e: async () => {
    await installHost();
    return againWhereFailed((files) => vitest('e2e', { E2E_VSIX: vsixFile() }, files));
  },
};

/** What a part needs before it; it runs by itself once that is there. @type {Record<string, string[]>} */
export const prerequisites = { unit: ['build'], package: ['build'], host: ['build'], e2e: ['build', 'package'] };
