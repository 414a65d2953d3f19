/** What users install: that it is all there, and within its budgets. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot, root } from '../../scripts/lib/paths.mjs';
import { namesInZip } from './zip';

const kilobytes = 1000;
const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const vsixFiles = readdirSync(root).filter((name) => name.endsWith('.vsix'));
const vsix = inRoot(`${manifest.name}-${manifest.version}.vsix`);

const filesIn = (folder: string) => readdirSync(inRoot(folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const packaged = () =>
  namesInZip(vsix)
    .filter((name) => name.startsWith('extension/'))
    .map((name) => name.slice('extension/'.length));

describe('the package', () => {
  it('is one file, named after the version', () => {
    expect(vsixFiles).toEqual([`saddlescope-${manifest.version}.vsix`]);
  });

  it('has the bundles, the manifest and the documents', () => {
    const names = packaged().map((name) => name.toLowerCase());
    expect(names).toEqual(
      expect.arrayContaining([
        'package.json',
        'package.nls.json',
        'package.nls.zh-tw.json',
        'package.nls.zh-cn.json',
        'dist/extension.js',
        'dist/worker.js',
        'dist/panels/descent.js',
        'changelog.md',
        'readme.md',
        'security.md',
        'dist/licences.txt',
      ]),
    );
    expect(names.filter((name) => name.startsWith('license'))).toHaveLength(1);
  });

  it.each(['media', 'examples', 'docs', 'l10n'])('has all of %s/', (folder) => {
    const names = packaged();
    expect(names.filter((name) => name.startsWith(`${folder}/`))).toHaveLength(filesIn(folder).length);
  });

  it('tells the licences of what is bundled', () => {
    const text = readFileSync(inRoot('dist', 'licences.txt'), 'utf8');
    for (const name of ['@typescript/typescript6', '@vscode/webview-ui-toolkit', 'chart.js', 'three', 'valibot', 'pure-rand', 'd3-contour'])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, 'm'));
    expect(text).not.toContain('(undefined)');
  });

  it('has nothing else', () => {
    const expected =
      /^(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|security\.md|dist\/licences\.txt|license(\.\w+)?|dist\/(extension|worker)\.js|dist\/panels\/\w+(-[A-Z\d]+)?\.(js|css)|(media|examples|docs|l10n)\/.*)$/i;
    expect(packaged().filter((name) => !expected.test(name))).toEqual([]);
  });
});

/** A script and all that it waits for before it begins. */
function loadedWith(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(inRoot(file), 'utf8');
  for (const [, name] of text.matchAll(/(?:^|[;}\n])\s*(?:im|ex)port\s*(?:[\w$*{}, ]+from\s*)?"\.\/([\w-]+\.js)"/g))
    loadedWith(`dist/panels/${name}`, known);
  return known;
}

const panelNames = readdirSync(inRoot('webview', 'panels'));

describe.each(panelNames)('the %s panel', (name) => {
  const scripts = readdirSync(inRoot('dist', 'panels')).filter(
    (file) => file.endsWith('.js') && file.replace(/\.js$/, '').split('-')[0] === name,
  );
  const loaded = [...loadedWith(`dist/panels/${name}.js`)].map((file) => file.replace('dist/panels/', ''));

  it('finds every file that it waits for', () => expect(scripts).toEqual(expect.arrayContaining(loaded)));
  it('leaves what makes exports until it is asked for', () => {
    const making = scripts.filter((file) => readFileSync(inRoot('dist', 'panels', file), 'utf8').includes('XMLSerializer'));
    expect(making.length).toBeGreaterThan(0);
    expect(making.filter((file) => loaded.includes(file))).toEqual([]);
  });
});

describe('the size', () => {
  it.each([
    ['descent', 450],
    ['curvature', 450],
    ['spectrum', 450],
    ['training', 450],
    ['search', 450],
    ['surface', 1000],
  ])('of what the %s panel begins with is at most %i kB', (name, budget) => {
    const sizes = [...loadedWith(`dist/panels/${name}.js`)].map((file) => statSync(inRoot(file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0) / kilobytes).toBeLessThanOrEqual(budget);
  });

  it.each([
    ['dist/extension.js', 150],
    [`saddlescope-${manifest.version}.vsix`, 4000],
  ])('of %s is at most %i kB', (file, budget) => {
    expect(statSync(inRoot(file)).size / kilobytes).toBeLessThanOrEqual(budget);
  });
});
