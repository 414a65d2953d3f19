import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../temporaryFolder';
import { bundleProgram, runProgram } from './program';

vi.setConfig({ testTimeout: 60_000 });

let program: string;
let folder: string;

const text = `
/** Curvatures 1 and 9, from where they pull alike: 2/(1 + 9) is the best rate.
 *  @start [1, 0.1111111111111111] */
export const quadratic = (x: number, y: number): number => 0.5 * x * x + 4.5 * y * y;
type Example = { x: number; y: number };
export const line: Example[] = Array.from({ length: 24 }, (_, i) => ({ x: Math.sin(i), y: 2 * Math.sin(i) }));
/** @data line
 *  @start 0 */
export const fit = (w: number, batch: Example[]): number => batch.reduce((sum, { x, y }) => sum + (w * x - y) ** 2, 0) / batch.length;
/** @start [3, 1] */
export const wells = (x: number, y: number): number => (x * x - 1) ** 2 + y * y;
`;

beforeAll(async () => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'losses.ts'), text);
  program = await bundleProgram();
}, 60_000);

const run = (...words: string[]) => runProgram(program, words, folder);
const search = (...words: string[]) => run('search', ...words);
const json = async (...words: string[]) => JSON.parse((await search(...words, '--json')).out);

/** What the first line that begins with `saddlescope` makes again. */
async function again(out: string) {
  const [, ...words] = (out.split('\n').find((line) => line.trim().startsWith('saddlescope descend')) ?? '').trim().split(' ');
  return JSON.parse((await run(...words, '--json')).out);
}

describe('saddlescope search', () => {
  it('finds the best rate of a quadratic, and gives every trial', async () => {
    const found = await json('losses.ts#quadratic', '--optimizer', 'sgd', '--search', 'learningRate=1e-3..1', '--steps', '20');
    expect(found).toMatchObject({ strategy: 'random', space: [{ name: 'learningRate', range: [1e-3, 1], scale: 'log' }] });
    expect(found.trials).toHaveLength(30);
    for (const { options, loss, steps, stopped } of found.trials) {
      expect(options.learningRate).toBeGreaterThanOrEqual(1e-3);
      // JSON has no ∞.
      expect(stopped === 'diverged' ? loss === null : loss >= found.best.loss && steps === 20).toBe(true);
    }
    const rates = found.trials
      .map(({ options }: { options: { learningRate: number } }) => options.learningRate)
      .sort((a: number, b: number) => a - b);
    const above = rates.findIndex((rate: number) => rate >= 0.2);
    expect(rates.slice(above - 1, above + 1)).toContain(found.best.options.learningRate);
  });

  it('prints the best, and the command that makes it again', async () => {
    const words = [
      'losses.ts#quadratic',
      '--optimizer',
      'sgd',
      '--search',
      'learningRate',
      '--search',
      'momentum',
      '--set',
      'dampening=0.1',
    ];
    const { out, code } = await search(...words, '--strategy', 'halving', '--refine', '1', '--steps', '60');
    expect(code).toBe(0);
    expect(out).toMatch(/^quadratic\(x, y\) {2}sgd dampening=0.1, halving search\n\d+ trials, \d+ steps in all/);
    expect(out).toContain('round 2: learningRate');
    const found = await json(...words, '--strategy', 'halving', '--refine', '1', '--steps', '60');
    expect((await again(out)).loss).toBe(found.best.loss);
    expect(found.best.options).toMatchObject({ dampening: 0.1 });
    expect(found.rounds).toHaveLength(2);
  });

  it('learns from batches, is judged by held-out data, and searches a schedule', async () => {
    const words = ['losses.ts#fit', '--optimizer', 'sgd', '--search', 'learningRate=0.01..1', '--search', 'schedule.gamma=0.9,0.95,1'];
    const more = [
      '--schedule',
      'exponential',
      '--batch-size',
      '4',
      '--epochs',
      '3',
      '--validation',
      '0.25',
      '--seed',
      '5',
      '--trials',
      '9',
    ];
    const found = await json(...words, ...more);
    // 18 examples are left to learn from: five batches an epoch.
    expect(found.steps).toBe(15);
    const { out } = await search(...words, ...more);
    const { validation, loss } = await again(out);
    expect(validation.at(-1)).toBe(found.best.loss);
    expect(loss).not.toBe(found.best.loss);
    expect(found.best.heldOut).toBe(true);
    expect(out).toMatch(/held-out L {2}learningRate/);
    expect(out).toContain('best: held-out L = ');
  });

  it('says no, with exit code 1, where every trial diverges', async () => {
    const { code, err, out } = await search('losses.ts#quadratic', '--optimizer', 'sgd', '--search', 'learningRate=5..10', '--trials', '4');
    expect({ code, err }).toEqual({ code: 1, err: 'saddlescope: Every trial diverged.\n' });
    expect(out).toContain('diverged');
  });

  it.each([
    [['--search', 'speed'], 'There is no option of the optimizer sgd "speed"'],
    [['--search', 'learningRate=1..'], 'takes a number'],
    [['--search', 'learningRate=1..2..3'], 'is no range'],
    [['--search', 'learningRate=2..1'], 'must go upwards'],
    [['--strategy', 'annealing'], 'There is no strategy "annealing"'],
    [['--schedule-set', 'gamma=1'], '--schedule-set needs --schedule'],
    [['--batch-size', '2'], 'takes no data'],
  ])('refuses %j', async (words, message) => {
    const { code, err } = await search('losses.ts#quadratic', '--optimizer', 'sgd', ...words);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
  });

  it('asks what to search where there is no learning rate', async () => {
    expect(await search('losses.ts#quadratic', '--optimizer', 'trust-region')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--search NAME'),
    });
  });
});

