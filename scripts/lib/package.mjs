// Makes the .vsix that users install.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';

/** Where the .vsix is after packaging. */
export function vsixFile() {
  const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return inRoot(`${name}-${version}.vsix`);
}

/** Packs what .vscodeignore lets through of the built checkout, as the one .vsix that is there afterwards. */
export async function packageExtension() {
  for (const old of readdirSync(root).filter((file) => file.endsWith('.vsix'))) rmSync(inRoot(old));
  const { createVSIX } = await import('@vscode/vsce');
  await createVSIX({ cwd: root, packagePath: vsixFile(), dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
}
