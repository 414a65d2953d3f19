import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { version } from '../../../package.json';
import { temporaryFolder } from '../temporaryFolder';
import { bundleProgram, runProgram } from './program';
import { parseXml } from './xml';

vi.setConfig({ testTimeout: 60_000 });

let program: string;
let folder: string;

const files: Readonly<Record<string, string>> = {
  'losses.ts': [
    'export function rosenbrock(x: number, y: number): number {',
    '  return 100 * (y - x * x) ** 2 + (1 - x) ** 2;',
    '}',
    '/** @start {"w": [0.5, 1], "b": 0} */',
    'export const ridge = ({ w, b }: { w: number[]; b: number }): number => w[0] ** 2 + 3 * w[1] ** 2 + (b - 1) ** 2 + Math.abs(w[0] * b);',
    '',
  ].join('\n'),
  'one.ts': 'export const bowl = (x: number): number => (x - 2) ** 2;\n',
  'none.ts': 'export const greet = (name: string): string => name.trim();\n',
  'broken.ts': 'export function loss(x: number): number {\n  return x +;\n}\n',
  'missing.ts': "import { scale } from './nowhere';\n\nexport const loss = (x: number): number => scale * x;\n",
  'endless.ts': 'export function loss(x: number): number {\n  while (true) {\n    x += 1;\n  }\n}\n',
  'length.ts':
    'export function loss(w: number[]): number {\n  let sum = 0;\n  for (let i = 0; i <= w.length; i++) sum += w[i] ** 2;\n  return sum;\n}\n',
  'throwing.ts': 'export function loss(x: number): number {\n  if (x < 10) throw new Error("too small");\n  return x;\n}\n',
  'undefined.ts': '/** @start [-1] */\nexport const loss = (x: number): number => Math.log(x);\n',
  'single.ts': 'export function loss(x: number): number {\n  const [y] = new Float32Array([x]);\n  return x * y;\n}\n',
  'text.ts': 'export function loss(x: number): number {\n  return String(x) as unknown as number;\n}\n',
};

beforeAll(async () => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'deep'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  program = await bundleProgram();
}, 60_000);

