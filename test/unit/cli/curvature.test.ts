import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../temporaryFolder';
import { bundleProgram, runProgram } from './program';

vi.setConfig({ testTimeout: 60_000 });

let program: string;
let folder: string;

const text = `
export function grad(x: number, y: number): number[] {
  return [2 * x, 3 * y];
}
/** @gradient grad
 *  @start [1, 2] */
export function wrongGradient(x: number, y: number): number {
  return x * x + y * y;
}
/** @gradient right
 *  @start {"w": [1, 2], "b": 3} */
export function rightGradient({ w, b }: { w: number[]; b: number }): number {
  return w[0] ** 2 * b + w[1] * b;
}
export const right = ({ w, b }: { w: number[]; b: number }) => ({ w: [2 * w[0] * b, b], b: w[0] ** 2 + w[1] });
/** @gradient nothing */
export const lost = (x: number): number => x ** 2;
/** Eigenvalues 2, 2.01, …, near each other. */
const close = Array.from({ length: 3000 }, (_, i) => 1 + i / 200);
export const origin = new Float64Array(close.length);
/** @start origin */
export const manyClose = (x: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += close[i] * x[i] ** 2;
  return sum;
};
export const wells = (x: number, y: number): number => (x * x - 1) ** 2 + y * y;
/** @start [0, 0] */
export function toy(w1: number, w2: number): number {
  return (1 - w1 * w2) ** 2;
}
`;

beforeAll(async () => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'losses.ts'), text);
  program = await bundleProgram();
}, 60_000);

const run = (...words: string[]) => runProgram(program, words, folder);
const json = async (...words: string[]) => JSON.parse((await run(...words, '--json')).out);

describe('saddlescope escape', () => {
  it('leaves the textbook saddle both ways along (1, 1)/√2', async () => {
    const { from, direction, eigenvalue, branches } = await json('escape', 'losses.ts#toy');
    expect(from).toMatchObject({ at: [0, 0], loss: 1, eigenvalues: [-2, 2], kind: 'saddle' });
    expect(eigenvalue).toBe(-2);
    for (const component of direction) expect(component).toBeCloseTo(Math.SQRT1_2, 12);
    expect(branches.map(({ sign }: { sign: number }) => sign)).toEqual([1, -1]);
    for (const { params, loss } of branches) {
      expect(loss).toBeLessThan(1e-12);
      expect(params[0] * params[1]).toBeCloseTo(1, 6);
    }
  });

  it('says so, with exit code 1, where nothing leads down', async () => {
    expect(await run('escape', 'losses.ts#toy', '--at', '[1, 1]')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no negative eigenvalue'),
    });
  });
});

describe('saddlescope spectrum', () => {
  it('gives all eigenvalues of a small loss', async () => {
    const { n, eigenvalues, trace, traceError, positiveRatio } = await json('spectrum', 'losses.ts#toy');
    expect({ n, eigenvalues, trace, traceError, positiveRatio }).toEqual({
      n: 2,
      eigenvalues: [-2, 2],
      trace: 0,
      traceError: 0,
      positiveRatio: 0.5,
    });
  });

  it('says how far the ends of a large one can be off', async () => {
    const { residual, top, bottom } = await json('spectrum', 'losses.ts#manyClose', '--probes', '2');
    for (const value of [...top, ...bottom]) {
      const nearest = 2 * (1 + Math.round((value / 2 - 1) * 200) / 200);
      expect(Math.abs(value - nearest)).toBeLessThanOrEqual(residual);
    }
    const { out } = await run('spectrum', 'losses.ts#manyClose', '--probes', '2');
    expect(out).toMatch(/largest .*, each within \d/);
    expect(out).toMatch(/smallest .*, each within \d/);
  });
});

describe('saddlescope basins', () => {
  it('counts the starts that reach each minimum, and those that reach the lowest loss', async () => {
    const box = ['--box', '[[-2, 2], [-2, 2]]', '--grid', '16'];
    const { size, attractors, bestShare } = await json(
      'basins',
      'losses.ts#wells',
      '--optimizer',
      'sgd',
      '--set',
      'learningRate=0.05',
      ...box,
    );
    expect(size).toBe(16);
    expect(attractors.map(({ at, share }: { at: number[]; share: number }) => [Math.round(at[0]), share])).toEqual(
      expect.arrayContaining([
        [-1, 0.5],
        [1, 0.5],
      ]),
    );
    expect(bestShare).toBe(1);
  });

  it('refuses grids that can not be refined from 16', async () => {
    expect(await run('basins', 'losses.ts#wells', '--optimizer', 'sgd', '--grid', '20')).toMatchObject({ code: 2 });
  });
});

