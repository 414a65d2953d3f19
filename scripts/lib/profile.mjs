// The settings that a driven VS Code starts with: quiet, deterministic, and the same in every host.
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

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
  const folder = path.join(dataDir, 'User');
  mkdirSync(folder, { recursive: true });
  const all = { ...quiet, 'workbench.colorTheme': colorThemes[theme], ...settings };
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(all, undefined, 2));
}
