import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { version } from '../../../package.json';
import { commands } from '../../../src/cli/commands';
import { optimizers } from '../../../src/engine/optimizers';
import type { Problem } from '../../../src/protocol/model';
import { temporaryFolder } from '../temporaryFolder';
import { bowl3, type FakeOptions, himmelblau, hyperbola, rosenbrock, runFake, saddle } from './fakes';

vi.setConfig({ testTimeout: 30_000 });

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'losses.ts'), 'export function himmelblau(x: number, y: number): number {\n  return 1 +\n}\n');
});

const all: FakeOptions = { losses: [himmelblau, rosenbrock, saddle, bowl3] };
const run = (words: readonly string[], options: FakeOptions = all) => runFake(words, folder, options);
async function json(words: readonly string[], options: FakeOptions = all) {
  const { code, out, err } = await run([...words, '--json'], options);
  expect(err).toBe('');
  expect(out.endsWith('}\n')).toBe(true);
  return { code, ...JSON.parse(out) };
}

describe('help', () => {
  it('lists every command', async () => {
    for (const words of [['--help'], ['-h'], ['help']]) {
      const { code, out } = await run(words);
      expect(code).toBe(0);
      for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`${name} +${summary}`));
    }
  });
  it('is what comes without a command, as an error', async () =>
    expect(await run([])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Commands') }));
  it('prints the version', async () => expect(await run(['--version'])).toMatchObject({ code: 0, out: `${version}\n` }));

  it.each(commands.map(({ name }) => name))('of %s names each of its options', async (name) => {
    const command = commands.find((candidate) => candidate.name === name);
    const { code, out } = await run([name, '--help']);
    expect(code).toBe(0);
    for (const option of Object.keys(command?.options ?? {})) expect(out).toContain(`--${option}`);
    expect(out).toBe((await run(['help', name])).out);
  });

  it('of descend spells out every optimizer with its options and defaults', async () => {
    const { out } = await run(['descend', 'nowhere.ts', '--help']);
    for (const { id, name, options } of optimizers) {
      expect(out).toContain(`  ${id}  ${name}\n`);
      for (const [option, spec] of Object.entries(options))
        expect(out).toMatch(new RegExp(`${option} +.* +default ${String(spec.default).replace('+', '\\+')}`));
    }
  });
});

describe('bad input exits 2 and says', () => {
  it.each([
    [['descnd'], 'no command "descnd"', 'Did you mean descend?'],
    [['--jsn'], 'no option --jsn before the command', '--help'],
    [['inspect'], 'Which file?', 'saddlescope inspect --help'],
    [['inspect', 'losses.ts', 'more'], '"more" is one word too many', ''],
    [['inspect', 'lost.ts'], 'lost.ts does not exist', 'FILE#FUNCTION'],
    [['inspect', '.'], '. is not a file', ''],
    [['inspect', 'losses.ts', '--att', '[1]'], 'no option "--att"', 'Did you mean --at?'],
    [['inspect', 'losses.ts#himmelblau', '--at', '[1,'], '--at is not JSON: [1,', 'Vectors are written'],
    [['descend', 'losses.ts#himmelblau'], '--optimizer is missing', ''],
    [['descend', 'losses.ts#himmelblau', '--optimizer', 'adan'], 'no optimizer "adan"', 'Did you mean adam?'],
    [['descend', 'losses.ts#himmelblau', '--optimizer', 'adam', '--set', 'lr=1'], 'no option of the optimizer adam "lr"', 'learningRate'],
    [['descend', 'losses.ts#himmelblau', '--optimizer', 'sgd', '--schedule-set', 'a=1'], '--schedule-set needs --schedule', ''],
    [['descend', 'losses.ts#himmelblau', '--optimizer', 'sgd', '--clip-norm', '0'], '--clip-norm must be above 0', ''],
    [['descend', 'losses.ts#himmelblau', '--optimizer', 'sgd', '--clip-value', '0'], '--clip-value must be above 0', ''],
    [['descend', 'losses.ts#himmelblau', '--optimizer', 'sgd', '--steps', '-1'], 'whole number of at least 0', ''],
    [['critical', 'losses.ts#himmelblau', '--box', '[[0,1]]'], '--box takes 2 intervals', '[[-2,2],[-2,2]]'],
    [['critical', 'losses.ts#himmelblau', '--box', '[[1,0],[0,1]]'], 'low < high', ''],
    [['plot', 'losses.ts#himmelblau', '--out', 'plot.gif'], '.svg, .png, .html', ''],
    [['plot', 'losses.ts#bowl', '--out', 'p.svg', '--plane', 'w[0],c'], 'no coordinate "c"', ''],
    [['plot', 'losses.ts#bowl', '--out', 'p.svg', '--plane', '1,1'], 'two different coordinates', ''],
    [['plot', 'losses.ts#bowl', '--out', 'p.svg', '--set', 'a=1'], 'before any --optimizer', ''],
  ])('%j → %s', async (words, message, hint) => {
    const { code, out, err } = await run(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^saddlescope: /);
    expect(err).toContain(message);
    expect(err).toContain(hint);
  });

  it('lists the losses when the file has several', async () => {
    const { code, err } = await run(['inspect', 'losses.ts']);
    expect(code).toBe(2);
    expect(err).toMatch(/^losses\.ts:1:17: There are 4 losses/);
    for (const { name } of all.losses ?? []) expect(err).toContain(name);
  });
  it('guesses the loss that was meant', async () => {
    expect((await run(['inspect', 'losses.ts#himelblau'])).err).toMatch(
      /^losses\.ts:1:1: There is no loss "himelblau" in this file. Did you mean himmelblau\?/,
    );
  });
  it.each(['list', 'inspect'])('%s: that the file has no loss', async (command) => {
    const { code, err } = await run([command, 'losses.ts'], { losses: [] });
    expect(code).toBe(2);
    expect(err).toMatch(/^losses\.ts:1:1: There is no loss function in this file\.\n/);
  });

  it('where the syntax is wrong, with the line underlined', async () => {
    const location = { file: join(folder, 'losses.ts'), line: 2, column: 12, endLine: 2, endColumn: 13 };
    const problems: Problem[] = [{ code: 'syntax', message: 'Expression expected.', hint: 'Finish it.', location }];
    const { code, err } = await run(['inspect', 'losses.ts'], { problems });
    expect(code).toBe(2);
    expect(err).toBe('losses.ts:2:12: Expression expected.\n  2 │   return 1 +\n    │            ^\n  Finish it.\n');
  });
});