describe('saddlescope check', () => {
  it('finds the wrong component of a gradient that the user wrote, and answers no', async () => {
    const { code, out } = await run('check', 'losses.ts#wrongGradient', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      against: 'user gradient',
      verdict: 'wrong',
      components: [
        { name: 'x', exact: 2, other: 2, error: 0 },
        { name: 'y', exact: 4, other: 6 },
      ],
    });
  });

  it('takes a right one in the shape of the parameters', async () => {
    expect(await json('check', 'losses.ts#rightGradient')).toMatchObject({ verdict: 'fine', relativeError: 0 });
  });

  it('compares the exact gradient with differences where the user wrote none', async () => {
    const { against, verdict, relativeError } = await json('check', 'losses.ts#toy', '--at', '[0.3, -2]');
    expect({ against, verdict }).toEqual({ against: 'finite differences', verdict: 'fine' });
    expect(relativeError).toBeLessThan(1e-8);
  });

  it('points at a @gradient that is not there', async () => {
    const { code, err } = await run('check', 'losses.ts#lost', '--at', '[1]');
    expect(code).toBe(2);
    expect(err).toMatch(/losses\.ts:16:\d+: .*no function `nothing`/);
  });
});

describe('saddlescope sections', () => {
  it('gives one cup up and one cup down at the textbook saddle, with the parabola', async () => {
    const { at, sections } = await json('sections', 'losses.ts#toy', '--reach', '0.5', '--samples', '11');
    expect(at).toEqual([0, 0]);
    expect(sections.map(({ eigenvalue }: { eigenvalue: number }) => eigenvalue)).toEqual([-2, 2]);
    for (const { t, loss, taylor, eigenvalue, direction } of sections) {
      expect([t[0], t[10]]).toEqual([-0.5, 0.5]);
      t.forEach((s: number, i: number) => {
        expect(taylor[i]).toBeCloseTo(1 + (eigenvalue / 2) * s * s, 12);
        expect(loss[i]).toBeCloseTo((1 - s * s * direction[0] * direction[1]) ** 2, 12);
      });
    }
    expect((await run('sections', 'losses.ts#toy')).out).toContain('along each eigenvector');
  });
});

describe('saddlescope convexity', () => {
  it('proves it, or gives a point and a direction that bends down', async () => {
    const box = [
      [-4, 6],
      [-8, 12],
    ];
    expect(await json('convexity', 'losses.ts#wrongGradient')).toMatchObject({ verdict: 'convex', share: 1, box });
    const { verdict, counterExample } = await json('convexity', 'losses.ts#wells', '--box', '[[-1,1],[-1,1]]');
    expect(verdict).toBe('not convex');
    const [x] = counterExample.at;
    const [u, v] = counterExample.direction;
    expect(counterExample.curvature).toBeCloseTo((12 * x * x - 4) * u * u + 2 * v * v, 9);
    expect(counterExample.curvature).toBeLessThan(0);
    expect((await run('convexity', 'losses.ts#wrongGradient')).out).toContain('proven by bounds');
  });
});

describe('saddlescope sharpness', () => {
  it('compares the minima, with the barrier between them', async () => {
    const words = ['--box', '[[-2,2],[-2,2]]', '--at', '[0,0]', '--epsilon', '0.01'];
    const { epsilon, points } = await json('sharpness', 'losses.ts#wells', ...words);
    expect(epsilon).toBe(0.01);
    expect(points.map(({ name }: { name: string }) => name)).toEqual(['m₁', 'm₂', 'here']);
    const [first, second] = points;
    for (const { largestEigenvalue, trace } of [first, second]) {
      expect(largestEigenvalue).toBeCloseTo(8, 9);
      expect(trace).toBeCloseTo(10, 9);
    }
    expect(first.barrier).toBeNull();
    expect(second.barrier.height).toBeCloseTo(1, 6);
    expect(second.barrier.t).toBeCloseTo(0.5, 3);
  });

  it('shows that other parameters of the same function are as good and sharper', async () => {
    const { points } = await json('sharpness', 'losses.ts#toy', '--at', '[1, 1]');
    const [here, twin] = points.slice(-2);
    expect([here.name, twin.name]).toEqual(['here', 'rescaled']);
    expect(twin.loss).toBeCloseTo(here.loss, 12);
    expect(twin.largestEigenvalue).toBeGreaterThan(1.5 * here.largestEigenvalue);
  });
});
