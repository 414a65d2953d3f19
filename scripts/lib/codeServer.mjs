// VS Code's browser build on a free port, with a profile of its own, from nothing every time.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { codeServerEntry, hostNode } from './hostInstall.mjs';
import { runOrThrow } from './process.mjs';
import { writeProfile } from './profile.mjs';

const startLimit = 60_000;

/**
 * @typedef {object} ServerOptions
 * @property {NodeJS.ProcessEnv} [env] for the server and its extension hosts
 * @property {string} [vsix] an extension to install first
 * @property {boolean} [trust] whether every workspace is trusted; else the user is in restricted mode until trust is granted
 * @property {import('./profile.mjs').Theme} [theme]
 * @property {Record<string, unknown>} [settings] beside the quiet ones
 * @property {number} [port] a free one unless given
 *
 * @typedef {object} Opened
 * @property {string} folder absolute
 * @property {string} [file] absolute, opened in the editor
 * @property {string} [develop] folder of an extension under development
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

/** @param {boolean} trust @param {number} port */
const serverArguments = (trust, port) => [
  ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
  ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
  ...(trust ? ['--disable-workspace-trust'] : []),
  // A built VS Code reads extensionDevelopmentPath and extensionTestsPath from the URL only with this switch on.
  ...['--vscode-option', 'enable-smoke-test-driver'],
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
  #settings;
  #cleanUpOnExit = () => {
    this.#signal('SIGKILL');
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  #exitOnSignal = () => process.exit(130);

  /**
   * @param {string} profile folder of the profile, removed at the end
   * @param {Record<string, unknown>} settings of the user, beside the quiet ones
   * @param {number} port
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(profile, settings, port, args, env) {
    this.#profile = profile;
    this.#settings = settings;
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
  url({ folder, file, develop, tests }) {
    const payload = [
      ...(develop ? [['extensionDevelopmentPath', this.uri(develop)]] : []),
      ...(tests ? [['extensionTestsPath', this.uri(tests)]] : []),
      ...(file ? [['openFile', this.uri(file)]] : []),
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ];
    return `http://${this.authority}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  }

  /** Changes the user's colour theme; an open workbench follows. @param {import('./profile.mjs').Theme} theme */
  useTheme(theme) {
    writeProfile(this.dataDir, { theme, settings: this.#settings });
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

/** @param {ServerOptions} [options] */
export async function startServer({ env = {}, vsix, trust = true, theme = 'dark', settings = {}, port } = {}) {
  const profile = mkdtempSync(path.join(tmpdir(), 'saddlescope-vscode-'));
  const dataDir = path.join(profile, 'data');
  const config = path.join(profile, 'config.yaml'); // without one it writes into the user's home
  const allSettings = { ...trustSettings(trust), ...settings };
  writeProfile(dataDir, { theme, settings: allSettings });
  writeFileSync(config, 'auth: none\ncert: false\n');
  const common = [codeServerEntry, '--config', config, '--user-data-dir', dataDir, '--extensions-dir', path.join(profile, 'extensions')];
  const environment = { ...inheritedEnvironment(), ...env, EXTENSIONS_GALLERY: '{}' };
  if (vsix) await runOrThrow(hostNode(), [...common, '--install-extension', vsix], { env: environment, quiet: true });

  const actualPort = port ?? (await freePort());
  const server = new CodeServer(profile, allSettings, actualPort, [...common, ...serverArguments(trust, actualPort)], environment);
  try {
    await server.untilReady();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}
