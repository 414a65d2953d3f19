// Desktop VS Code: the one on the PATH, else one that @vscode/test-electron downloads.
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { desktopDir, inRoot, root } from './paths.mjs';
import { run, runOrThrow } from './process.mjs';
import { writeProfile } from './profile.mjs';

const profileDir = path.join(desktopDir, 'profile');

export function hasDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

/** The oldest VS Code that the extension promises to work with. */
export function oldestVersion() {
  const { engines } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return String(engines.vscode).replace('^', '');
}

/** @param {string} version @param {string} least both like 1.101.0 */
function isAtLeast(version, least) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** The command `code`, if there is one and it is new enough. */
async function codeOnPath() {
  const found = await run('code', ['--version'], { quiet: true, shell: process.platform === 'win32' }).catch(() => undefined); // no such command
  if (found?.code !== 0) return undefined;
  const [version = ''] = found.output.split('\n');
  if (isAtLeast(version, oldestVersion())) return 'code';
  console.log(`VS Code ${version.trim()} on the PATH is older than ${oldestVersion()}.`);
  return undefined;
}

/** The command line of a downloaded VS Code; undefined, with a line that says why, when it can't be had. */
async function downloadedCode() {
  try {
    const { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } = await import('@vscode/test-electron');
    return resolveCliPathFromVSCodeExecutablePath(await downloadAndUnzipVSCode({ version: 'stable', cachePath: desktopDir }));
  } catch (error) {
    console.log(`Desktop VS Code could not be downloaded (${error instanceof Error ? error.message : error}): here is the browser build.`);
    return undefined;
  }
}

/**
 * Opens the file in a window of its own, with a profile of its own; gives false when there is no desktop VS Code.
 * @param {{ folder: string, file: string, theme: import('./profile.mjs').Theme }} options
 */
export async function openDesktop({ folder, file, theme }) {
  const code = (await codeOnPath()) ?? (await downloadedCode());
  if (code === undefined) return false;
  writeProfile(path.join(profileDir, 'data'), { theme });
  const args = [
    ...[`--extensionDevelopmentPath=${root}`, '--new-window', '--disable-workspace-trust', '--skip-welcome'],
    ...['--user-data-dir', path.join(profileDir, 'data'), '--extensions-dir', path.join(profileDir, 'extensions')],
    ...[folder, file],
  ];
  await runOrThrow(code, args, { shell: process.platform === 'win32' });
  console.log('VS Code is open with Saddlescope running.');
  return true;
}
