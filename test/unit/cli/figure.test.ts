import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../temporaryFolder';
import { bowl3, doubleWell, type FakeOptions, himmelblau, hyperbola, rosenbrock, runFake, saddle, tilted } from './fakes';
import { descendants, parseXml, type XmlNode } from './xml';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'losses.ts'), 'export {};\n');
});

const losses = [himmelblau, rosenbrock, saddle, tilted, hyperbola, doubleWell, bowl3];
async function draw(words: readonly string[], file: string, options: FakeOptions = {}): Promise<Buffer> {
  const { code, err } = await runFake(['plot', ...words, '--out', file], folder, { losses, ...options });
  expect(err).toBe('');
  expect(code).toBe(0);
  return readFileSync(join(folder, file));
}
const drawSvg = async (...words: string[]): Promise<XmlNode> => parseXml((await draw(words, 'plot.svg')).toString());
const textsOf = (root: XmlNode): string[] => [...descendants(root)].filter(({ name }) => name === 'text').map(({ text }) => text);

const race = ['--optimizer', 'sgd', '--set', 'learningRate=0.012', '--optimizer', 'adam', '--set', 'learningRate=0.1'];

describe('plot as SVG', () => {
  it.each([
    ['two parameters', ['losses.ts#himmelblau', ...race]],
    ['no path', ['losses.ts#rosenbrock']],
    ['a run to infinity', ['losses.ts#saddle', '--start', '[1,0.5]', '--optimizer', 'sgd', '--set', 'learningRate=1.5']],
    ['one parameter', ['losses.ts#doubleWell', ...race]],
    ['one parameter on its way to infinity', ['losses.ts#doubleWell', '--start', '[3]', '--optimizer', 'sgd', '--set', 'learningRate=1']],
    ['three parameters', ['losses.ts#bowl', '--plane', 'w[0],b', ...race]],
    ['axes of different units', ['losses.ts#rosenbrock', '--box', '[[0,1],[0,100]]']],
    ['a plane of eigenvectors', ['losses.ts#bowl', '--plane', 'eigenvectors', ...race]],
    ['the plane of a path', ['losses.ts#bowl', '--plane', 'path', ...race]],
    ['three points', ['losses.ts#bowl', '--through', '[1,0,0]', '--through', '[0,1,0]', '--through', '[0,0,1]', ...race]],
    ['random directions', ['losses.ts#bowl', '--plane', 'random', '--seed', '3']],
    ['condition numbers', ['losses.ts#rosenbrock', '--overlay', 'condition-number']],
    ['the sign of the determinant', ['losses.ts#himmelblau', '--overlay', 'determinant-sign', ...race]],
    ['plateaus', ['losses.ts#himmelblau', '--overlay', 'plateau']],
    ['seven paths', ['losses.ts#rosenbrock', ...Array(7).fill(['--optimizer', 'rprop']).flat()]],
  ])('of %s is well formed, with finite numbers alone', async (_, words) => {
    const root = await drawSvg(...words);
    expect(root.name).toBe('svg');
    for (const { attributes } of descendants(root)) {
      for (const [name, value] of Object.entries(attributes)) {
        if (name !== 'aria-label') expect(value).not.toMatch(/NaN|Infinity|undefined/);
        if (/^(x|y|cx|cy|r|width|height|d)$/.test(name)) expect(value).toMatch(/^[-\d.\s,MLHVZahv]+$/);
      }
    }
  });

  it('names the axes, the paths, the points and where the first path ended', async () => {
    const texts = textsOf(await drawSvg('losses.ts#himmelblau', ...race));
    expect(texts).toEqual(
      expect.arrayContaining(['himmelblau(x, y)', 'x', 'y', 'Gradient descent', 'Adam', 'Critical points', 'start', 'm₁', 's₄', 'M₁']),
    );
    expect(texts.find((text) => text.startsWith('Gradient descent ends'))).toMatch(
      /minimum m.: L = 0, ‖∇L‖ = \S+, κ = [\d.]+, inertia 2\+ 0−/,
    );
  });

  it('lets a path that stopped just short of a point end there, in the title as in the list', async () => {
    const texts = textsOf(await drawSvg('losses.ts#himmelblau', '--optimizer', 'sgd', '--set', 'learningRate=0.01', '--steps', '20'));
    const listed = texts.find((text) => text.startsWith('20 steps'));
    const name = /→ (m.)/.exec(listed ?? '')?.[1];
    expect(name).toBeDefined();
    expect(texts.find((text) => text.startsWith('Gradient descent ends'))).toContain(`ends at minimum ${name}`);
  });

  it('gives each path its own colour and dash', async () => {
    const root = await drawSvg('losses.ts#himmelblau', ...race);
    const paths = [...descendants(root)].filter(
      ({ attributes }) => attributes['stroke-width'] === '2' && attributes['stroke-linejoin'] === 'round',
    );
    const looks = paths
      .filter(({ attributes }) => attributes.stroke !== '#ffffff')
      .map(({ attributes }) => [attributes.stroke, attributes['stroke-dasharray']]);
    expect(looks).toEqual(
      expect.arrayContaining([
        ['#c65300', undefined],
        ['#0072b2', '6 4'],
      ]),
    );
  });

  it('draws the map on white ground, by the domain', async () => {
    const root = await drawSvg('losses.ts#himmelblau');
    const [ground] = root.children;
    expect(ground).toMatchObject({
      name: 'rect',
      attributes: { fill: '#ffffff', width: root.attributes.width, height: root.attributes.height },
    });
    expect(textsOf(root)).toEqual(expect.arrayContaining(['−6', '6']));
  });

  it('puts paths at the right pixels', async () => {
    const root = await drawSvg(
      'losses.ts#saddle',
      '--box',
      '[[-1,1],[-1,1]]',
      '--start',
      '[0.5,0]',
      '--optimizer',
      'sgd',
      '--set',
      'learningRate=0.25',
      '--steps',
      '1',
    );
    const [start] = [...descendants(root)].filter(({ name }) => name === 'circle');
    expect([start.attributes.cx, start.attributes.cy]).toEqual(['526', '384']);
    const path = [...descendants(root)].find(({ attributes }) => attributes.stroke === '#c65300' && attributes['stroke-linejoin']);
    expect(path?.attributes.d).toBe('M526 384L451 384');
  });

  it('draws critical points that are not isolated as curves', async () => {
    const root = await drawSvg('losses.ts#hyperbola', '--box', '[[-3,3],[-3,3]]');
    expect(textsOf(root).filter((text) => text === 'a curve of minima')).toHaveLength(2);
    const curves = [...descendants(root)].filter(
      ({ attributes }) => attributes['stroke-dasharray'] === '0.1 6' && attributes.d.length > 200,
    );
    expect(curves).toHaveLength(2);
  });

  it('stands at the start when the first run leads to infinity', async () => {
    const texts = textsOf(await drawSvg('losses.ts#himmelblau', '--optimizer', 'sgd', '--set', 'learningRate=1'));
    expect(texts.find((text) => text.startsWith('Start, where the Hessian is indefinite'))).toBeDefined();
    expect(texts).toContain('at the start');
  });

  it('says which coordinates are held', async () => {
    expect(textsOf(await drawSvg('losses.ts#bowl', ...race))).toContain('1 other coordinate held at the end of Gradient descent');
  });

  it('shows the eigenvalues where the first path ended, negative ones in their colour', async () => {
    const root = await drawSvg('losses.ts#saddle', '--optimizer', 'sgd', '--steps', '0');
    const bars = [...descendants(root)].filter(({ name, attributes }) => name === 'rect' && attributes.height === '11');
    expect(bars.map(({ attributes }) => attributes.fill)).toEqual(['#868686', '#a8437f']);
    expect(textsOf(root)).toEqual(expect.arrayContaining(['λ₂', '2.000', 'λ₁', '−2.000']));
  });

  it('names the directions of a plane, with what they say', async () => {
    const main = textsOf(await drawSvg('losses.ts#bowl', '--plane', 'path', ...race));
    const parts = main.flatMap((text) => /^main direction \d \((\S+) %\)$/.exec(text)?.[1] ?? []).map(Number);
    expect(parts).toHaveLength(2);
    expect(parts[0] + parts[1]).toBeLessThanOrEqual(100.1);
    expect(parts[0]).toBeGreaterThan(50);
    expect(textsOf(await drawSvg('losses.ts#bowl', '--plane', 'random', '--seed', '3'))).toContain(
      'random directions, filter-normalised, seed 3',
    );
  });

  it('goes through three points, at their losses', async () => {
    const words = ['[1,0,0]', '[0,1,0]', '[0,0,1]'].flatMap((point) => ['--through', point]);
    expect(textsOf(await drawSvg('losses.ts#bowl', ...words))).toEqual(
      expect.arrayContaining(['from the first to the second', 'aside', 'through three points']),
    );
  });

  it('hatches where the loss bends down, over its own colours', async () => {
    const root = await drawSvg('losses.ts#himmelblau', '--overlay', 'negative-curvature');
    const hatched = [...descendants(root)].filter(({ attributes }) => attributes.fill === 'url(#hatch)');
    expect(hatched).toHaveLength(2);
    expect(textsOf(root)).toEqual(expect.arrayContaining(['L', 'bends down']));
  });

  it('gives what has a sign a hue for each side of zero, which the legend names', async () => {
    const root = await drawSvg('losses.ts#himmelblau', '--overlay', 'smallest-eigenvalue');
    expect(textsOf(root)).toEqual(expect.arrayContaining(['λmin', '0']));
    expect(textsOf(root)).not.toContain('L = 0');
  });

  it('looks as agreed', async () => {
    const rolls = [
      '--optimizer',
      'sgd',
      '--set',
      'learningRate=0.05',
      '--optimizer',
      'sgd',
      '--set',
      'learningRate=0.05',
      '--set',
      'momentum=0.75',
    ];
    const svg = await draw(['losses.ts#tilted', ...rolls, '--box', '[[-1.8,1.8],[-1.8,1.8]]'], 'tilted.svg', { grid: 41 });
    await expect(svg.toString().replaceAll('><', '>\n<')).toMatchFileSnapshot('__snapshots__/tilted.svg');
  });
});

