/** The oldest VS Code that users may have is the one whose API the sources are checked against. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { oldestVersion } from '../../../scripts/lib/desktop.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';

const read = (...file: string[]) => JSON.parse(readFileSync(inRoot(...file), 'utf8'));

it('checks types against the API of the oldest VS Code that the manifest promises to work with', () => {
  expect(read('package.json').devDependencies['@types/vscode']).toBe(oldestVersion());
  expect(read('node_modules', '@types', 'vscode', 'package.json').version).toBe(oldestVersion());
});
