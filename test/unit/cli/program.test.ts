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
  'greedy.ts':
    'export function loss(x: number): number {\n  const a: number[][] = [];\n  for (;;) a.push(new Array<number>(1e5).fill(x));\n}\n',
  'endless.ts': 'export function loss(x: number): number {\n  while (true) {\n    x += 1;\n  }\n}\n',
  'length.ts':
    'export function loss(w: number[]): number {\n  let sum = 0;\n  for (let i = 0; i <= w.length; i++) sum += w[i] ** 2;\n  return sum;\n}\n',
  'throwing.ts': 'export function loss(x: number): number {\n  if (x < 10) throw new Error("too small");\n  return x;\n}\n',
  'undefined.ts': '/** @start [-1] */\nexport const loss = (x: number): number => Math.log(x);\n',
  'single.ts': 'export function loss(x: number): number {\n  const [y] = new Float32Array([x]);\n  return x * y;\n}\n',
  'data.ts': [
    'interface Example { readonly x: number; readonly y: number }',
    'export const line: Example[] = Array.from({ length: 23 }, (_, i) => ({ x: Math.sin(i), y: 2 * Math.sin(i) - 1 + 0.1 * Math.cos(7 * i) }));',
    'const apart: Example[] = [{ x: 0.3, y: -0.3 }, { x: -0.7, y: -2.5 }];',
    'const mean = (of: number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;',
    '/** @data line',
    ' * @start [0, 0] */',
    'export const fit = ([w, b]: [number, number], batch: Example[]): number => mean(batch.map(({ x, y }) => (w * x + b - y) ** 2));',
    '/** @data line',
    ' * @start [0, 0]',
    ' * @validation apart */',
    'export const judged = ([w, b]: [number, number], batch: Example[]): number => fit([w, b], batch);',
    'export const table = { x: [1, 2, 3, 4, 5], y: Float64Array.of(2, 4, 6, 8, 10) };',
    '/** @data table',
    ' * @start 0 */',
    'export const tabled = (w: number, { x, y }: typeof table): number => mean(x.map((xi, i) => (w * xi - y[i]) ** 2));',
    '/** @data ragged */',
    'export const uncut = (w: number, data: { a: number[]; b: number[] }): number => data.a.length * w ** 2 + data.b[0];',
    'export const ragged = { a: [1, 2], b: [1] };',
    '',
  ].join('\n'),
  'samples.json': '[{ "x": 0, "y": 1 }, { "x": 1, "y": 3 }, { "x": 2, "y": 4 }, { "x": 3, "y": 7 }, { "x": 4, "y": 9 }]',
  'origins.ts': [
    "import samples from './samples.json';",
    'type Batch = { x: number; y: number }[];',
    'const mean = (of: number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;',
    'const kept: Batch = [0, 1, 2, 3, 4].map((x) => ({ x, y: [1, 3, 4, 7, 9][x] }));',
    'export const apart = [{ x: 0.5, y: 2 }, { x: 2.5, y: 6 }];',
    'export function make(): Batch { return kept.map((row) => ({ ...row })); }',
    'export const columns = () => ({ x: kept.map(({ x }) => x), y: kept.map(({ y }) => y) });',
    '/** @data samples',
    ' * @start [0, 0]',
    ' * @validation apart */',
    'export const imported = ([w, b]: [number, number], batch: Batch): number => mean(batch.map(({ x, y }) => (w * x + b - y) ** 2));',
    '/** @data kept',
    ' * @start [0, 0]',
    ' * @validation apart */',
    'export const constant = ([w, b]: [number, number], batch: Batch): number => imported([w, b], batch);',
    '/** @data make',
    ' * @start [0, 0]',
    ' * @validation apart */',
    'export const made = ([w, b]: [number, number], batch: Batch): number => imported([w, b], batch);',
    '/** @data columns',
    ' * @start [0, 0] */',
    'export const inColumns = ([w, b]: [number, number], { x, y }: { x: number[]; y: number[] }): number =>',
    '  imported([w, b], x.map((xi, i) => ({ x: xi, y: y[i] })));',
    '',
  ].join('\n'),
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

  it('draws a start by initialiser and seed; one that is written stands', async () => {
    const drawn = await json('inspect', 'one.ts', '--seed', '7');
    expect(drawn.at).not.toEqual((await json('inspect', 'one.ts')).at);
    expect((await json('descend', 'one.ts', '--optimizer', 'sgd', '--seed', '7')).steps[0].params).toEqual(drawn.at);
    expect((await json('inspect', 'losses.ts#ridge', '--seed', '7')).at).toEqual([0.5, 1, 0]);
    expect((await json('inspect', 'losses.ts#ridge', '--init', 'constant=0.25')).at).toEqual([0.25, 0.25, 0.25]);
    const { code, err } = await run('inspect', 'one.ts', '--init', 'het-normal');
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('he-normal') });
    expect(await run('inspect', 'one.ts', '--init', 'zeros', '--at', '1')).toMatchObject({ code: 2 });
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

  describe('varies a constant', () => {
    const steep = '/** @start [1] */\nexport const steep = (x: number): number => slope * x * x;\nconst slope: number = 3; // as it is\n';

    it('in what the engine reads, and not in the file', async () => {
      writeFileSync(join(folder, 'steep.ts'), steep);
      const words = ['--optimizer', 'sgd', '--set', 'learningRate=0.1', '--steps', '1'];
      const { rows, threshold } = await json('vary', 'steep.ts', '--constant', 'slope=1,2', ...words, '--out', 'varied.svg');
      // x ← (1 − 0.2·slope)x
      expect(rows.map(({ value, loss }: { value: number; loss: number }) => [value, loss])).toEqual([
        [1, expect.closeTo(0.64, 12)],
        [2, expect.closeTo(2 * 0.36, 12)],
      ]);
      expect(rows[1]).toMatchObject({ n: 1, conditionNumber: 1, sharpness: 4 });
      expect(threshold).toBeNull();
      expect(readFileSync(join(folder, 'steep.ts'), 'utf8')).toBe(steep);
      expect(parseXml(readFileSync(join(folder, 'varied.svg'), 'utf8')).attributes['aria-label']).toContain('Loss over slope');
    });
    it.each([
      ['nothing of that name', 'width=1,2', /no constant width/],
      ['no values', 'slope', /varies nothing/],
      ['words', 'slope=steep', /varies nothing/],
    ])('refuses %s', async (_, constant, message) => {
      writeFileSync(join(folder, 'steep.ts'), steep);
      expect(await run('vary', 'steep.ts', '--constant', constant, '--optimizer', 'sgd')).toMatchObject({
        code: 2,
        err: expect.stringMatching(message),
      });
    });
    it('marks where all examples are fitted although others are held out', async () => {
      const source = [
        'const degree = 1;',
        'export const samples = [-1, 0, 1].map((x) => ({ x, y: Math.abs(x) }));',
        'export const zeros = Array.from({ length: degree + 1 }, () => 0);',
        '/** @data samples',
        ' * @validation samples',
        ' * @start zeros */',
        'export const fit = (w: number[], batch: { x: number; y: number }[]): number =>',
        '  batch.reduce((sum, { x, y }) => sum + (w.reduce((f, wk, k) => f + wk * x ** k, 0) - y) ** 2, 0);',
      ];
      writeFileSync(join(folder, 'degrees.ts'), source.join('\n'));
      const { rows, threshold } = await json('vary', 'degrees.ts', '--constant', 'degree=0..4', '--optimizer', 'trust-region');
      // A parabola goes through three points.
      expect(threshold).toBe(2);
      expect(rows.map(({ n }: { n: number }) => n)).toEqual([1, 2, 3, 4, 5]);
    });
  });

  it('draws curves, from several starts too', async () => {
    const words = ['--optimizer', 'adam', '--steps', '20', '--curves', 'loss,learning-rate'];
    const { paths } = await json('plot', 'one.ts', '--out', 'curves.svg', ...words, '--starts', '4');
    expect(paths[0].losses).toHaveLength(4);
    const svg = readFileSync(join(folder, 'curves.svg'), 'utf8');
    expect(svg).toContain('4 starts: L from');
    expect(parseXml(svg).attributes['aria-label']).toContain('Learning rate');
    expect(await run('plot', 'one.ts', '--out', 'curves.svg', '--optimizer', 'sgd', '--curves', 'los')).toMatchObject({ code: 2 });
    expect(await run('plot', 'one.ts', '--out', 'curves.svg', '--curves', 'loss')).toMatchObject({ code: 2 });
  });

  it('draws the spectrum, and the ratios', async () => {
    const { eigenvalues } = await json('spectrum', 'losses.ts#ridge', '--at', '[1, 1, 1]', '--out', 'spectrum.svg');
    expect(eigenvalues).toHaveLength(3);
    expect(parseXml(readFileSync(join(folder, 'spectrum.svg'), 'utf8')).attributes['aria-label']).toContain('rank');
    const { points } = await json('spectrum', 'losses.ts#rosenbrock', '--ratios', '--out', 'ratios.svg');
    expect(points.filter(({ critical }: { critical: boolean }) => critical)).toMatchObject([{ kind: 'minimum', ratio: 1 }]);
  });

  describe('over data', () => {
    const sgd = (loss: string, ...words: string[]) =>
      json('descend', `data.ts#${loss}`, '--optimizer', 'sgd', '--tolerance', '0', ...words);

    it('takes one step per batch, in another order every epoch and seed, the same for the same seed', async () => {
      const words = ['--batch-size', '5', '--epochs', '2', '--seed', '3'];
      const run = await sgd('fit', ...words);
      // 23 examples in batches of 5: four, and one of 3.
      expect(run.steps).toHaveLength(1 + 2 * 5);
      expect(run.evaluations.gradient).toBe(1 + 2 * 5);
      expect(await sgd('fit', ...words)).toEqual(run);
      expect((await sgd('fit', '--batch-size', '5', '--epochs', '2', '--seed', '4')).params).not.toEqual(run.params);
      const whole = await sgd('fit', '--epochs', '2');
      expect(whole.steps[0].loss).toBe(run.steps[0].loss);
      expect(run.steps[0].batchLoss).not.toBe(run.steps[0].loss);
      expect((await sgd('fit', '--batch-size', '23', '--epochs', '2')).steps).toEqual(whole.steps);
      expect((await sgd('fit', ...words, '--steps', '3')).steps).toEqual(run.steps.slice(0, 4));
      expect((await sgd('fit', ...words, '--steps', '300')).steps).toEqual(run.steps);
    });

    it('sees every example once per epoch', async () => {
      // So slow that the steps of an epoch add up to the gradient over all, the last batch of 3 counting as much as the others.
      const rate = 1e-9;
      const { steps } = await sgd('fit', '--batch-size', '1', '--epochs', '1', '--set', `learningRate=${rate}`);
      const [whole] = (await json('inspect', 'data.ts#fit', '--at', '[0, 0]')).gradient;
      expect(-steps.at(-1).params[0] / rate / 23).toBeCloseTo(whole, 6);
    });

    it('cuts an object of arrays', async () => {
      const { params, steps } = await sgd('tabled', '--batch-size', '2', '--epochs', '60', '--set', 'learningRate=0.02');
      expect(steps).toHaveLength(1 + 60 * 3);
      expect(params[0]).toBeCloseTo(2, 6);
    });

    it.each(['constant', 'made', 'inColumns'])('takes the examples of %s as those of a JSON file', async (loss) => {
      const words = ['--optimizer', 'sgd', '--batch-size', '2', '--epochs', '4', '--set', 'learningRate=0.01'];
      const [here, there] = [await json('descend', `origins.ts#${loss}`, ...words), await json('descend', 'origins.ts#imported', ...words)];
      expect(there.steps).toHaveLength(1 + 4 * 3);
      for (const [i, value] of here.params.entries()) expect(value).toBeCloseTo(there.params[i], 12);
      expect(here.steps[0].batchLoss).toBeCloseTo(there.steps[0].batchLoss, 12);
    });

    it('judges by the exported constant that @validation names', async () => {
      const run = await json('descend', 'origins.ts#imported', '--optimizer', 'sgd', '--patience', '2', '--set', 'learningRate=0.2');
      expect(run.validation[0]).toBeCloseTo((2 ** 2 + 6 ** 2) / 2, 12);
      expect(run.validation).toHaveLength(run.steps.length);
    });

    it('stops early on held-out examples and returns to the best point', async () => {
      const words = ['--batch-size', '5', '--epochs', '500', '--validation', '0.3', '--patience', '4', '--set', 'learningRate=0.2'];
      const run = await sgd('fit', ...words);
      const best = run.validation.indexOf(Math.min(...run.validation));
      expect(run).toMatchObject({ stopped: 'early', params: run.steps[best].params, loss: run.steps[best].loss });
      // 16 examples are left to learn from: four batches an epoch.
      expect(run.steps).toHaveLength(1 + best + 4 * 4 + 1);
      const thinned = await sgd('fit', ...words, '--every', '1000');
      expect(thinned).toMatchObject({ params: run.params, loss: run.loss });
    });

    it('judges by what @validation names', async () => {
      const { validation } = await sgd('judged', '--steps', '2');
      expect(validation).toHaveLength(3);
      expect(validation[0]).toBeCloseTo((0.3 ** 2 + 2.5 ** 2) / 2, 14);
    });

    it.each([
      ['uncut', ['--batch-size', '1'], 'can’t be cut into batches'],
      ['fit', ['--patience', '1'], 'Early stopping needs held-out data'],
      ['fit', ['--validation', '1'], 'leaves none to learn from'],
      ['fit', ['--min-delta', '1'], '--min-delta needs --patience'],
    ])('refuses for %s %j', async (loss, words, why) => {
      const { code, err } = await run('descend', `data.ts#${loss}`, '--optimizer', 'sgd', ...words);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(why) });
    });

    it('refuses batches of nothing', async () => {
      const { code, err } = await run('descend', 'one.ts', '--optimizer', 'sgd', '--batch-size', '3');
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('takes no data') });
    });
  });

  it('tells the schedule and the penalties with what was left at its default', async () => {
    const words = ['descend', 'one.ts', '--optimizer', 'sgd', '--steps', '1', '--penalty', 'lp=0.25', '--schedule', 'warmup'];
    const settings = ['--schedule-set', 'then=cyclic', '--schedule-set', 'mode=triangular2'];
    const { schedule, penalties } = await json(...words, ...settings);
    expect(schedule).toMatchObject({ id: 'warmup', options: { steps: 5, mode: 'triangular2', gamma: 1 } });
    expect(penalties).toEqual([{ id: 'lp', options: { alpha: 0.25, p: 1.5 } }]);
    expect((await run(...words)).out).toContain('lp alpha=0.25 p=1.5');
  });

  it.each([
    [['--unpenalized', 'x'], '--unpenalized needs --penalty'],
    [['--penalty-method', 'proximal'], '--penalty-method needs --penalty'],
    [['--penalty', 'l1=1', '--penalty', 'l1=2'], 'given twice'],
  ])('refuses %j', async (words, why) => {
    expect(await run('descend', 'one.ts', '--optimizer', 'sgd', ...words)).toMatchObject({ code: 2, err: expect.stringContaining(why) });
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
    const { code, err } = await run('inspect', 'endless.ts', '--time-limit', '0.3');
    expect(code).toBe(2);
    expect(err).toMatch(/^endless\.ts:[23]:\d+: .*`loss` did not return within 0.3 s[\s\S]*--time-limit/);
  });

  it('code that takes too much memory is stopped at the limit, and told how to raise it', async () => {
    const { code, err } = await run('inspect', 'greedy.ts', '--time-limit', '60', '--memory-limit', '200');
    expect(code).toBe(2);
    expect(err).toMatch(/`loss` needed more than 200 MB[\s\S]*--memory-limit MB/);
  });
});
