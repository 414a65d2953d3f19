// What is built from what: one entry here, or one folder in webview/panels, is one file in dist/.
import { readdirSync, readFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';

/**
 * @typedef {import('esbuild').BuildOptions} BuildOptions
 * @typedef {{ dev: boolean }} Mode readable output with source maps instead of small output
 */

/** @param {Mode} mode @returns {BuildOptions} */
const common = ({ dev }) => ({
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  logLevel: 'warning',
  minify: !dev,
  sourcemap: dev,
  legalComments: 'none',
});

/** @param {Mode} mode @returns {BuildOptions} */
const forNode = (mode) => ({ ...common(mode), platform: 'node', format: 'cjs', target: 'node20' });

/** The toolkit's style sheets and markup stand in template literals, which esbuild leaves as they are indented. @type {import('esbuild').Plugin} */
const withoutIndents = {
  name: 'without indents',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/]@(vscode[\\/]webview-ui-toolkit|microsoft[\\/]fast-[a-z]+)[\\/].*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/[ \t]*\n\s*/g, '\n'),
      loader: 'js',
    }));
  },
};

/**
 * Pages say that they are UTF-8. What a dependency has that no panel reaches is left out. What a panel imports when it is asked for
 * stands in files of its own. @type {BuildOptions}
 */
const forPanels = {
  ...{ platform: 'browser', format: 'esm', splitting: true, target: 'es2022', charset: 'utf8' },
  alias: { '@kurkle/color': inRoot('webview', 'lib', 'noColour.ts') },
  plugins: [withoutIndents],
};

/**
 * webview/panels/descent/main.ts → dist/panels/descent.js, and descent.css when it imports styles. Each by itself: files that all
 * panels share would make every one of them wait for many.
 * @param {Mode} mode @returns {BuildOptions[]}
 */
function panels(mode) {
  return readdirSync(inRoot('webview', 'panels'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      ...{ ...common(mode), ...forPanels, outdir: 'dist/panels', chunkNames: `${name}-[hash]` },
      entryPoints: [{ in: `webview/panels/${name}/main.ts`, out: name }],
    }));
}

/** The entry that the extension host calls, and the suites, one by one because mocha loads them by name. */
function hostTests() {
  const suites = readdirSync(inRoot('test', 'host', 'suite')).filter((name) => name.endsWith('.test.ts'));
  return ['test/host/index.ts', ...suites.map((name) => `test/host/suite/${name}`)];
}

/** @param {Mode} mode @returns {BuildOptions[]} */
export const bundles = (mode) => [
  { ...forNode(mode), entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...forNode(mode), entryPoints: ['src/worker/entry.ts'], outfile: 'dist/worker.js', inject: ['src/worker/nodeGlobals.ts'] },
  { ...forNode(mode), entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', banner: { js: '#!/usr/bin/env node' } },
  ...panels(mode),
  { ...forNode({ dev: true }), entryPoints: hostTests(), outbase: 'test/host', outdir: 'out/test/host', external: ['vscode', 'mocha'] },
];

/** What is shipped as it is: the rasteriser and the fonts with which the command line draws PNGs. */
export const copies = {
  'dist/plot/resvg.wasm': 'node_modules/@resvg/resvg-wasm/index_bg.wasm',
  'dist/plot/DejaVuSans.ttf': 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dist/plot/DejaVuSans-Bold.ttf': 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  'dist/plot/DejaVuSans-Oblique.ttf': 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf',
};