const run = (...words: string[]) => runProgram(program, words, folder);
async function json(...words: string[]) {
  const { code, out, err } = await run(...words, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

describe('the program', () => {
  it('tells its version', async () => expect(await run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' }));

  it('lists losses with their places and starts', async () => {
    const { losses } = await json('list', 'losses.ts');
    expect(losses).toMatchObject([
      { name: 'rosenbrock', line: 1, column: 17, n: 2, data: false },
      { name: 'ridge', line: 5, column: 14, n: 3, start: [0.5, 1, 0], data: false },
    ]);
    expect(losses[0].parameters.map(({ name }: { name: string }) => name)).toEqual(['x', 'y']);
  });

  it('lists a loss whose start is unknown, with the reason', async () => {
    const { losses } = JSON.parse((await run('list', 'length.ts', '--json')).out);
    expect(losses).toMatchObject([{ name: 'loss', n: null, start: null, problem: { code: 'start-unknown', line: 1 } }]);
  });

  it('takes points flat and in the shape of the parameters', async () => {
    const flat = await json('inspect', 'losses.ts#ridge', '--at', '[1, 2, -1]');
    const shaped = await json('inspect', 'losses.ts#ridge', '--at', '{"w": [1, 2], "b": -1}');
    expect(flat).toEqual(shaped);
    expect(flat).toMatchObject({ function: 'ridge', n: 3, at: [1, 2, -1], loss: 18, gradient: [3, 12, -5], derivatives: 'exact' });
  });

  it('refuses points that are not finite', async () => {
    for (const at of ['[1, 1e999]', '{"x": -1e999, "y": 1}']) {
      const { code, err } = await run('inspect', 'losses.ts#rosenbrock', '--at', at);
      expect(code).toBe(2);
      expect(err).toContain('--at takes finite numbers');
    }
  });

  it('says that the loss is NaN, and where', async () => {
    const { code, out, err } = await run('inspect', 'undefined.ts');
    expect(code).toBe(0);
    expect(out).toMatch(/^the loss is NaN here$/m);
    expect(out).toMatch(/loss L +NaN/);
    expect(err).toContain('undefined.ts:2:44: The loss is NaN at the start');
  });

  it('checks no gradient where the loss is NaN', async () => {
    const { code, err } = await run('check', 'undefined.ts');
    expect(code).toBe(2);
    expect(err).toContain("undefined.ts:2:44: The gradient can't be checked where the loss is NaN");
    expect((await run('check', 'one.ts')).out).toMatch(/^the gradient is right: relative error/m);
  });

  it('says why derivatives are numeric, and where', async () => {
    const { derivatives, warnings } = JSON.parse((await run('inspect', 'single.ts', '--json')).out);
    expect(derivatives).toBe('numeric');
    expect(warnings).toMatchObject([{ code: 'numeric-derivatives', line: 2, column: 15 }]);
  });

  it('says where the loss is not smooth', async () => {
    const { nonSmooth } = await json('inspect', 'losses.ts#ridge', '--at', '[0, 1, 1]');
    expect(nonSmooth).toMatchObject([{ file: join(folder, 'losses.ts'), line: 5, expression: 'Math.abs(w[0] * b)' }]);
  });

  it('descends to the minimum', async () => {
    const outcome = await json(
      'descend',
      'losses.ts#rosenbrock',
      '--start',
      '[-1.2,1]',
      '--optimizer',
      'lbfgs',
      '--set',
      'lineSearch=strongWolfe',
      '--require-converged',
      '--set',
      'toleranceChange=0',
      '--set',
      'toleranceGrad=0',
    );
    expect(outcome).toMatchObject({ optimizer: 'lbfgs', stopped: 'converged', kind: 'minimum' });
    expect(outcome.params[0]).toBeCloseTo(1, 9);
    expect(outcome.steps[0].params).toEqual([-1.2, 1]);
  });

  it('exits 1 when no minimum was reached', async () => {
    expect(await run('descend', 'one.ts', '--optimizer', 'sgd', '--steps', '3', '--require-converged')).toMatchObject({
      code: 1,
      err: 'saddlescope: No minimum was reached: 3 steps.\n',
    });
  });

  it('finds critical points', async () => {
    const found = await json('critical', 'losses.ts#rosenbrock', '--box', '[[-2,2],[-1,3]]');
    expect(found.counts).toEqual({ minimum: 1, saddle: 0, maximum: 0, degenerate: 0 });
    expect(found.points[0].at[1]).toBeCloseTo(1, 9);
  });

  it('plots into folders that do not exist yet', async () => {
    await json('plot', 'losses.ts#rosenbrock', '--out', 'new/plot.svg', '--optimizer', 'adam');
    await json('plot', 'one.ts', '--out', 'new/plot.png', '--optimizer', 'sgd');
    await json('plot', 'losses.ts#ridge', '--out', 'new/plot.html', '--plane', 'w[1],b', '--optimizer', 'sgd');
    expect(parseXml(readFileSync(join(folder, 'new/plot.svg'), 'utf8')).name).toBe('svg');
    expect(readFileSync(join(folder, 'new/plot.png')).subarray(1, 4).toString()).toBe('PNG');
    expect(readFileSync(join(folder, 'new/plot.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });
});

describe('bad input', () => {
  it.each([
    ['an unknown command', ['inspct', 'one.ts'], /^saddlescope: There is no command "inspct".\n {2}Did you mean inspect\?/],
    ['no such file', ['list', 'lost.ts'], /^saddlescope: lost.ts does not exist/],
    ['no loss in the file', ['inspect', 'none.ts'], /^none\.ts:1:1: There is no loss function/],
    ['several losses', ['inspect', 'losses.ts'], /^losses\.ts:1:17: There are 2 losses[\s\S]*rosenbrock[\s\S]*ridge/],
    ['a syntax error', ['inspect', 'broken.ts'], /^broken\.ts:2:13: .*expected/i],
    ['a missing import', ['inspect', 'missing.ts'], /^missing\.ts:1:\d+: .*nowhere/],
    ['a length that nobody knows', ['inspect', 'length.ts'], /^length\.ts:1:22: .*`w`[\s\S]*@start/],
    ['a loss that throws', ['inspect', 'throwing.ts', '--at', '[1]'], /^throwing\.ts:2:\d+: .*too small/],
    ['a loss that returns no number', ['inspect', 'text.ts', '--at', '[1]'], /^text\.ts:\d+:\d+: .+/],
    ['a point of the wrong length', ['inspect', 'losses.ts#rosenbrock', '--at', '[1,2,3]'], /2/],
    ['a point of the wrong shape', ['inspect', 'losses.ts#ridge', '--at', '{"w": [1, 2]}'], /.+/],
    ['an option out of range', ['descend', 'one.ts', '--optimizer', 'sgd', '--set', 'learningRate=-1'], /learningRate/],
  ])('%s', async (_, words, message) => {
    const { code, out, err } = await run(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('an endless loop is stopped at the limit, and its line named', async () => {
    const started = performance.now();
    const { code, err } = await run('inspect', 'endless.ts', '--time-limit', '0.3');
    expect(code).toBe(2);
    expect(err).toMatch(/^endless\.ts:[23]:\d+: .*`loss` did not return within 0.3 s[\s\S]*--time-limit/);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