describe('list', () => {
  it('gives the fields', async () => {
    const { losses } = await json(['list', 'losses.ts']);
    expect(losses).toHaveLength(4);
    expect(losses[0]).toEqual({
      name: 'himmelblau',
      signature: '(x: number, y: number)',
      line: 1,
      column: 17,
      parameters: [
        { name: 'x', shape: 'number' },
        { name: 'y', shape: 'number' },
      ],
      n: 2,
      start: [-0.2, -1.9],
      data: false,
    });
  });
  it('prints one aligned row for each', async () => {
    const { out } = await run(['list', 'losses.ts']);
    expect(out.trimEnd().split('\n')).toHaveLength(5);
    expect(out).toContain('(−0.2000, −1.9000) @start');
  });
});

describe('inspect', () => {
  it('gives the fields', async () => {
    const readout = await json(['inspect', 'losses.ts#himmelblau', '--at', '[3, 2]']);
    expect(readout).toMatchObject({
      function: 'himmelblau',
      n: 2,
      at: [3, 2],
      loss: 0,
      gradient: [0, 0],
      hessian: [
        [74, 20],
        [20, 34],
      ],
      trace: 108,
      inertia: [2, 0, 0],
      definiteness: 'positive definite',
      critical: true,
      kind: 'minimum',
      derivatives: 'exact',
      nonSmooth: [],
      warnings: [],
    });
    expect(readout.eigenvalues[0]).toBeLessThan(readout.eigenvalues[1]);
    expect(readout.conditionNumber).toBeCloseTo(readout.eigenvalues[1] / readout.eigenvalues[0], 12);
    for (const row of readout.eigenvectors) expect(Math.hypot(...row)).toBeCloseTo(1, 14);
  });
  it('has no kind where the gradient does not vanish', async () =>
    expect(await json(['inspect', 'losses.ts#himmelblau'])).toMatchObject({ critical: false, kind: null }));
  it('takes the point in the shape of the parameters', async () => {
    expect(await json(['inspect', 'losses.ts#bowl', '--at', '{"w": [1, 2], "b": 3}'])).toMatchObject({ at: [1, 2, 3], loss: 36 });
  });
  it('says in words what the point is', async () => {
    expect((await run(['inspect', 'losses.ts#saddle', '--at', '[0,0]'])).out).toMatch(/^saddle; the Hessian is indefinite$/m);
  });
});

