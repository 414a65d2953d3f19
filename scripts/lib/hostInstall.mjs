// Installs a real VS Code workbench with its extension host (code-server), a Node 24 to run it and a Chromium to show it,
// from the npm registry alone. Nothing is compiled and no install script runs.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { unpackChromium } from './chromium.mjs';
import { mendOldestHost } from './hostOldest.mjs';
import { hostDir, hostVersion, inRoot } from './paths.mjs';
import { npm } from './process.mjs';

const modules = path.join(hostDir, 'node_modules');
const vscodeDir = path.join(modules, 'code-server', 'lib', 'vscode');
const stampFile = path.join(hostDir, 'installed.txt');

export const codeServerEntry = path.join(modules, 'code-server', 'out', 'node', 'entry.js');

/** What is particular to each VS Code: the Node that it needs, its watchdog for orphans, and what its packages lack. */
const { node, watchdog, mend } = {
  current: { node: 24, watchdog: path.join('@vscode', 'native-watchdog'), mend: () => {} },
  oldest: { node: 22, watchdog: 'native-watchdog', mend: () => mendOldestHost(modules, vscodeDir) },
}[hostVersion];

/** This process's own Node if it is the one that code-server needs or newer, else the one installed beside it. */
export function hostNode() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= node) return process.execPath;
  const binary = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(binary)) return binary;
  throw new Error(
    `code-server needs Node ${node} and has no copy of its own for ${process.platform}-${process.arch}: run this with Node ${node}.`,
  );
}

/** What the installation depends on; when it changes, everything is installed anew. */
function wantedStamp() {
  const inputs = [
    `host/${hostVersion}/package-lock.json`,
    'host/spdlog.cjs',
    'host/fonts.conf',
    'scripts/lib/hostInstall.mjs',
    'scripts/lib/hostOldest.mjs',
    'scripts/lib/chromium.mjs',
  ];
  const hash = createHash('sha256').update(`${hostDir} ${process.platform} ${process.arch}`);
  for (const file of inputs) hash.update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

/**
 * What code-server's own install script does, less the native builds: node-pty, @parcel/watcher and ripgrep ship prebuilt.
 * `install`, not `ci`, because the shrinkwrap in the tarball lacks an entry.
 */
async function installWorkbench() {
  await npm(['install', '--omit=dev'], vscodeDir);
  await npm(['install', '--omit=dev'], path.join(vscodeDir, 'extensions'));
}

/** The two compiled modules that would be missed: log files (hence output channels) and the watchdog for orphans. */
function replaceNativeModules() {
  const inVscode = path.join(vscodeDir, 'node_modules');
  cpSync(inRoot('host', 'spdlog.cjs'), path.join(inVscode, '@vscode', 'spdlog', 'index.js'));
  writeFileSync(path.join(inVscode, watchdog, 'index.js'), 'exports.start = () => {};\n');
}

function removeUnused() {
  for (const unused of ['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'extensions/copilot']) {
    rmSync(path.join(vscodeDir, unused), { recursive: true, force: true });
  }
}

/** Installs unless it is there already; about 30 s and 800 MB. */
export async function installHost() {
  const stamp = wantedStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log(`Installing VS Code (code-server) and Chromium into ${path.relative(process.cwd(), hostDir)} …`);
  rmSync(hostDir, { recursive: true, force: true });
  mkdirSync(hostDir, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(inRoot('host', hostVersion, file), path.join(hostDir, file));
  await npm(['ci'], hostDir);
  await installWorkbench();
  replaceNativeModules();
  mend();
  removeUnused();
  await unpackChromium(modules);
  writeFileSync(stampFile, stamp);
}
