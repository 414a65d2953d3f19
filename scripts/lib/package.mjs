// Makes the .vsix that users install.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';

/** Packs what .vscodeignore lets through of the built checkout; gives the one .vsix that is there afterwards. */
export async function packageExtension() {
  const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  for (const old of readdirSync(root).filter((file) => file.endsWith('.vsix'))) rmSync(inRoot(old));
  const packagePath = inRoot(`${name}-${version}.vsix`);
  const { createVSIX } = await import('@vscode/vsce');
  await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
  return packagePath;
}
