/** The gallery is complete and as fresh as its files; `npm run gallery` makes pictures and index anew. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { catalogText, exampleFiles, indexText, pictureCommand, pictureOf, readEntry } from '../../../scripts/lib/gallery.mjs';
import { techniques } from '../../../scripts/lib/techniques.mjs';
import { panelKinds } from '../../../src/host/panels/kinds';
import { temporaryFolder } from '../temporaryFolder';
import { Gallery } from './ask';

vi.setConfig({ testTimeout: 60_000 });

const entries = exampleFiles().map((file) => readEntry(file));
const gallery = new Gallery();
afterAll(() => gallery.dispose());

const ids = (letter: string, count: number) => Array.from({ length: count }, (_, k) => `${letter}${k + 1}`);

describe('every technique', () => {
  it('has a name', () => expect(Object.keys(techniques)).toEqual([...ids('C', 13), ...ids('O', 12), ...ids('D', 13)]));
  it.each(Object.keys(techniques))('%s has an example', (id) => {
    expect(entries.filter((entry) => entry.techniques.includes(id)).length).toBeGreaterThan(0);
  });
});

describe.each(entries)('$file', (entry) => {
  it('teaches: what it shows, what to look at, the formula, the source', () => {
    expect(entry.title).toMatch(/^[A-Z].{15,}/);
    expect([entry.title, ...entry.text].join(' ').length).toBeGreaterThan(100);
    expect(entry.techniques.length).toBeGreaterThan(0);
    expect(entry.techniques.every((id) => Object.hasOwn(techniques, id))).toBe(true);
    expect(entry.notes.look).toBeDefined();
    expect(entry.picture.length).toBeGreaterThan(0);
  });
  it('names a panel that there is', () => expect(Object.keys(panelKinds)).toContain(entry.panel));
  it('is inspected without a warning but for what it is to show', async () => {
    const { losses } = await gallery.ask('list', `examples/${entry.file}`);
    expect(losses.length).toBeGreaterThan(0);
    for (const { name } of losses) {
      const { loss, derivatives, warnings } = await gallery.ask('inspect', `examples/${entry.file}#${name}`);
      expect(Number.isFinite(loss)).toBe(true);
      expect({ derivatives, warnings }).toEqual({ derivatives: 'exact', warnings: [] });
    }
  });
});

describe('what is made of them', () => {
  it('is fresh: run npm run gallery', () => {
    expect(readFileSync('examples/gallery.json', 'utf8')).toBe(catalogText(entries));
    expect(readFileSync('examples/README.md', 'utf8')).toBe(indexText(entries, techniques));
  });
  it('has a picture for each, and none besides', () => {
    expect(readdirSync('examples/pictures').sort()).toEqual(entries.map((entry) => basename(pictureOf(entry))).sort());
    for (const entry of entries) expect(existsSync(join('examples', pictureOf(entry)))).toBe(true);
  });
  it('loads nothing from elsewhere', () => {
    for (const entry of entries) {
      const svg = readFileSync(join('examples', pictureOf(entry)), 'utf8').replace('xmlns="http://www.w3.org/2000/svg"', '');
      expect(svg).not.toMatch(/https?:|<script|<image/);
    }
  });
  const drawn = [
    'ravine.ts',
    'sharp-and-flat.ts',
    'lottery.ts',
    'early-stopping.ts',
    'minimum-ratio.ts',
    'ridge-and-lasso.ts',
    'double-descent.ts',
  ];
  it.each(drawn)('%s: the picture is drawn the same, byte for byte', async (file) => {
    const entry = entries.find((one) => one.file === file) ?? expect.fail(file);
    const out = join(temporaryFolder(), 'picture.svg');
    await gallery.say(...pictureCommand(entry, out));
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(join('examples', pictureOf(entry)), 'utf8'));
  });
});
