// Makes a fresh clone ready: `npm ci` when what is installed is not what the lockfile says. Uses nothing but Node itself.
import { readFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';
import { npm } from './process.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/** @param {string} file @returns {Lockfile | undefined} undefined when the file does not exist */
function readLockfile(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Whether every package that `wanted` locks is installed in that version. npm keeps the record of what it installed in
 * `node_modules/.package-lock.json`; packages for other platforms are optional and may be absent.
 * @param {Lockfile} wanted
 * @param {Lockfile | undefined} installed
 */
export function isInstalled(wanted, installed) {
  if (!installed) return false;
  return Object.entries(wanted.packages).every(([place, { version, optional, devOptional }]) => {
    if (place === '') return true;
    const present = installed.packages[place];
    return present ? present.version === version : Boolean(optional || devOptional);
  });
}

export async function installDependencies() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`Saddlescope needs Node 20 or newer; this is Node ${process.versions.node}.`);
  const wanted = readLockfile(inRoot('package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing.');
  if (isInstalled(wanted, readLockfile(inRoot('node_modules', '.package-lock.json')))) return;
  console.log('Installing the dependencies (npm ci) …');
  await npm(['ci'], root);
}
