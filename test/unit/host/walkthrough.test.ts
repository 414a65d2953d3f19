/** The pictures of the walkthrough are what the engine makes of the examples; `vitest run --project unit test/unit/host/walkthrough.test.ts -u` draws them anew. */
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { sweepPicture } from '../../../src/host/gradientReport';
import { sketchPicture } from '../../../src/host/picture/sketchPicture';
import { searchBox } from '../../../src/protocol/points';
import { EngineClient } from '../../../src/worker/client';

vi.mock('vscode', () => ({ ColorThemeKind: { Light: 1, Dark: 2, HighContrast: 3, HighContrastLight: 4 } }));
const { paletteOf } = await import('../../../src/host/picture/palette');

const root = path.resolve('.');
const client = new EngineClient({ workerFile: path.resolve('dist/worker.js'), timeLimit: () => 20_000, workspaceFolders: [root] });
afterAll(() => client.dispose());

const targetOf = (file: string, name: string) => ({ file: path.resolve('examples', file), function: name });
const picture = (name: string) => path.join(root, 'media', 'walkthrough', name);

const themes = { dark: 2, light: 1, hc: 3 } as const;

const sketches = [
  { name: 'gallery', target: targetOf('saddle-toy.ts', 'saddleToy'), points: false },
  { name: 'lens', target: targetOf('rosenbrock.ts', 'rosenbrock'), points: true },
  { name: 'descent', target: targetOf('himmelblau.ts', 'himmelblau'), points: false },
  { name: 'points', target: targetOf('himmelblau.ts', 'himmelblau'), points: true },
] as const;

it.for(sketches)('$name is what the hover shows of its example, in every theme', { timeout: 60_000 }, async ({ name, target, points }) => {
  const description = await client.request('describe', { target });
  const sketch = await client.request('sketch', { target });
  const box = searchBox(description);
  const found = points ? (await client.request('criticalPoints', { target, box })).points : [];
  const names = [description.coordinates[0], description.coordinates[1]] as const;
  for (const [theme, kind] of Object.entries(themes)) {
    const svg = sketchPicture({ sketch, points: found, names }, paletteOf(kind));
    await expect(`${svg}\n`).toMatchFileSnapshot(picture(`${name}-${theme}.svg`));
  }
});

it('check is the sweep of a real check', { timeout: 60_000 }, async () => {
  const { epsilonSweep } = await client.request('check', { target: targetOf('rosenbrock.ts', 'rosenbrock') });
  const svg = Buffer.from(sweepPicture(epsilonSweep).split(',')[1] ?? '', 'base64').toString();
  await expect(`${svg}\n`).toMatchFileSnapshot(picture('check.svg'));
});

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly completionEvents: readonly string[];
        readonly media: { readonly image: string | Readonly<Record<string, string>> };
      }[];
    }[];
  };
}

it('five steps, each with pictures that exist and a command that completes it', () => {
  const { contributes }: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  expect(steps).toHaveLength(5);
  const files = readdirSync('media/walkthrough').map((name) => `media/walkthrough/${name}`);
  const shown = steps.flatMap(({ media: { image } }) => (typeof image === 'string' ? image : Object.values(image)));
  expect([...new Set(shown)].sort()).toEqual(files.sort());
  const commands = contributes.commands.map(({ command }) => `onCommand:${command}`);
  for (const { completionEvents } of steps) for (const event of completionEvents) expect(commands).toContain(event);
});