describe('descend', () => {
  const sgd = ['descend', 'losses.ts#himmelblau', '--optimizer', 'sgd', '--set', 'learningRate=0.01'];
  it('gives the fields, the start first', async () => {
    const run = await json([...sgd, '--steps', '3', '--tolerance', '0']);
    expect(run).toMatchObject({
      optimizer: 'sgd',
      options: { learningRate: 0.01, momentum: 0 },
      stopped: 'steps',
      evaluations: { hessian: 0 },
    });
    expect(run.steps).toHaveLength(4);
    expect(run.steps[0]).toMatchObject({ step: 0, params: [-0.2, -1.9], learningRate: null });
    expect(run.steps[3]).toMatchObject({ step: 3, params: run.params, loss: run.loss, learningRate: 0.01 });
  });
  it('thins the steps, and keeps the last', async () => {
    const { steps } = await json([...sgd, '--steps', '7', '--every', '3']);
    expect(steps.map(({ step }: { step: number }) => step)).toEqual([0, 3, 6, 7]);
  });
  it('starts where it is told', async () => {
    const { steps } = await json([...sgd, '--start', '[1, 1]', '--steps', '0']);
    expect(steps).toEqual([expect.objectContaining({ params: [1, 1], loss: 106 })]);
  });

  describe('--require-converged', () => {
    it('is content with a minimum', async () => expect(await run([...sgd, '--require-converged'])).toMatchObject({ code: 0, err: '' }));
    it('is content with the minimum that L-BFGS finds', async () => {
      const words = [
        'descend',
        'losses.ts#rosenbrock',
        '--optimizer',
        'lbfgs',
        '--set',
        'lineSearch=strongWolfe',
        '--set',
        'toleranceChange=1e-15',
        '--require-converged',
      ];
      expect(await run(words)).toMatchObject({ code: 0, err: '' });
    });
    it('is not with a saddle', async () => {
      const outcome = await run(['descend', 'losses.ts#saddle', '--optimizer', 'sgd', '--set', 'learningRate=0.5', '--require-converged']);
      expect(outcome).toMatchObject({ code: 1, err: 'saddlescope: No minimum was reached: it converged to a saddle.\n' });
      expect(outcome.out).toContain('saddle; the Hessian is indefinite');
    });
    it('is not with too few steps', async () => {
      expect(await run([...sgd, '--steps', '2', '--require-converged'])).toMatchObject({
        code: 1,
        err: 'saddlescope: No minimum was reached: 2 steps.\n',
      });
    });
    it('is not with a run to infinity', async () => {
      const { code, err } = await run([
        'descend',
        'losses.ts#himmelblau',
        '--optimizer',
        'sgd',
        '--set',
        'learningRate=1',
        '--require-converged',
      ]);
      expect(code).toBe(1);
      expect(err).toContain('diverged');
    });
  });
});

describe('critical', () => {
  it('finds what is in the box, with counts', async () => {
    const found = await json(['critical', 'losses.ts#himmelblau']);
    expect(found).toMatchObject({
      box: [
        [-6, 6],
        [-6, 6],
      ],
      counts: { minimum: 4, saddle: 4, maximum: 1, degenerate: 0 },
    });
    expect(found.points).toHaveLength(9);
    expect(found.points[0]).toMatchObject({ kind: 'minimum', inertia: [2, 0, 0] });
  });
  it('tells of curves of critical points', async () => {
    const { out } = await run(['critical', 'losses.ts#hyperbola'], { losses: [hyperbola] });
    expect(out).toMatch(/^hyperbola\(x, y\): 1 saddle in/);
    expect(out).toContain('a curve of minima, L = 0\n');
  });
  it('looks round the start when nobody says where', async () => {
    expect(await json(['critical', 'losses.ts#rosenbrock'])).toMatchObject({
      box: [
        [-7.2, 4.8],
        [-4, 6],
      ],
      counts: { minimum: 1 },
    });
  });
});

describe('plot', () => {
  it('reports what it drew', async () => {
    const words = [
      'plot',
      'losses.ts#himmelblau',
      '--out',
      'h.svg',
      '--optimizer',
      'sgd',
      '--set',
      'learningRate=0.01',
      '--optimizer',
      'adam',
    ];
    const drawn = await json(words);
    expect(drawn).toMatchObject({
      file: join(folder, 'h.svg'),
      format: 'svg',
      function: 'himmelblau',
      coordinates: ['x', 'y'],
      box: [
        [-6, 6],
        [-6, 6],
      ],
    });
    expect(drawn.paths.map(({ optimizer }: { optimizer: string }) => optimizer)).toEqual(['sgd', 'adam']);
    expect(drawn.paths[0]).toMatchObject({ stopped: 'converged', reached: expect.stringMatching(/^m/) });
    expect(drawn.counts).toEqual({ minimum: 4, saddle: 4, maximum: 1, degenerate: 0 });
  });
  it('takes the plane by name or index', async () => {
    for (const plane of ['w[0],b', '0,2', 'w[0], 2'])
      expect(await json(['plot', 'losses.ts#bowl', '--out', 'b.svg', '--plane', plane])).toMatchObject({ coordinates: ['w[0]', 'b'] });
  });
  it('marks critical points only where the plane is the whole space', async () => {
    expect(await json(['plot', 'losses.ts#bowl', '--out', 'b.svg'])).toMatchObject({ points: [], proof: null });
  });
});
