// The licences of everything that is bundled, as its authors ask for: one text beside the bundles.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { inRoot } from './paths.mjs';

/** `node_modules/@scope/name` of a bundled file; undefined for the project's own. @param {string} file */
function packageOf(file) {
  const parts = file.split('/');
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return undefined;
  return parts.slice(0, at + (parts[at + 1].startsWith('@') ? 3 : 2)).join('/');
}

/** @param {string} folder relative to the root */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8'));
  const file = readdirSync(inRoot(folder)).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  const text = file ? readFileSync(inRoot(path.join(folder, file)), 'utf8').trim() : `Licensed under ${license}.`;
  return `${name} ${version} (${license})\n\n${text}`;
}

/**
 * @param {readonly string[]} files inputs of all bundles, and what is shipped beside them, relative to the root
 * @returns {string}
 */
export function licencesText(files) {
  const folders = [...new Set(files.flatMap((file) => packageOf(file.replaceAll('\\', '/')) ?? []))].sort();
  const known = folders.filter((folder) => existsSync(inRoot(folder, 'package.json')));
  return `Saddlescope contains parts of these packages.\n\n${known.map(licenceOf).join(`\n\n${'─'.repeat(80)}\n\n`)}\n`;
}
