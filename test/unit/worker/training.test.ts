import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/protocol/channel';
import type { BatchTrial } from '../../../src/protocol/model';
import { EngineClient } from '../../../src/worker/client';
import { temporaryFolder } from '../temporaryFolder';

let folder: string;
let open: EngineClient[] = [];

beforeAll(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  for (const one of open) one.dispose();
  open = [];
});
afterAll(() => rmSync(folder, { recursive: true }));

function client(poolSize: number): EngineClient {
  const made = new EngineClient({
    workerFile: path.resolve('dist/worker.js'),
    timeLimit: () => 2000,
    workspaceFolders: [folder],
    poolSize,
  });
  open.push(made);
  return made;
}

let count = 0;
function target(text: string) {
  const file = path.join(folder, `loss-${++count}.ts`);
  writeFileSync(file, text);
  return { file, function: 'loss' };
}

const bowl = 'export function loss(x: number, y: number): number {\n  return x * x + 3 * y * y;\n}\n';
/** Minima at x = ±1, the left one lower. */
const wells = 'export const loss = (x: number, y: number): number => (x * x - 1) ** 2 + 0.3 * x + y * y;\n';
const classes = `export const samples = [-2, -1, 0.5, 1, 2, 3].map((x) => ({ x, y: 2 * x + (x > 0 ? 0.3 : -0.2) }));
/** @data samples @start [0, 0] */
export const loss = (w: [number, number], batch: readonly { x: number; y: number }[]): number =>
  batch.reduce((sum, { x, y }) => sum + (w[0] * x + w[1] - y) ** 2, 0) / batch.length;
`;
const descent = { id: 'sgd', options: { learningRate: 0.05 } };

describe('a sweep over batch sizes', { timeout: 60_000 }, () => {
  const ask = { optimizer: descent, seed: 3, training: { epochs: 20 }, batchSizes: [6, 1, 3, 3], scaleRate: true };
  const timeless = (trials: readonly BatchTrial[]) => trials.map(({ millisecondsPerUpdate: _, millisecondsPerEpoch: __, ...rest }) => rest);

  it('has a column for each, the same however many workers there are', async () => {
    const loss = target(classes);
    const seen: number[] = [];
    const found = await client(2).sweep('batchSizes', { target: loss, ...ask }, { onPartial: (known) => seen.push(known.length) });
    expect(found.map(({ batchSize, updatesPerEpoch }) => [batchSize, updatesPerEpoch])).toEqual([
      [1, 6],
      [3, 2],
      [6, 1],
    ]);
    expect(found.map(({ learningRate }) => learningRate)).toEqual([0.05, expect.closeTo(0.15), expect.closeTo(0.3)]);
    expect(seen).toEqual([1, 2, 3]);
    expect(timeless(await client(1).sweep('batchSizes', { target: loss, ...ask }))).toEqual(timeless(found));
  });

  it('refuses a loss without data', async () => {
    await expect(client(1).sweep('batchSizes', { target: target(bowl), ...ask })).rejects.toMatchObject({
      problem: { code: 'bad-input', message: expect.stringContaining('@data') },
    });
  });
});

describe('a sweep over starts', { timeout: 60_000 }, () => {
  const ask = { optimizer: descent, steps: 200, tolerance: 1e-9, firstSeed: 1, count: 10 };

  it('follows each seed to where it leads, the same however many workers there are', async () => {
    const loss = target(wells);
    const found = await client(2).sweep('starts', { target: loss, ...ask, init: { id: 'uniform', options: {} } });
    expect(found.trials.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    // Minima of (x² − 1)² + 0.3x: about −0.3 at the left one, 0.3 at the right one.
    expect(new Set(found.trials.map((trial) => Math.sign(trial.loss)))).toEqual(new Set([-1, 1]));
    const curves = found.trials.filter(({ losses }) => losses.length > 0).map(({ loss }) => loss);
    const losses = found.trials.map((trial) => trial.loss);
    expect(curves.toSorted((a, b) => a - b)).toEqual([Math.min(...losses), Math.max(...losses)]);
    expect(await client(1).sweep('starts', { target: loss, ...ask, init: { id: 'uniform', options: {} } })).toEqual(found);
  });

  it('is cancelled at once', async () => {
    const controller = new AbortController();
    const slow = { ...ask, optimizer: { id: 'sgd', options: { learningRate: 1e-9 } }, tolerance: 0, steps: 1e6 };
    const answer = client(1).sweep('starts', { target: target(wells), ...slow }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 800);
    await expect(answer).rejects.toBeInstanceOf(CancelledError);
  });

  it('says what the code throws when it does so everywhere', async () => {
    const throwing = target("export const loss = (x: number, y: number): number => { throw new Error('no luck'); };\n");
    await expect(client(1).sweep('starts', { target: throwing, ...ask })).rejects.toMatchObject({
      problem: { message: expect.stringContaining('no luck') },
    });
  });
});

describe('training', { timeout: 60_000 }, () => {
  it('tells gradients layer by layer, with where each layer stands', async () => {
    const loss = target(
      '/** @start { "W": [[1, 2], [3, 4]], "b": [1, -1] } */\nexport const loss = ({ W, b }: { W: number[][]; b: number[] }): number =>\n  W.flat().reduce((sum, w) => sum + w * w, 0) / 2 + b[0] ** 2 + b[1] ** 2;\n',
    );
    const { layers, steps, norms } = await client(1).request('layers', {
      target: loss,
      optimizer: { id: 'sgd', options: { learningRate: 0 } },
      steps: 1,
      tolerance: 0,
      curvature: false,
    });
    expect(layers.map(({ name, offset, length, location }) => [name, offset, length, location.line, location.column])).toEqual([
      ['W', 0, 4, 2, 24],
      ['b', 4, 2, 2, 27],
    ]);
    expect([...steps]).toEqual([0, 1]);
    expect(norms[0]).toBeCloseTo(Math.sqrt(30), 12);
    expect(norms[2]).toBeCloseTo(Math.sqrt(8), 12);
  });

  it('standardises the features of the examples that are learnt from, and leaves the target alone', async () => {
    const loss = target(classes);
    const found = await client(1).request('standardisation', { target: loss });
    expect(found.features).toEqual(['x']);
    expect(found.columns[0]).toMatchObject({ name: 'x', mean: expect.closeTo(3.5 / 6, 12) });
    expect(found.after.conditionNumber).toBeCloseTo(1, 10);
    expect(found.after.loss).toBeCloseTo(found.before.loss, 8);
    expect(found.before.conditionNumber).toBeGreaterThan(1);
    const part = await client(1).request('standardisation', { target: loss, validation: 0.5, seed: 1 });
    expect(part.columns[0].mean).not.toBe(found.columns[0].mean);
    await expect(client(1).request('standardisation', { target: loss, features: ['z'] })).rejects.toMatchObject({
      problem: { message: expect.stringContaining('it has x, y') },
    });
  });
});
