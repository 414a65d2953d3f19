import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError, RequestError } from '../../../src/protocol/channel';
import type { SearchParams } from '../../../src/protocol/engine';
import type { Basins, SearchReport } from '../../../src/protocol/model';
import { EngineClient } from '../../../src/worker/client';
import { WorkerPool } from '../../../src/worker/pool';
import { EngineThread } from '../../../src/worker/thread';
import { temporaryFolder } from '../temporaryFolder';

const workerFile = path.resolve('dist/worker.js');
let folder: string;
let workers: Worker[] = [];
let open: { dispose(): void }[] = [];

beforeAll(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const one of open) one.dispose();
  await gone();
  workers = [];
  open = [];
});
afterAll(() => rmSync(folder, { recursive: true }));

const options = (timeLimit = 2000) => ({
  workerFile,
  timeLimit: () => timeLimit,
  workspaceFolders: [folder],
  spawn: (file: string, given: ConstructorParameters<typeof Worker>[1]) => {
    const worker = new Worker(file, given);
    workers.push(worker);
    return worker;
  },
});

function pool(size: number, { timeLimit = 2000, ...lasting }: { idle?: number; grace?: number; timeLimit?: number } = {}): WorkerPool {
  const made = new WorkerPool(() => new EngineThread(options(timeLimit)), { size, ...lasting });
  open.push(made);
  return made;
}

function client(poolSize = 2): EngineClient {
  const made = new EngineClient({ ...options(), poolSize });
  open.push(made);
  return made;
}

/** Waits until no thread is left. */
const gone = () => Promise.all(workers.map((worker) => (worker.threadId === -1 ? undefined : once(worker, 'exit'))));

let count = 0;
function target(text: string, name = 'loss') {
  const file = path.join(folder, `loss-${++count}.ts`);
  writeFileSync(file, text);
  return { file, function: name };
}

const bowl = 'export function loss(x: number, y: number): number {\n  return x * x + 3 * y * y;\n}\n';
/** Minima at x = ±1, the left one lower. */
const wells = '/** @start [0, 0] */\nexport const loss = (x: number, y: number): number => (x * x - 1) ** 2 + 0.3 * x + y * y;\n';
/** Never returns where x > 1. */
const endless = 'export function loss(x: number): number {\n  while (x > 1) {}\n  return x * x;\n}\n';

const points = (values: readonly number[], loss: ReturnType<typeof target>) =>
  values.map((x) => ({ target: loss, at: Float64Array.of(x, 0) }));

async function losses(run: AsyncIterable<{ index: number; result: { loss: number } }>): Promise<number[]> {
  const found: number[] = [];
  for await (const { index, result } of run) found[index] = result.loss;
  return found;
}

describe('the pool of workers', { timeout: 60_000 }, () => {
  it('does every chunk once, on as many workers as there are chunks for, started when first needed', async () => {
    const two = pool(2);
    expect(workers).toHaveLength(0);
    expect(await losses(two.run('readout', points([0, 1, 2, 3, 4], target(bowl))))).toEqual([0, 1, 4, 9, 16]);
    expect(workers).toHaveLength(2);
    const three = pool(3);
    await losses(three.run('readout', points([1], target(bowl))));
    expect(workers).toHaveLength(3);
  });

  it('knows unsaved text', async () => {
    const one = pool(1);
    const loss = target(bowl);
    one.sync([{ file: loss.file, text: bowl.replace('x * x', '5 * x * x') }]);
    expect(await losses(one.run('readout', points([1], loss)))).toEqual([5]);
  });

  it('replaces a worker that has died and tries its chunk once more', async () => {
    const one = pool(1);
    const loss = target(bowl);
    const run = one.run('readout', points([1, 2, 3], loss));
    expect((await run.next()).value).toMatchObject({ index: 0 });
    await workers[0].terminate();
    const rest = await losses(run);
    expect(rest).toEqual([undefined, 4, 9]);
    expect(workers).toHaveLength(2);
  });

  it('ends a job with what a chunk was answered, named at its place', async () => {
    const throwing = target("export const loss = (x: number): number => { throw new Error('no luck'); };\n");
    const run = pool(2).run(
      'readout',
      [1, 2, 3].map((x) => ({ target: throwing, at: Float64Array.of(x) })),
    );
    const error = await losses(run).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ problem: { code: 'threw', location: { line: 1 } } });
  });

  it('is cancelled at once, and free again for the next job', async () => {
    const one = pool(1, { timeLimit: 60_000, grace: 60_000 });
    const controller = new AbortController();
    const run = one.run('settle', [settleAt(target(wells), 1e9)], controller.signal);
    const answer = run.next();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    controller.abort();
    await expect(answer).rejects.toBeInstanceOf(CancelledError);
    expect(await losses(one.run('readout', points([2], target(bowl))))).toEqual([4]);
    expect(workers).toHaveLength(1);
  });

  it('ends a worker that a cancelled job has left in a loop without end', async () => {
    const one = pool(1, { timeLimit: 60_000 });
    const controller = new AbortController();
    const loss = target(endless);
    const run = one.run(
      'readout',
      [
        { target: loss, at: Float64Array.of(0) },
        { target: loss, at: Float64Array.of(2) },
      ],
      controller.signal,
    );
    await run.next();
    const hung = run.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    controller.abort();
    await expect(hung).rejects.toBeInstanceOf(CancelledError);
    await gone();
    expect(await losses(one.run('readout', points([2], target(bowl))))).toEqual([4]);
    expect(workers).toHaveLength(2);
  });

  it('keeps its own time limit, and names the line', async () => {
    const loss = target(endless);
    const run = pool(1, { timeLimit: 300 }).run('readout', [{ target: loss, at: Float64Array.of(2) }]);
    await expect(losses(run)).rejects.toMatchObject({ problem: { code: 'time-limit', location: { line: 2 } } });
  });

  it('stops its workers when they have had nothing to do for a while', async () => {
    const one = pool(1, { idle: 50 });
    await losses(one.run('readout', points([1], target(bowl))));
    await gone();
    expect(await losses(one.run('readout', points([3], target(bowl))))).toEqual([9]);
  });

  it('leaves no thread behind when it is disposed in the middle of a job', async () => {
    const two = pool(2);
    const run = two.run(
      'settle',
      Array.from({ length: 6 }, () => settleAt(target(wells), 1e9)),
    );
    const answer = run.next().catch((reason: unknown) => reason);
    await new Promise((resolve) => setTimeout(resolve, 500));
    two.dispose();
    expect(await answer).toBeInstanceOf(RequestError);
    await gone();
  });
});

