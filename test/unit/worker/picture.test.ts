import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PictureParams } from '../../../src/protocol/engine';
import { EngineClient } from '../../../src/worker/client';
import { temporaryFolder } from '../temporaryFolder';

let folder: string;
let client: EngineClient;
beforeAll(() => {
  folder = temporaryFolder();
  client = new EngineClient({ workerFile: path.resolve('dist/worker.js'), timeLimit: () => 2000, workspaceFolders: [folder] });
});
afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true });
});

const bowl = (n: number) =>
  `/** @start ${JSON.stringify(Array.from({ length: n }, () => 1))} */\nexport const loss = (w: number[]): number => w.reduce((sum, x, i) => sum + (i + 1) * x * x, 0);\n`;

function target(name: string, text: string) {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return { file, function: 'loss' };
}

const unit = (n: number, at: number) => Float64Array.from({ length: n }, (_, i) => Number(i === at));
const asked = (n: number): Omit<PictureParams, 'target'> => ({
  paths: [0.1, 0.02].map((learningRate) => ({
    optimizer: { id: 'sgd', options: { learningRate } },
    ...{ start: new Float64Array(n).fill(1), steps: 20, tolerance: 0, curvature: true, internals: false },
  })),
  focus: 1,
  step: 10,
  map: { plane: { origin: new Float64Array(n), first: unit(n, 0), second: unit(n, 1) }, box: [-2, 2, -2, 2], size: 41 },
});

describe('what a picture shows first', { timeout: 60_000 }, () => {
  it('is what single requests answer, the map through the point that is read out', async () => {
    const three = target('three.ts', bowl(3));
    const params = asked(3);
    const { paths, readout, surface } = await client.request('picture', { target: three, ...params });
    const runs = await Promise.all(params.paths.map((path) => client.request('descend', { target: three, ...path })));
    expect(paths).toEqual(runs);
    // Each step multiplies xᵢ by 1 − 2(i + 1)η.
    const at = [1, 2, 3].map((k) => (1 - 2 * k * 0.02) ** 10);
    expect([...(readout?.at ?? [])]).toEqual(at.map((x) => expect.closeTo(x, 12)));
    expect(readout).toEqual(await client.request('readout', { target: three, at: Float64Array.from(readout?.at ?? []), brief: true }));
    expect([...(surface?.plane.origin ?? [])]).toEqual([0, 0, expect.closeTo(at[2], 12)]);
    expect(surface?.size).toBeLessThan(41);
    expect(surface?.values[0]).toBeCloseTo(4 + 8 + 3 * at[2] ** 2, 12);
  });

  it('can be given up', async () => {
    const controller = new AbortController();
    const request = client.request('picture', { target: target('given-up.ts', bowl(2)), ...asked(2) }, { signal: controller.signal });
    controller.abort();
    await expect(request).rejects.toThrow('cancelled');
  });
});

describe('a brief readout', { timeout: 60_000 }, () => {
  it('of many parameters has no Hessian, and of the eigenvectors that of the smallest eigenvalue', async () => {
    const nine = target('nine.ts', bowl(9));
    const [brief, whole] = [
      await client.request('readout', { target: nine, brief: true }),
      await client.request('readout', { target: nine }),
    ];
    const { hessian, eigenvectors, ...others } = whole;
    expect([hessian, eigenvectors].map((entries) => entries?.length)).toEqual([81, 81]);
    expect(brief).toEqual({ ...others, eigenvectors: brief.eigenvectors });
    expect([...brief.eigenvectors]).toEqual([...unit(9, 0)].map((x) => expect.closeTo(x, 12)));
  });

  it('of a few parameters is the whole', async () => {
    const two = target('two.ts', bowl(2));
    expect(await client.request('readout', { target: two, brief: true })).toEqual(await client.request('readout', { target: two }));
  });
});
