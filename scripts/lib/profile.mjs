// The settings that a driven VS Code starts with: quiet, deterministic, and the same in every host.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { inRoot } from './paths.mjs';

/** @typedef {'dark' | 'light' | 'hc' | 'hcLight'} Theme */

/** Names that old and new versions of VS Code know. @type {Record<Theme, string>} */
const colorThemes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  hc: 'Default High Contrast',
  hcLight: 'Default High Contrast Light',
};

export const themes = /** @type {Theme[]} */ (Object.keys(colorThemes));

const quiet = {
  'files.autoSave': 'off', // as on the desktop; the browser build would save while one types
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'js/ts.disableAutomaticTypeAcquisition': true,
  'typescript.disableAutomaticTypeAcquisition': true,
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
};

/**
 * Writes the user's settings of the profile in `dataDir`.
 * @param {string} dataDir what `--user-data-dir` names
 * @param {{ theme?: Theme, settings?: Record<string, unknown> }} [options]
 */
export function writeProfile(dataDir, { theme = 'dark', settings = {} } = {}) {
  write(path.join(dataDir, 'User'), { ...quiet, 'workbench.colorTheme': colorThemes[theme], ...settings });
  // A workbench in the browser reads what belongs to a machine from there.
  write(path.join(dataDir, 'Machine'), Object.fromEntries(Object.entries(settings).filter(([name]) => belongsToMachine(name))));
}

/** @param {string} folder @param {Record<string, unknown>} settings */
function write(folder, settings) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

/** @param {string} setting */
function belongsToMachine(setting) {
  const { contributes } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return String(contributes.configuration.properties[setting]?.scope).startsWith('machine');
}