const plane = { origin: new Float64Array(2), first: Float64Array.of(1, 0), second: Float64Array.of(0, 1) };
const grid = { plane, box: [-2, 2, -2, 2] as const, size: 32, optimizer: { id: 'sgd', options: { learningRate: 0.05 } } };
/** One start that never settles within the steps. */
const settleAt = (loss: ReturnType<typeof target>, steps: number) => ({
  ...{ target: loss, ...grid, optimizer: { id: 'sgd', options: { learningRate: 1e-12 } } },
  ...{ steps, cells: Uint32Array.of(5) },
});

describe('a sweep for basins', { timeout: 60_000 }, () => {
  it('goes from coarse to fine and ends with every start followed', async () => {
    const seen: Basins[] = [];
    const found = await client().sweep(
      'basins',
      { target: target(wells), ...grid, steps: 500 },
      { onPartial: (known) => seen.push(known) },
    );
    expect(found.done).toBe(1);
    expect(found.attractors.map(({ at }) => Math.round(at[0]))).toEqual([-1, 1]);
    expect(found.bestShare).toBeGreaterThan(0.5);
    expect(seen[0].done).toBe(0.25);
    expect(seen[0].attractor.some((index) => index === -3)).toBe(false);
  });

  it('is cancelled at once', async () => {
    const controller = new AbortController();
    const slow = { ...grid, optimizer: { id: 'sgd', options: { learningRate: 1e-9 } }, steps: 1e6 };
    const answer = client(1).sweep('basins', { target: target(wells), ...slow }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 800);
    await expect(answer).rejects.toBeInstanceOf(CancelledError);
  });

  it('says what the code throws when it does so everywhere', async () => {
    const throwing = target(
      "/** @start [0, 0] */\nexport const loss = (x: number, y: number): number => { throw new Error('no luck'); };\n",
    );
    const answer = client(1).sweep('basins', { target: throwing, ...grid, steps: 5 });
    await expect(answer).rejects.toMatchObject({ problem: { message: expect.stringContaining('no luck'), location: { line: 2 } } });
  });

  it('refuses sizes that can not be refined from 16, and options that there are not', async () => {
    const engine = client(1);
    const loss = target(wells);
    await expect(engine.sweep('basins', { target: loss, ...grid, size: 20, steps: 5 })).rejects.toMatchObject({
      problem: { code: 'bad-input' },
    });
    const optimizer = { id: 'sgd', options: { speed: 3 } };
    await expect(engine.sweep('basins', { target: loss, ...grid, optimizer, steps: 5 })).rejects.toMatchObject({
      problem: { code: 'bad-input', message: expect.stringContaining('speed') },
    });
  });
});

/** Curvatures 1 and 9, from where λᵢxᵢ are alike: 2/(1 + 9) is best. */
const quadratic = '/** @start [1, 1 / 9] */\nexport const loss = (x: number, y: number): number => 0.5 * x * x + 4.5 * y * y;\n';

