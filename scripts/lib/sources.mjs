// The source files of the extension.
import { readdirSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/** Those of all layers, from the root, with forward slashes. */
export function sourceFiles() {
  return ['src', 'webview'].flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
}
