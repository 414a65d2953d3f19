// Runs out/test/host inside a real extension host: code-server's, or with HOST=desktop that of a VS Code which
// @vscode/test-electron downloads, in the oldest supported and the current version.
import { cpSync, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { startServer } from './codeServer.mjs';
import { oldestVersion } from './desktop.mjs';
import { desktopDir, inRoot, root, testResults } from './paths.mjs';
import { fromResultsFile, parseMocha } from './report.mjs';

const limit = 900_000;
const tests = inRoot('out', 'test', 'host', 'index.js');

/**
 * The exit code that the extension host gives to the page.
 * @param {import('playwright-core').Page} page
 * @param {import('./codeServer.mjs').CodeServer} server
 * @param {string} folder
 * @param {(type: string, args: unknown[]) => void} onLog
 * @returns {Promise<number>}
 */
async function exitCode(page, server, folder, onLog) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const code = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the extension host did not end within ${limit / 1000} s`)), limit);
    page.once('crash', () => reject(new Error('the workbench page crashed')));
    page.once('close', () => reject(new Error('the workbench page closed')));
    void server.exited.then((status) => reject(new Error(`code-server ended with ${status}`)));
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    page.exposeFunction('codeAutomationLog', onLog).catch(reject);
  });
  code.catch(() => clearTimeout(timer)); // reported by whoever awaits it
  await page.goto(server.url({ folder, tests }));
  return code.finally(() => clearTimeout(timer));
}

/** @param {NodeJS.ProcessEnv} env @param {string} folder */
async function runOnServer(env, folder) {
  const log = createWriteStream(path.join(testResults, 'host.log')); // the workbench's console, mocha's own lines among it
  const server = await startServer({ extension: 'tests', env });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    return await exitCode(page, server, folder, (type, args) => log.write(`[${type}] ${format(...args)}\n`));
  } finally {
    await browser.close();
    server.saveLogs(path.join(testResults, 'host-logs'));
    await server.stop();
    log.end();
  }
}

/** @param {NodeJS.ProcessEnv} env @param {string} folder @param {string} version */
async function runOnDesktop(env, folder, version) {
  const { runTests } = await import('@vscode/test-electron');
  return runTests({
    version,
    cachePath: desktopDir,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust'],
  });
}

/**
 * The suites work on a copy of the fixtures, since they write, rename and delete.
 * @param {string} name @param {(env: NodeJS.ProcessEnv, folder: string) => Promise<number>} task
 */
async function runSuite(name, task) {
  const file = path.join(testResults, `${name}.json`);
  const folder = mkdtempSync(path.join(tmpdir(), 'saddlescope-host-'));
  cpSync(inRoot('test', 'fixtures'), folder, { recursive: true });
  try {
    return await fromResultsFile(file, () => task({ TEST_RESULTS_FILE: file }, folder), parseMocha);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {Promise<import('./report.mjs').TestResult[]>} */
export async function runHostTests({ desktop = process.env.HOST === 'desktop' } = {}) {
  mkdirSync(testResults, { recursive: true });
  if (!desktop) return runSuite('host', runOnServer);
  const results = [];
  for (const version of [oldestVersion(), 'stable']) {
    const tests = await runSuite(`host-${version}`, (env, folder) => runOnDesktop(env, folder, version));
    results.push(...tests.map((test) => ({ ...test, title: `VS Code ${version}: ${test.title}` })));
  }
  return results;
}