describe('plot as PNG', () => {
  it('has the size of the picture, doubled', async () => {
    const png = await draw(['losses.ts#himmelblau'], 'plot.png');
    const root = await drawSvg('losses.ts#himmelblau');
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(root.attributes.width), 2 * Number(root.attributes.height)]);
  });
});

describe('plot as a report', () => {
  it('is well formed, and asks the network for nothing', async () => {
    const html = (await draw(['losses.ts#himmelblau', ...race], 'report.html')).toString();
    const root = parseXml(html.replace('<!doctype html>', '').trim());
    const nodes = [...descendants(root)];
    expect(nodes.map(({ name }) => name)).not.toContain('script');
    expect(html).not.toMatch(/(src|href)="|url\((?!#)|@import/);
    expect(nodes.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')?.attributes.content).toMatch(
      /^default-src 'none'/,
    );
  });

  it('has the curves, and all that it shows as tables', async () => {
    const html = (await draw(['losses.ts#himmelblau', ...race], 'report.html')).toString();
    const nodes = [...descendants(parseXml(html.replace('<!doctype html>', '').trim()))];
    const labels = nodes.filter(({ name }) => name === 'svg').map(({ attributes }) => attributes['aria-label']);
    expect(labels).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Contour map of himmelblau/),
        expect.stringMatching(/^Loss L over/),
        expect.stringMatching(/^Gradient norm/),
      ]),
    );
    const headings = nodes.filter(({ name }) => name === 'h2').map(({ text }) => text);
    expect(headings).toEqual([
      'Along the paths',
      'Paths',
      'At the end of Gradient descent',
      'Eigenvalues of the Hessian',
      'Critical points',
      'Source',
    ]);
    expect(nodes.filter(({ name }) => name === 'tr').length).toBeGreaterThan(25);
  });

  it('has the source, the settings, and every colour once more for dark pages', async () => {
    const html = (await draw(['losses.ts#himmelblau', ...race, '--steps', '40'], 'report.html')).toString();
    const root = parseXml(html.replace('<!doctype html>', '').trim());
    const nodes = [...descendants(root)];
    expect(nodes.find(({ name }) => name === 'code')?.text).toContain('export {}');
    expect(nodes.filter(({ name }) => name === 'td').map(({ text }) => text)).toEqual(expect.arrayContaining(['steps', '40']));
    const dark = html.slice(html.indexOf('prefers-color-scheme: dark'), html.indexOf('</style>'));
    const used = new Set([...html.slice(html.indexOf('<body>')).matchAll(/(?:fill|stroke)="(#[0-9a-f]{6})"/g)].map(([, hex]) => hex));
    expect(used.size).toBeGreaterThan(5);
    for (const hex of used) expect(dark).toContain(`="${hex}"]`);
    expect(html).toContain('@media print');
  });
});