interface Interrupted {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/** Sends Ctrl-C after so many milliseconds. */
async function interruptedAfter(delay: number, words: readonly string[]): Promise<Interrupted> {
  const child = spawn(process.execPath, [join(program, 'cli.js'), ...words], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
  const written = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    written.out += data;
  });
  child.stderr.on('data', (data) => {
    written.err += data;
  });
  setTimeout(() => child.kill('SIGINT'), delay);
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, ...written };
}

/** Once it has been at work for long enough, however fast the machine is. */
async function interrupted(words: readonly string[], longEnough: (run: Interrupted) => boolean): Promise<Interrupted> {
  for (let delay = 1500; ; delay *= 2) {
    const run = await interruptedAfter(delay, words);
    if (longEnough(run) || delay > 12_000) return run;
  }
}

const hasAnswer = ({ out }: Interrupted): boolean => out !== '';

describe('Ctrl-C', () => {
  it('ends a search with what it has found', async () => {
    const { code, out, err } = await interrupted(
      ['search', 'losses.ts#wells', '--optimizer', 'sgd', '--trials', '100000', '--json'],
      hasAnswer,
    );
    expect({ code, err }).toEqual({ code: 130, err: 'saddlescope: Interrupted; this is as far as it came.\n' });
    const found = JSON.parse(out);
    expect(found.trials.length).toBeGreaterThan(0);
    expect(found.trials.length).toBeLessThan(100_000);
    expect(found.best.loss).toBeGreaterThanOrEqual(0);
  });

  it('ends a map of basins with the coarser one', async () => {
    const slow = ['--optimizer', 'sgd', '--set', 'learningRate=0.001', '--grid', '1024', '--steps', '1000'];
    const { code, out, err } = await interrupted(['basins', 'losses.ts#wells', ...slow], hasAnswer);
    expect({ code, err }).toEqual({ code: 130, err: expect.stringContaining('Interrupted') });
    expect(out).toContain('reach the best minimum');
  });

  it('says so of what has no part of an answer', async () => {
    const run = ['descend', 'losses.ts#wells', '--optimizer', 'sgd', '--steps', '1000000000', '--tolerance', '0'];
    expect(await interrupted([...run, '--every', '1000000'], ({ code }) => code !== null)).toEqual({
      code: 130,
      out: '',
      err: 'saddlescope: Interrupted; there was no result yet.\n',
    });
  });
});