describe('a search', { timeout: 60_000 }, () => {
  const params = (loss: ReturnType<typeof target>, more: Partial<SearchParams> = {}): SearchParams => ({
    ...{ target: loss, optimizer: { id: 'sgd', options: {} }, options: [{ name: 'learningRate', range: [1e-3, 1] }] },
    ...{ strategy: 'halving', trials: 12, steps: 90, seed: 4, judgement: 'final', ...more },
  });

  it('comes to the same with one worker and with three, and finds the best rate of a quadratic', async () => {
    const loss = target(quadratic);
    const one = await client(1).sweep('search', params(loss));
    expect(await client(3).sweep('search', params(loss))).toEqual(one);
    expect(one.best?.options.learningRate).toBeGreaterThan(0.17);
    expect(one.best?.options.learningRate).toBeLessThan(0.222);
    expect(one.done).toBe(1);
    expect(one.space).toEqual([{ kind: 'number', name: 'learningRate', range: [1e-3, 1], scale: 'log' }]);
    expect(one.trials.reduce((sum, { budget }) => sum + budget, 0)).toBeLessThanOrEqual(12 * 90);
  });

  it('is cancelled at once, and goes on with what was finished to the same end', async () => {
    const engine = client(2);
    const loss = target(quadratic);
    const asked = params(loss, { strategy: 'random', trials: 60, steps: 2000 });
    const seen: SearchReport[] = [];
    const controller = new AbortController();
    const onPartial = (known: SearchReport) => {
      seen.push(known);
      if (known.trials.length > 2) controller.abort();
    };
    await expect(engine.sweep('search', asked, { signal: controller.signal, onPartial })).rejects.toBeInstanceOf(CancelledError);
    const { trials, source } = seen[seen.length - 1];
    expect(trials.length).toBeLessThanOrEqual(60);
    const goneOn = await engine.sweep('search', { ...asked, earlier: { trials, source } });
    expect(goneOn).toEqual(await engine.sweep('search', asked));
  });

  it('does not go on with trials of another text', async () => {
    const engine = client(1);
    const loss = target(quadratic);
    const { trials, source } = await engine.sweep('search', params(loss));
    engine.sync([{ file: loss.file, text: quadratic.replace('4.5', '5') }]);
    const some = { trials: trials.slice(1), source };
    await expect(engine.sweep('search', params(loss, { earlier: some }))).rejects.toMatchObject({
      problem: { message: expect.stringContaining('has changed') },
    });
    engine.sync([{ file: loss.file, text: undefined }]);
    expect((await engine.sweep('search', params(loss, { earlier: some }))).trials).toEqual(trials);
  });

  it('searches the options of a schedule, and batches of data judged by held-out examples', async () => {
    const data = `
type Example = { x: number; y: number };
export const line: Example[] = Array.from({ length: 40 }, (_, i) => ({ x: Math.sin(i), y: 2 * Math.sin(i) + 0.1 * Math.cos(7 * i) }));
/** @data line
 *  @start 0 */
export const loss = (w: number, batch: Example[]): number => batch.reduce((sum, { x, y }) => sum + (w * x - y) ** 2, 0) / batch.length;
`;
    const found = await client(2).sweep(
      'search',
      params(target(data), {
        schedule: { id: 'exponential', options: {} },
        options: [{ name: 'learningRate' }, { name: 'schedule.gamma', range: [0.9, 1] }],
        ...{ strategy: 'random', trials: 20, steps: 60, training: { batchSize: 5, validation: 0.25 } },
      }),
    );
    expect(found.trials).toHaveLength(20);
    expect(found.best?.loss).toBeLessThan(0.02);
    expect(Object.keys(found.best?.options ?? {})).toEqual(['learningRate', 'schedule.gamma']);
  });

  it('says what the code throws when it does so in every trial, and refuses what there is not', async () => {
    const engine = client(1);
    const throwing = target("export const loss = (x: number): number => { throw new Error('no luck'); };\n");
    await expect(engine.sweep('search', params(throwing))).rejects.toMatchObject({
      problem: { message: expect.stringContaining('no luck') },
    });
    const loss = target(quadratic);
    for (const [wrong, words] of [
      [{ options: [{ name: 'speed' }] }, 'speed'],
      [{ options: [] }, 'Nothing is searched'],
      [{ strategy: 'annealing' }, 'annealing'],
      [{ optimizer: { id: 'sgd', options: { momentum: -1 } } }, 'momentum'],
    ] as const) {
      await expect(engine.sweep('search', params(loss, wrong))).rejects.toMatchObject({
        problem: { code: 'bad-input', message: expect.stringContaining(words) },
      });
    }
  });
});
