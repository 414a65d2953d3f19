/** `list` and `inspect` against values computed elsewhere: PyTorch, checked with mpmath at 60 digits and more. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { run } from '../../../src/cli/run';
import { paintFor } from '../../../src/cli/text/paint';
import { EngineClient } from '../../../src/worker/client';
import hessians from '../../reference/hessians.json';
import minimise from '../../reference/minimise.json';
import { temporaryFolder } from '../temporaryFolder';
import { assets } from './fakes';
import { bundleWorker } from './program';

vi.setConfig({ testTimeout: 60_000 });

const reference = fileURLToPath(new URL('../../reference', import.meta.url));
let client: EngineClient;
let folder: string;

beforeAll(async () => {
  folder = temporaryFolder();
  const workerFile = join(await bundleWorker(), 'worker.js');
  client = new EngineClient({ workerFile, timeLimit: () => 2000, workspaceFolders: [folder] });
}, 60_000);
afterAll(() => client.dispose());

/** One command over a worker that all of them share. */
async function answer(...words: string[]) {
  const written = { out: '', err: '' };
  const paint = paintFor(false);
  const code = await run([...words, '--json'], {
    terminal: {
      cwd: folder,
      out: (text) => {
        written.out += text;
      },
      err: (text) => {
        written.err += text;
      },
      live: false,
      columns: 100,
      errColumns: 100,
      paint,
      errPaint: paint,
    },
    connect: () => ({
      request: (method, params, options) => client.request(method, params, options),
      sweep: (method, params, options) => client.sweep(method, params, options),
      sync: (overlays) => client.sync(overlays),
      dispose: () => undefined,
    }),
    assets,
    signal: new AbortController().signal,
  });
  expect(written.err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(written.out);
}

/** Componentwise within `rtol` of the largest component, or within `atol` where rounding of larger terms decides. */
function expectClose(actual: readonly number[], expected: readonly number[], rtol: number, atol = 0): void {
  expect(actual).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  for (const [k, value] of expected.entries()) expect(Math.abs(actual[k] - value)).toBeLessThanOrEqual(rtol * scale + atol);
}

describe('the problems of Moré, Garbow and Hillstrom', () => {
  it('are all there', () => {
    const files = readdirSync(join(reference, 'losses')).map((name) => `losses/${name}`);
    expect(files.sort()).toEqual(minimise.problems.map((problem) => problem.loss_file).sort());
  });

  it.each(minimise.problems)(
    '$name',
    async ({
      loss_file: file,
      call,
      n,
      x0,
      f_x0: value,
      gradient_x0: gradient,
      hessian_eigenvalues_x0: eigenvalues,
      more_values: more,
    }) => {
      const path = join(reference, file);
      const { losses } = await answer('list', path);
      expect(losses).toMatchObject([{ name: call.export, data: false }]);
      const target = `${path}#${call.export}`;
      const readout = await answer('inspect', target, '--at', JSON.stringify(x0));
      expect(readout).toMatchObject({ function: call.export, n, at: x0, derivatives: 'exact', warnings: [] });
      expectClose([readout.loss], [value], 1e-12);
      expectClose(readout.gradient, gradient, 1e-12);
      expectClose(readout.eigenvalues, eigenvalues, 1e-12);
      for (const { x, value: expected } of more) {
        expectClose([(await answer('inspect', path, '--at', JSON.stringify(x))).loss], [expected], 1e-12);
      }
    },
  );
});

type Reference = (typeof hessians.functions)[number];

/** As a user would write it: the arrow function with types to its parameters, and its data beside it. */
function source({ name, js, data }: Reference): string {
  const typed = js
    .replace(/^\(\[x,y\]\)/, '([x, y]: [number, number]): number')
    .replace(/^\(\[w1,w2\]\)/, '([w1, w2]: [number, number]): number')
    .replace(/^\(w\)/, '(w: number[]): number')
    .replace(/^\(w, data\)/, '(w: number[], data: Data): number');
  const batch = data ? `export const data = ${JSON.stringify(data)};\ntype Data = typeof data;\n/** @data data */\n` : '';
  return `${batch}export const ${name} = ${typed};\n`;
}

describe('value, gradient and Hessian at points', () => {
  it.each(hessians.functions)('of $name', async (entry) => {
    const file = join(folder, `${entry.name}.ts`);
    writeFileSync(file, source(entry));
    for (const point of entry.points) {
      const readout = await answer('inspect', `${file}#${entry.name}`, '--at', JSON.stringify(point.x));
      const curvature = Math.max(...point.eigenvalues.map(Math.abs));
      const rounding = 1e-12 * (Math.abs(point.value) + curvature);
      expect(readout).toMatchObject({
        inertia: point.inertia,
        definiteness: point.curvature,
        critical: point.critical,
        kind: point.kind === 'not critical' ? null : point.kind,
        derivatives: 'exact',
      });
      expectClose([readout.loss], [point.value], 1e-12, rounding);
      expectClose(readout.gradient, point.gradient, 1e-12, rounding);
      expectClose(readout.hessian.flat(), point.hessian.flat(), 1e-12, rounding);
      expectClose(readout.eigenvalues, point.eigenvalues, 1e-12, rounding);
      expectClose([readout.trace], [point.trace], 1e-12, rounding);
      expectCondition(readout.conditionNumber, point.condition);
      if (point.eigenvectors && !('repeated_eigenvalues' in point))
        expectDirections(readout.eigenvectors, point.eigenvectors, point.eigenvalues);
    }
  });
});

/** An error of ε‖H‖ in the smallest eigenvalue is one of ε·κ in κ. */
function expectCondition(actual: number | null, expected: number | null): void {
  if (expected === null || actual === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-12 + 1e-14 * expected);
}

/** Up to sign, and up to what rounding can turn: ε‖H‖ by the gap to the nearest eigenvalue. */
function expectDirections(actual: readonly number[][], expected: readonly number[][], eigenvalues: readonly number[]): void {
  const size = Math.max(...eigenvalues.map(Math.abs));
  for (const [k, direction] of expected.entries()) {
    const gap = Math.min(...eigenvalues.filter((_, other) => other !== k).map((value) => Math.abs(value - eigenvalues[k])));
    const cosine = Math.abs(direction.reduce((sum, value, i) => sum + value * actual[k][i], 0));
    expect(1 - cosine).toBeLessThan(1e-12 + (1e-12 * size) / gap);
  }
}
