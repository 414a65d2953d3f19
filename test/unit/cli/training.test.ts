/** `train` and `starts` from outside, as they are shipped. */
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../temporaryFolder';
import { bundleProgram, runProgram } from './program';

vi.setConfig({ testTimeout: 60_000 });

const example = path.resolve('examples/batch-sizes.ts');
const xor = path.resolve('examples/xor-network.ts');
let program: string;
let folder: string;

beforeAll(async () => {
  program = await bundleProgram();
  folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'bowl.ts'), 'export const bowl = (x: number, y: number): number => x ** 2 + 3 * y ** 2;\n');
});

const run = (...words: string[]) => runProgram(program, words, folder);

describe('saddlescope train', () => {
  it('shows on the shipped example that small batches take more and noisier updates to flatter minima', async () => {
    const { code, out } = await run(
      'train',
      example,
      ...'--optimizer sgd --set learningRate=0.2 --epochs 200 --batch-sizes 2,8,64 --json'.split(' '),
    );
    expect(code).toBe(0);
    const [small, middle, all] = JSON.parse(out).trials;
    expect([small, middle, all].map(({ updatesPerEpoch }) => updatesPerEpoch)).toEqual([32, 8, 1]);
    expect(small.batchNoise).toBeGreaterThan(middle.batchNoise);
    expect(all.batchNoise).toBe(0);
    // As its comment says: about 3 to 4, 7, and just below the edge of stability 2/η = 10.
    expect(small.sharpness).toBeGreaterThan(2.5);
    expect(small.sharpness).toBeLessThan(4.5);
    expect(middle.sharpness).toBeCloseTo(7, 0);
    expect(all.sharpness).toBeGreaterThan(9.5);
    expect(all.sharpness).toBeLessThan(10);
    expect(small.loss).toBeGreaterThan(all.loss);
  });

  it('needs data and sizes, and says so', async () => {
    const without = await run('train', 'bowl.ts', ...'--optimizer sgd --batch-sizes 2'.split(' '));
    expect(without.code).toBe(2);
    expect(without.err).toContain('@data');
    const wrong = await run('train', example, ...'--optimizer sgd --batch-sizes 2,none'.split(' '));
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('--batch-sizes takes whole numbers');
  });
});

describe('saddlescope starts', () => {
  it('tells lucky from unlucky starts: XOR is solved from most, and from some not', async () => {
    const { code, out } = await run('starts', xor, ...'--optimizer adam --set learningRate=0.05 --steps 300 --seeds 40 --json'.split(' '));
    expect(code).toBe(0);
    const losses: number[] = JSON.parse(out).trials.map(({ loss }: { loss: number }) => loss);
    expect(losses).toHaveLength(40);
    expect(losses.filter((loss) => loss < 0.02).length).toBeGreaterThan(20);
    // Half of the cases answered and half guessed: ln 2 / 2.
    expect(losses.some((loss) => Math.abs(loss - Math.log(2) / 2) < 0.01)).toBe(true);
  });

  it('prints quantiles and counts units, and says no where every run diverges', async () => {
    const { out } = await run('starts', xor, ...'--optimizer sgd --set learningRate=0.1 --steps 20 --seeds 5'.split(' '));
    expect(out).toMatch(/best .*\n.*\n.*\n\s+median .*[\s\S]*15 hidden units in all: dead 0 at the start/);
    const diverged = await run('starts', 'bowl.ts', ...'--optimizer sgd --set learningRate=10 --seeds 3'.split(' '));
    expect(diverged.code).toBe(1);
    expect(diverged.err).toContain('Every run diverged.');
  });
});
