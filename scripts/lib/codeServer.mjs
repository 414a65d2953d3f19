// VS Code's browser build on a free port, with a profile of its own, from nothing every time.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { codeServerEntry, hostNode } from './hostInstall.mjs';
import { testsVariable } from './hostOldest.mjs';
import { installLanguagePack } from './languagePack.mjs';
import { hostVersion, root } from './paths.mjs';
import { runOrThrow } from './process.mjs';
import { writeProfile } from './profile.mjs';

const startLimit = 60_000;

/**
 * @typedef {object} ServerOptions
 * @property {NodeJS.ProcessEnv} [env] for the server and its extension hosts
 * @property {'checkout' | 'tests' | string} extension what runs: the checkout, as if it were installed; the checkout under
 *   development, to run tests inside the extension host; the folder of another extension; or a .vsix, installed first
 * @property {boolean} [trust] whether every workspace is trusted; else the user is in restricted mode until trust is granted
 * @property {import('./profile.mjs').Theme} [theme]
 * @property {Record<string, unknown>} [settings] beside the quiet ones
 * @property {string} [language] of the extension, e.g. `zh-cn`; English unless given
 * @property {number} [port] a free one unless given
 *
 * @typedef {object} Opened
 * @property {string} folder absolute; or the file of a workspace of several folders
 * @property {string} [file] absolute, opened in the editor
 * @property {string} [tests] module with `run()`, called in the extension host
 */

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

/** A built VS Code runs tests only with this switch, which also keeps notifications from popping up. */
const testSwitch = 'enable-smoke-test-driver';

/** @param {Required<Pick<ServerOptions, 'extension' | 'trust' | 'port'>>} options */
const serverArguments = ({ extension, trust, port }) => [
  ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
  ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
  ...(trust ? ['--disable-workspace-trust'] : []),
  ...(extension === 'tests' && hostVersion === 'current' ? ['--vscode-option', testSwitch] : []),
];

/** @param {boolean} trust */
const trustSettings = (trust) =>
  trust ? { 'security.workspace.trust.enabled': false } : { 'security.workspace.trust.startupPrompt': 'never' };

/** This process's environment, less what a test runner around it has set. */
function inheritedEnvironment() {
  const isRunners = (/** @type {string} */ name) =>
    /^(VITEST.*|TINYPOOL.*|NODE_ENV|NODE_OPTIONS|TEST|DEV|PROD|MODE|SSR|BASE_URL)$/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isRunners(name)));
}

/** One running server. */
export class CodeServer {
  /** @type {string[]} */
  #output = [];
  #child;
  #profile;
  #cleanUpOnExit = () => {
    this.#signal('SIGKILL');
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  #exitOnSignal = () => process.exit(130);

  /**
   * @param {string} profile folder of the profile, removed at the end
   * @param {number} port
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(profile, port, args, env) {
    this.#profile = profile;
    this.authority = `127.0.0.1:${port}`;
    // A process group of its own, so that the end of the server is also the end of its extension hosts.
    this.#child = spawn(hostNode(), args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.setEncoding('utf8').on('data', (text) => this.#output.push(text));
    /** @type {Promise<number | null>} */
    this.exited = new Promise((resolve) => this.#child.once('exit', resolve));
    process.once('exit', this.#cleanUpOnExit).once('SIGINT', this.#exitOnSignal).once('SIGTERM', this.#exitOnSignal);
  }

  get output() {
    return this.#output.join('');
  }

  /** What `--user-data-dir` names. */
  get dataDir() {
    return path.join(this.#profile, 'data');
  }

  async untilReady() {
    const end = Date.now() + startLimit;
    while (
      !(await fetch(`http://${this.authority}/`).then(
        (response) => response.ok,
        () => false,
      ))
    ) {
      if (this.#child.exitCode !== null) throw new Error(`code-server ended with ${this.#child.exitCode}\n${this.output}`);
      if (Date.now() > end) throw new Error(`code-server did not answer within ${startLimit / 1000} s\n${this.output}`);
      await delay(100);
    }
  }

  /** @param {string} file absolute */
  uri(file) {
    return `vscode-remote://${this.authority}${file}`;
  }

  /** @param {Opened} opened */
  url({ folder, file, tests }) {
    const payload = [
      ...(tests
        ? [
            ['extensionDevelopmentPath', this.uri(root)],
            ['extensionTestsPath', this.uri(tests)],
          ]
        : []),
      ...(file ? [['openFile', this.uri(file)]] : []),
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ];
    const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
    return `http://${this.authority}/?${kind}=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  }

  /** Copies what server, extension host and output channels have logged, for a look after a failure. @param {string} folder */
  saveLogs(folder) {
    const logs = path.join(this.dataDir, 'logs');
    if (existsSync(logs)) cpSync(logs, folder, { recursive: true });
    writeFileSync(path.join(folder, 'code-server.log'), this.output);
  }

  async stop() {
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), 5000);
    await this.exited;
    clearTimeout(timer);
    process.off('exit', this.#cleanUpOnExit).off('SIGINT', this.#exitOnSignal).off('SIGTERM', this.#exitOnSignal);
    this.#cleanUpOnExit();
  }

  /** @param {NodeJS.Signals} name */
  #signal(name) {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, name);
    } catch (error) {
      const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
      if (!gone) throw error;
    }
  }
}

/**
 * A link to the folder of an extension among those that are installed: a build and "Reload Window" are enough to run a change.
 * @param {string} extensionsDir
 * @param {string} folder
 */
function link(extensionsDir, folder) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  mkdirSync(extensionsDir, { recursive: true });
  symlinkSync(folder, path.join(extensionsDir, `${publisher}.${name}-${version}`), 'dir');
}

/** @param {ServerOptions} options */
export async function startServer({ extension, env = {}, trust = true, theme = 'dark', settings = {}, language, port }) {
  const profile = mkdtempSync(path.join(tmpdir(), 'saddlescope-vscode-'));
  const [dataDir, extensionsDir, config] = ['data', 'extensions', 'config.yaml'].map((name) => path.join(profile, name));
  writeProfile(dataDir, { theme, settings: { ...trustSettings(trust), ...settings } });
  if (language) installLanguagePack(dataDir, extensionsDir, language);
  writeFileSync(config, 'auth: none\ncert: false\n'); // without one it writes into the user's home
  const common = [codeServerEntry, '--config', config, '--user-data-dir', dataDir, '--extensions-dir', extensionsDir];
  const tests = extension === 'tests' ? { [testsVariable]: '1' } : {};
  const environment = { ...inheritedEnvironment(), ...tests, ...env, EXTENSIONS_GALLERY: '{}' };
  if (extension.endsWith('.vsix'))
    await runOrThrow(hostNode(), [...common, '--install-extension', extension], { env: environment, quiet: true });
  else if (extension !== 'tests') link(extensionsDir, extension === 'checkout' ? root : extension);

  const actualPort = port ?? (await freePort());
  const args = [...common, ...serverArguments({ extension, trust, port: actualPort }), ...(language ? ['--locale', language] : [])];
  const server = new CodeServer(profile, actualPort, args, environment);
  try {
    await server.untilReady();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}
