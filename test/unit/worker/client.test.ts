import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError, RequestError } from '../../../src/protocol/channel';
import type { Problem } from '../../../src/protocol/model';
import { EngineClient } from '../../../src/worker/client';
import { temporaryFolder } from '../temporaryFolder';

const workerFile = path.resolve('dist/worker.js');
let folder: string;
let client: EngineClient;

beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => client.dispose());

function start(timeLimit = 400): EngineClient {
  client = new EngineClient({ workerFile, timeLimit: () => timeLimit, workspaceFolders: [folder] });
  return client;
}

let count = 0;
/** Writes a module of its own and gives its path. */
function source(text: string): string {
  const file = path.join(folder, `loss-${++count}.ts`);
  writeFileSync(file, text);
  return file;
}

async function problemOf(answer: Promise<unknown>): Promise<Problem> {
  const error = await answer.then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RequestError)) throw error;
  return error.problem;
}

const bowl = 'export function bowl(x: number, y: number): number {\n  return x * x + 3 * y * y;\n}\n';

describe('the engine in its worker thread', { timeout: 60_000 }, () => {
  it('lists, describes and reads out a loss', async () => {
    const target = { file: source(`/** A bowl.\n * @start [1, 2]\n */\n${bowl}`), function: 'bowl' };
    const engine = start();
    const { losses } = await engine.request('losses', { file: target.file });
    expect(losses).toMatchObject([
      { name: 'bowl', signature: '(x: number, y: number)', takesData: false, location: { line: 4, column: 17 } },
    ]);
    const description = await engine.request('describe', { target });
    expect(description).toMatchObject({ n: 2, coordinates: ['x', 'y'], startOrigin: '@start', derivatives: 'exact', warnings: [] });
    expect([...description.start]).toEqual([1, 2]);
    const readout = await engine.request('readout', { target });
    expect(readout).toMatchObject({ loss: 13, conditionNumber: 3, definiteness: 'positive definite', critical: false, inertia: [2, 0, 0] });
    expect([...readout.gradient]).toEqual([2, 12]);
    expect([...(readout.hessian ?? [])]).toEqual([2, 0, 0, 6]);
  });

  it('draws starts anew, by seed and initialiser', async () => {
    const text = 'export function loss(W: number[][], b: number): number {\n  return W[1][2] * b;\n}\n';
    const target = { file: source(text), function: 'loss' };
    const engine = start();
    const { start: own, startDrawn } = await engine.request('describe', { target });
    const starts = await engine.request('drawStarts', { target, seeds: [1, 2, 1] });
    expect(startDrawn).toBe(true);
    expect(starts[0]).toEqual(own);
    expect(starts[2]).toEqual(own);
    expect(starts[1]).not.toEqual(own);
    const init = { id: 'constant', options: { value: 0.5 } };
    expect(await engine.request('drawStarts', { target, seeds: [3], init })).toEqual([new Float64Array(7).fill(0.5)]);
    const wild = engine.request('drawStarts', { target, seeds: [3], init: { id: 'wild', options: {} } });
    await expect(wild).rejects.toMatchObject({ problem: { code: 'bad-input' } });
  });

  it('counts the examples of a loss over data', async () => {
    const data = 'export const rows = [1, 2, 4];\n/** @data rows */\n';
    const loss = 'export const loss = (w: number, batch: number[]): number => batch.reduce((sum, x) => sum + (w - x) ** 2, 0);\n';
    const target = { file: source(`${data}${loss}`), function: 'loss' };
    expect(await start().request('describe', { target })).toMatchObject({ n: 1, examples: 3 });
  });

  it('sees unsaved text, and the disk again once it is dropped', async () => {
    const target = { file: source(bowl), function: 'bowl' };
    const engine = start();
    const lossAt = async () => (await engine.request('readout', { target, at: Float64Array.of(1, 1) })).loss;
    expect(await lossAt()).toBe(4);
    engine.sync([{ file: target.file, text: bowl.replace('3 *', '5 *') }]);
    expect(await lossAt()).toBe(6);
    engine.sync([{ file: target.file, text: undefined }]);
    expect(await lossAt()).toBe(4);
  });

  it('keeps the revision of a function that an edit did not concern, and changes it when an import changes', async () => {
    const helper = source('export const scale = 2;\n');
    const text = `import { scale } from './${path.basename(helper, '.ts')}';\nexport const loss = (x: number): number => scale * x * x;\n`;
    const target = { file: source(text), function: 'loss' };
    const engine = start();
    const revision = async () => (await engine.request('describe', { target })).revision;
    const first = await revision();
    engine.sync([{ file: source('export {};\n'), text: 'export const unrelated = 1;\n' }]);
    expect(await revision()).toBe(first);
    engine.sync([{ file: helper, text: 'export const scale = 7;\n' }]);
    expect(await revision()).toBeGreaterThan(first);
    expect((await engine.request('readout', { target, at: Float64Array.of(1) })).loss).toBe(7);
  });

  it.each([
    ['a loop', 'export function spin(x: number): number {\n  let s = x;\n  for (;;) {\n    s += 1;\n  }\n  return s;\n}\n', [3, 4]],
    [
      'a while loop without a block',
      'export function spin(x: number): number {\n  let s = x;\n  while (s === s) s = s + x;\n  return s;\n}\n',
      [3],
    ],
    [
      'a helper',
      'function helper(): number {\n  while (true) {}\n}\nexport function spin(x: number): number {\n  return x * helper();\n}\n',
      [2],
    ],
    ['the module itself', 'let s = 0;\nwhile (s >= 0) s += 1;\nexport const spin = (x: number): number => x * s;\n', [2]],
    [
      'recursion in a catch',
      'function f(): number {\n  try {\n    return f();\n  } catch {\n    return f();\n  }\n}\nexport const spin = (x: number): number => x * f();\n',
      [1, 2, 3, 4, 5],
    ],
  ])('stops %s that never ends, and names function and line', async (_, text, lines) => {
    const target = { file: source(text), function: 'spin' };
    const engine = start();
    const problem = await problemOf(engine.request('describe', { target }));
    expect(problem).toMatchObject({ code: 'time-limit', location: { file: target.file } });
    expect(problem.message).toContain('`spin` did not return within 0.4 s');
    expect(lines).toContain(problem.location?.line);
    engine.sync([{ file: target.file, text: 'export const spin = (x: number): number => x * x;\n' }]);
    expect((await engine.request('readout', { target, at: Float64Array.of(3) })).loss).toBe(9);
  });

  it('asks again for those who were only standing by when another function was stopped', async () => {
    const spin = {
      file: source('export function spin(x: number): number {\n  while (x === x) x = x + 0;\n  return x;\n}\n'),
      function: 'spin',
    };
    const calm = { file: source(bowl), function: 'bowl' };
    const engine = start();
    const [stopped, answer] = await Promise.all([
      problemOf(engine.request('describe', { target: spin })),
      engine.request('readout', { target: calm, at: Float64Array.of(1, 0) }),
    ]);
    expect(stopped.code).toBe('time-limit');
    expect(answer.loss).toBe(1);
  });

  it('goes on with run, picture and search for points where another function is stopped or the engine restarted', async () => {
    const target = {
      file: source('export const hills = (x: number, y: number): number => Math.sin(3 * x) * Math.cos(2 * y) + x * x + y * y;\n'),
      function: 'hills',
    };
    const engine = start();
    const run = {
      start: Float64Array.of(1, 1),
      optimizer: { id: 'sgd', options: { learningRate: 0.05 } },
      steps: 400,
      tolerance: 0,
      curvature: true,
    };
    const plane = { origin: Float64Array.of(0, 0), first: Float64Array.of(1, 0), second: Float64Array.of(0, 1) };
    const box: [number, number][] = [
      [-2, 2],
      [-2, 2],
    ];
    const ask = () =>
      Promise.all([
        engine.request('descend', { target, ...run }),
        engine.request('picture', { target, paths: [run], focus: 0, step: 400, map: { plane, box: [-2, 2, -2, 2], size: 81 } }),
        engine.request('criticalPoints', { target, box }),
      ]);
    const undisturbed = await ask();
    const spin = {
      file: source('export function spin(x: number): number {\n  while (x === x) x = x + 0;\n  return x;\n}\n'),
      function: 'spin',
    };
    const stopped = problemOf(engine.request('describe', { target: spin }));
    const again = ask();
    expect((await stopped).code).toBe('time-limit');
    expect(await again).toEqual(undisturbed);
    const underWay = ask();
    engine.restart();
    expect(await underWay).toEqual(undisturbed);
  });

  it('keeps nothing of the versions of a function that edits have replaced', async () => {
    const target = { file: source(bowl), function: 'bowl' };
    const told: unknown[] = [];
    const spawn = (file: string, options: WorkerOptions) => {
      const worker = new Worker(file, options);
      worker.on('message', (message: unknown) => told.push(message));
      return worker;
    };
    client = new EngineClient({ workerFile, timeLimit: () => 400, workspaceFolders: [folder], spawn });
    const revisions = new Set<number>();
    for (let k = 0; k < 8; k++) {
      client.sync([{ file: target.file, text: bowl.replace('3', String(k)) }]);
      revisions.add((await client.request('describe', { target })).revision);
    }
    expect(revisions.size).toBe(8);
    expect(told.filter((message) => JSON.stringify(message).includes('"owner"'))).toEqual([
      { kind: 'event', name: 'owner', value: { id: 1, target } },
    ]);
  });

  it('answers for text that was mended while the function was still running, with a revision of its own', async () => {
    const good = 'export function spin(x: number): number {\n  return x * x;\n}\n';
    const target = { file: source(good), function: 'spin' };
    const engine = start();
    const { revision } = await engine.request('describe', { target });
    engine.sync([{ file: target.file, text: good.replace('return', 'while (x === x) x = x + 0;\n  return') }]);
    const hung = engine.request('describe', { target });
    await new Promise((resolve) => setTimeout(resolve, 150)); // it runs by now
    engine.sync([{ file: target.file, text: good.replace('x * x', '5 * x * x') }]);
    const mended = await engine.request('describe', { target });
    expect((await hung).revision).toBe(mended.revision);
    expect(mended.revision).toBeGreaterThan(revision);
    expect((await engine.request('readout', { target, at: Float64Array.of(2) })).loss).toBe(20);
  });

  it('restarts when asked to: what was under way is asked again', async () => {
    const target = { file: source(bowl), function: 'bowl' };
    const engine = start();
    const { revision } = await engine.request('describe', { target });
    const asked = engine.request('readout', { target, at: Float64Array.of(1, 0) });
    engine.restart();
    expect((await asked).loss).toBe(1);
    expect((await engine.request('describe', { target })).revision).toBeGreaterThan(revision);
  });

  it('does not run a function again that was stopped until some text changes', async () => {
    const target = {
      file: source('export function spin(x: number): number {\n  while (x === x) x = x + 0;\n  return x;\n}\n'),
      function: 'spin',
    };
    const engine = start();
    const first = await problemOf(engine.request('describe', { target }));
    const before = performance.now();
    expect(await problemOf(engine.request('describe', { target }))).toEqual(first);
    expect(performance.now() - before).toBeLessThan(300); // the limit was not waited for again
  });

  it("does not stop long work that is the engine's own", async () => {
    const target = { file: source(bowl), function: 'bowl' };
    const engine = start(100);
    const optimizer = { id: 'sgd', options: { learningRate: 1e-6 } };
    const run = await engine.request('descend', { target, optimizer, steps: 60_000, tolerance: 0, curvature: true, every: 1000 });
    expect(run.steps.at(-1)).toBe(60_000);
  });

  it('gives up work that the caller cancels', async () => {
    const target = { file: source(bowl), function: 'bowl' };
    const engine = start();
    await engine.request('describe', { target });
    const controller = new AbortController();
    const optimizer = { id: 'sgd', options: { learningRate: 1e-6 } };
    const answer = engine.request(
      'descend',
      { target, optimizer, steps: 1_000_000, tolerance: 0, curvature: true },
      { signal: controller.signal },
    );
    controller.abort();
    await expect(answer).rejects.toBeInstanceOf(CancelledError);
    expect((await engine.request('readout', { target, at: Float64Array.of(0, 0) })).kind).toBe('minimum');
  });

  it('streams a surface from coarse to fine', async () => {
    const target = { file: source(bowl), function: 'bowl' };
    const plane = { origin: Float64Array.of(0, 0), first: Float64Array.of(1, 0), second: Float64Array.of(0, 1) };
    const sizes: number[] = [];
    const surface = await start().request(
      'surface',
      { target, plane, box: [-1, 1, -2, 2], size: 81 },
      { onPartial: ({ size }) => sizes.push(size) },
    );
    expect(sizes).toEqual([21, 41]);
    expect(surface.size).toBe(81);
    expect(surface.values[0]).toBe(13);
    expect(surface.bands.length).toBeGreaterThan(8);
  });

  it.each<[string, string, Partial<Problem> & { line: number }]>([
    ['throws', 'export function loss(x: number): number {\n  throw new RangeError("no loss at " + x);\n}\n', { code: 'threw', line: 2 }],
    [
      'returns a string',
      'export function loss(x: number): number {\n  return String(x) as unknown as number;\n}\n',
      { code: 'not-a-number', line: 1 },
    ],
    [
      'returns nothing',
      'export function loss(x: number): number {\n  if (x > 1e9) return x;\n  return undefined as never;\n}\n',
      { code: 'not-a-number', line: 1 },
    ],
    ['is not TypeScript', 'export function loss(x: number): number {\n  return x +;\n}\n', { code: 'syntax', line: 2 }],
    [
      'imports what is not there',
      "import { a } from './gone';\nexport const loss = (x: number): number => a * x;\n",
      { code: 'import-missing', line: 1 },
    ],
    ['needs a start', 'export function loss(w: number[][]): number {\n  return w[w.length][0];\n}\n', { code: 'start-unknown', line: 1 }],
  ])('says what, where and what to do when the loss %s', async (_, text, expected) => {
    const target = { file: source(text), function: 'loss' };
    const { line, code } = expected;
    expect(await problemOf(start().request('describe', { target }))).toMatchObject({ code, location: { file: target.file, line } });
  });

  it('describes a loss that is NaN at the start, with a warning at the expression', async () => {
    const target = {
      file: source('/** @start [-1] */\nexport function loss(x: number): number {\n  return Math.sqrt(x) + x * x;\n}\n'),
      function: 'loss',
    };
    const engine = start();
    const { warnings } = await engine.request('describe', { target });
    expect(warnings).toMatchObject([{ code: 'first-non-finite', location: { line: 3, column: 10 } }]);
    expect(warnings[0].message).toContain('NaN at the start');
    const { warnings: elsewhere } = await engine.request('readout', { target, at: Float64Array.of(-2) });
    expect(elsewhere).toMatchObject([
      { code: 'first-non-finite', message: expect.stringContaining('NaN here'), location: { line: 3, column: 10 } },
    ]);
    expect((await engine.request('readout', { target, at: Float64Array.of(2) })).warnings).toEqual([]);
  });

  it('says that a loss draws random numbers, and where, and checks no gradient of it', async () => {
    const text = 'export function noisy(x: number): number {\n  const kick = Math.random();\n  return x * x + kick * x;\n}\n';
    const target = { file: source(text), function: 'noisy' };
    const engine = start();
    const { derivatives, warnings } = await engine.request('describe', { target });
    expect(derivatives).toBe('exact');
    expect(warnings).toMatchObject([{ code: 'not-deterministic', location: { line: 2, column: 16, endLine: 2, endColumn: 29 } }]);
    const problem = await problemOf(engine.request('check', { target }));
    expect(problem).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('another at every evaluation'),
      location: { line: 2 },
    });
  });

  it('labels what cannot be traced as numeric, and names the place', async () => {
    const text =
      'export function loss(x: number): number {\n  const buffer = new Float32Array(1);\n  buffer[0] = x * x;\n  return buffer[0] + x;\n}\n';
    const target = { file: source(text), function: 'loss' };
    const engine = start();
    const { derivatives, warnings } = await engine.request('describe', { target });
    expect(derivatives).toBe('numeric');
    expect(warnings).toMatchObject([{ code: 'numeric-derivatives', location: { line: 3 } }]);
  });

  it('takes a loss over much data in batches, exactly, and says so', async () => {
    const text = [
      'export const rows = Array.from({ length: 2000 }, (_, i) => Math.sin(i));',
      '/** @data rows\n * @start [2, 1] */',
      'export function loss(w: [number, number], data: number[]): number {',
      '  let t = 0;',
      '  for (const x of data) for (let k = 0; k < 600; k++) t += w[0] * x + w[1] * w[1];',
      '  return t / (600 * data.length) + w[0] ** 3;',
      '}',
    ];
    const target = { file: source(text.join('\n')), function: 'loss' };
    const engine = start(10_000);
    const { derivatives, warnings } = await engine.request('describe', { target });
    expect(derivatives).toBe('exact');
    expect(warnings).toMatchObject([
      { code: 'batched-derivatives', message: expect.stringContaining('batches of at most'), location: { line: 4 } },
    ]);
    const { gradient, hessian } = await engine.request('readout', { target, at: Float64Array.of(2, 1) });
    const mean = Array.from({ length: 2000 }, (_, i) => Math.sin(i)).reduce((sum, x) => sum + x, 0) / 2000;
    expect(gradient[0]).toBeCloseTo(mean + 12, 11);
    expect(gradient[1]).toBeCloseTo(2, 11);
    expect([...(hessian ?? [])].map((h) => Math.round(h * 1e9) / 1e9)).toEqual([12, 0, 0, 2]);
  }, 60_000);

  it('follows the coefficients over the strength of a penalty, sparing what the source names', async () => {
    const text =
      '/** @unpenalized b */\nexport const loss = (w: [number, number], b: number): number => (w[0] - 3) ** 2 + (w[1] - 1) ** 2 + (b - 5) ** 2;\n';
    const target = { file: source(text), function: 'loss' };
    let partials = 0;
    const request = { target, penalty: { id: 'l1', options: {} }, start: new Float64Array(3) };
    const { strengths, solutions } = await start().request('coefficientPath', request, { onPartial: () => partials++ });
    expect(partials).toBe(strengths.length);
    // Soft thresholding by hand: w = max(|target| − α/2, 0).
    strengths.forEach((alpha, k) => {
      const expected = [Math.max(3 - alpha / 2, 0), Math.max(1 - alpha / 2, 0), 5];
      expected.forEach((value, i) => {
        expect(solutions[3 * k + i]).toBeCloseTo(value, 6);
      });
    });
    expect(strengths[0]).toBeCloseTo(6, 6);
  });

  it('previews a schedule and averages a curve', async () => {
    const engine = start();
    const schedule = { id: 'step', options: { stepSize: 2, gamma: 0.5 } };
    expect([...(await engine.request('scheduleRates', { schedule, learningRate: 1, steps: 5 }))]).toEqual([1, 1, 0.5, 0.5, 0.25]);
    const { corrected, uncorrected } = await engine.request('averages', { values: Float64Array.of(4, 4), beta: 0.5 });
    expect([...uncorrected]).toEqual([2, 3]);
    expect([...corrected]).toEqual([4, 4]);
  });

  it('refuses what is not a function of the file', async () => {
    const target = { file: source(bowl), function: 'bowls' };
    expect(await problemOf(start().request('describe', { target }))).toMatchObject({ code: 'no-loss' });
  });

  it('answers for a file of 20,000 lines', async () => {
    const filler = Array.from({ length: 20_000 }, (_, i) => `const value${i} = ${i} * 2;`).join('\n');
    const target = { file: source(`${filler}\n${bowl}`), function: 'bowl' };
    const engine = start(2000);
    expect((await engine.request('losses', { file: target.file })).losses).toHaveLength(1);
    expect((await engine.request('readout', { target, at: Float64Array.of(1, 1) })).loss).toBe(4);
  });
});
