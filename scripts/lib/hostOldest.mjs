// What the oldest VS Code on npm lacks to run without its install scripts, and to run tests.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

/** By which a server of this version is told to run tests: code-server has no option for it yet. */
export const testsVariable = 'SADDLESCOPE_HOST_TESTS';

/** @param {string} modules where code-server is installed @param {string} vscodeDir the VS Code in it */
export function mendOldestHost(modules, vscodeDir) {
  // It compiles argon2 for its passwords, which no server of ours has.
  writeFileSync(path.join(modules, 'argon2', 'argon2.js'), 'module.exports = {};\n');
  const ripgrep = path.join('bin', process.platform === 'win32' ? 'rg.exe' : 'rg');
  const universal = path.join(
    modules,
    '@vscode',
    'ripgrep-universal',
    'bin',
    `${process.platform}-${process.arch}`,
    path.basename(ripgrep),
  );
  cpSync(universal, path.join(vscodeDir, 'node_modules', '@vscode', 'ripgrep', ripgrep));
  allowTests(path.join(vscodeDir, 'out', 'server-main.js'));
}

/** @param {string} file of the server */
function allowTests(file) {
  const code = readFileSync(file, 'utf8');
  const allowed = code.replace(/this(\.\w+)*\.args\["enable-smoke-test-driver"\]/g, `process.env.${testsVariable}`);
  if (allowed === code) throw new Error(`${file} does not know tests.`);
  writeFileSync(file, allowed);
}
