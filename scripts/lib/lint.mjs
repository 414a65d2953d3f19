// Formatting and rules by Biome, and who may import whom.
import { createRequire } from 'node:module';
import { checkLayers } from './layers.mjs';
import { inRoot, root } from './paths.mjs';
import { runOrThrow } from './process.mjs';

export async function lint() {
  const biome = createRequire(inRoot('package.json')).resolve('@biomejs/biome/bin/biome');
  await runOrThrow(process.execPath, [biome, 'check', '--error-on-warnings', '.'], { cwd: root });
  const breaches = await checkLayers();
  if (breaches.length > 0) throw new Error(`Imports that the layers forbid:\n${breaches.join('\n')}`);
}
