// What the parts of `npm test` have to say, in one form, and the one line at the end.
import { readFileSync, rmSync } from 'node:fs';

/**
 * @typedef {{ title: string, passed: boolean, error?: string, file?: string }} TestResult
 * @typedef {{ part: string, tests: TestResult[] }} PartResult
 */

/** A part that is one test by itself. @param {string} title @param {() => Promise<unknown>} task @returns {Promise<TestResult[]>} */
export async function asOneTest(title, task) {
  try {
    await task();
    return [{ title, passed: true }];
  } catch (error) {
    return [{ title, passed: false, error: error instanceof Error ? error.message : String(error) }];
  }
}

/**
 * Runs `task`, which is to leave a results file, and reads it. An exit code alone is not believed: a killed extension
 * host reports 0.
 * @param {string} file
 * @param {() => Promise<number>} task gives an exit code
 * @param {(json: unknown) => TestResult[]} parse
 */
export async function fromResultsFile(file, task, parse) {
  rmSync(file, { force: true });
  const failure = await task().then(
    (code) => (code === 0 ? undefined : `ended with exit code ${code}`),
    (error) => (error instanceof Error ? error.message : String(error)),
  );
  const tests = parse(readResults(file));
  const explained = failure === undefined || tests.some(({ passed }) => !passed);
  return explained ? tests : [...tests, { title: 'runs to its end', passed: false, error: failure }];
}

/** @param {string} file @returns {unknown} undefined when the run left none */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * What vitest's JSON reporter writes, as far as it is read here. A file that could not even be loaded has no assertions.
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {'passed' | 'failed'} status
 * @property {string} message
 * @property {{ fullName: string, status: string, failureMessages: string[] | null }[]} assertionResults
 */

/** @param {unknown} json @returns {TestResult[]} */
export function parseVitest(json) {
  const { testResults } = /** @type {{ testResults: VitestFile[] }} */ (json ?? { testResults: [] });
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.map((test) => ({
      title: test.fullName,
      passed: test.status === 'passed', // a skipped test proves nothing
      error: test.failureMessages?.join('\n') || test.status,
      file: name,
    }));
    const unexplained = status === 'failed' && tests.every(({ passed }) => passed);
    return unexplained ? [...tests, { title: name, passed: false, error: message, file: name }] : tests;
  });
}

/**
 * Runs everything, then once more each file in which something failed. The tests of a file go on from one another, so the
 * file is run from its start, not the test alone.
 * @param {(files: string[]) => Promise<TestResult[]>} run everything where no files are named
 */
export async function againWhereFailed(run) {
  const first = await run([]);
  const again = new Set(first.flatMap(({ passed, file }) => (passed || file === undefined ? [] : [file])));
  if (again.size === 0) return first;
  const kept = first.filter(({ file }) => file === undefined || !again.has(file));
  return [...kept, ...(await run([...again]))];
}

/** What test/host/index.ts writes. @param {unknown} json @returns {TestResult[]} */
export function parseMocha(json) {
  return /** @type {{ tests: TestResult[] }} */ (json ?? { tests: [] }).tests;
}

/** A part in which nothing ran has failed. @param {PartResult[]} parts */
function withEmptyParts(parts) {
  return parts.map(({ part, tests }) => ({
    part,
    tests: tests.length > 0 ? tests : [{ title: 'runs at least one test', passed: false, error: 'no test ran' }],
  }));
}

/** @param {TestResult[]} tests */
function count(tests) {
  const passed = tests.filter((test) => test.passed).length;
  return { passed, failed: tests.length - passed };
}

/** Every failure, a line per part and the sum. @param {PartResult[]} parts */
export function summarize(parts) {
  const complete = withEmptyParts(parts);
  const failures = complete.flatMap(({ part, tests }) =>
    tests.filter((test) => !test.passed).map(({ title, error = '' }) => `FAILED ${part}: ${title}\n${error}\n`),
  );
  const perPart = complete.map(({ part, tests }) => {
    const { passed, failed } = count(tests);
    return `${part.padEnd(10)} ${passed} passed, ${failed} failed`;
  });
  const { passed, failed } = count(complete.flatMap(({ tests }) => tests));
  return { lines: ['', ...failures, ...perPart, '', `${passed} passed, ${failed} failed`], failed };
}
