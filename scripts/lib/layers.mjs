// The folders are layers: a table of what each may import, and a check of every import against it.
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import * as path from 'node:path';
import { root } from './paths.mjs';
import { sourceFiles } from './sources.mjs';

/**
 * @typedef {object} Layer
 * @property {readonly string[]} [values] folders or modules of the project whose values it may use, beside its own
 * @property {readonly string[]} [types] those it may use in types only
 * @property {readonly string[]} [packages] npm packages, `vscode` and `node:` for Node's own modules
 *
 * @typedef {{ specifier: string, typeOnly: boolean }} Import
 */

/** @type {Record<string, Layer>} */
export const layers = {
  'src/l10n': {},
  'src/engine': { packages: ['d3-contour', 'pure-rand'] },
  'src/source': { values: ['src/engine'], packages: ['@typescript/typescript6', 'acorn', 'pure-rand', 'node:'] },
  'src/protocol': { types: ['src/engine', 'src/source'], packages: ['valibot'] },
  'src/plot': { values: ['src/protocol'], packages: ['d3-contour'] },
  'src/worker': { values: ['src/engine', 'src/source', 'src/protocol', 'src/plot'], packages: ['valibot', 'node:'] },
  'src/host': { values: ['src/protocol', 'src/plot/clip', 'src/worker/client'], packages: ['vscode', 'valibot', 'node:'] },
  'src/cli': {
    values: ['src/protocol', 'src/plot', 'src/worker/client', 'package.json'],
    packages: ['@resvg/resvg-wasm', 'valibot', 'node:'],
  },
  'src/extension': { values: ['src/host', 'src/protocol', 'src/worker/client'], packages: ['vscode', 'node:'] },
  webview: {
    values: ['src/protocol'],
    packages: ['@vscode/webview-ui-toolkit', 'chart.js', 'd3-contour', 'd3-scale-chromatic', 'three', 'valibot'],
  },
};

/** What every layer may use: the words that it speaks to people in. */
const text = 'src/l10n';

/** @param {string} module @param {readonly string[]} places */
const isIn = (module, places) => places.some((place) => module === place || module.startsWith(`${place}/`));

/** `node:` for Node's own, else the package's name without a path into it. @param {string} specifier */
function packageOf(specifier) {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node:';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const panel = /^webview\/panels\/([^/]+)\//;

/** Panels stand side by side over `webview/lib`, which knows none of them. @param {string} module @param {string} target */
function isOfAnotherPanel(module, target) {
  const [, owner] = panel.exec(target) ?? [];
  const [, own] = panel.exec(module) ?? [];
  return module.startsWith('webview/') && owner !== undefined && owner !== own;
}

/**
 * Whether the module may import this.
 * @param {string} module path from the root without its ending, with forward slashes
 * @param {Import} imported
 */
export function isAllowed(module, { specifier, typeOnly }) {
  const name = Object.keys(layers).find((layer) => isIn(module, [layer]));
  if (name === undefined) return true;
  const { values = [], types = [], packages = [] } = layers[name];
  if (!specifier.startsWith('.')) return packages.includes(packageOf(specifier));
  const target = path.posix.join(path.posix.dirname(module), specifier);
  if (isOfAnotherPanel(module, target)) return false;
  return isIn(target, [name, text, ...values]) || (typeOnly && isIn(target, types));
}

/**
 * Every import and re-export of a source text, in types and calls too.
 * @param {string} text
 * @returns {Promise<(Import & { line: number })[]>}
 */
export async function importsOf(text) {
  const { default: ts } = await import('@typescript/typescript6');
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest);
  /** @type {(Import & { line: number })[]} */
  const found = [];
  /** @param {import('@typescript/typescript6').Node | undefined} specifier @param {boolean} typeOnly */
  const add = (specifier, typeOnly) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { line } = file.getLineAndCharacterOfPosition(specifier.getStart(file));
    found.push({ specifier: specifier.text, typeOnly, line: line + 1 });
  };
  /** @param {import('@typescript/typescript6').Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node)) add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** One line per forbidden import, with its place. */
export async function checkLayers() {
  const breaches = [];
  for (const file of sourceFiles()) {
    const imports = await importsOf(readFileSync(path.join(root, file), 'utf8'));
    const forbidden = imports.filter((imported) => !isAllowed(file.replace(/\.ts$/, ''), imported));
    breaches.push(...forbidden.map(({ specifier, line }) => `${file}:${line}: ${specifier}`));
  }
  return breaches;
}
