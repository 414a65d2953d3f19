import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../src/worker/client';
import { temporaryFolder } from '../temporaryFolder';

const source = `/** @start { "w": [3, -2], "b": 1 } */
export function loss({ w, b }: { w: number[]; b: number }): number {
  let sum = 0;
  for (let i = 1; i <= 3; i++) sum += i * w[0];
  const half = sum / 2;
  return half * w[1] + helper(b);
}

function helper(t: number): number {
  return t ** 2;
}
`;

let folder: string;
let client: EngineClient;
beforeAll(() => {
  folder = temporaryFolder();
  client = new EngineClient({ workerFile: path.resolve('dist/worker.js'), timeLimit: () => 2000, workspaceFolders: [folder] });
  writeFileSync(path.join(folder, 'loss.ts'), source);
});
afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true });
});

/** What stands right before a part of a line. */
function at(line: number, before: string, point?: readonly number[]) {
  const column = source.split('\n')[line - 1].indexOf(before) + 1;
  const target = { file: path.join(folder, 'loss.ts'), function: 'loss' };
  return client.request('cursor', { target, line, column, ...(point && { at: Float64Array.from(point) }) });
}
const only = (value: number) => ({ min: value, max: value });

// L = (6w₀/2)·w₁ + b², so at (3, −2, 1): half = 9, ∂L/∂half = −2, ∂L/∂sum = −1.
describe('what stands at the cursor', { timeout: 60_000 }, () => {
  it('a parameter, or a part of one', async () => {
    expect(await at(6, 'w[1]')).toEqual({ kind: 'coordinates', name: 'w[1]', coordinates: [1] });
    expect(await at(2, 'w, b')).toEqual({ kind: 'coordinates', name: 'w', coordinates: [0, 1] });
    expect(await at(6, 'b)')).toEqual({ kind: 'coordinates', name: 'b', coordinates: [2] });
    expect(await at(1, '@start')).toEqual({ kind: 'start' });
  });

  it('an expression with its value and derivative at a point, and over the turns of a loop', async () => {
    expect(await at(6, '* w[1]')).toEqual({
      kind: 'expression',
      source: 'half * w[1]',
      reading: { value: only(-18), adjoint: only(1), count: 1 },
    });
    expect(await at(4, '* w[0]')).toMatchObject({
      source: 'i * w[0]',
      reading: { value: { min: 3, max: 9 }, adjoint: only(-1), count: 3 },
    });
    expect(await at(6, '* w[1]', [1, 1, 0])).toMatchObject({ reading: { value: only(3) } });
  });

  it('the value of a constant, all that begins on the line, and what a helper computes', async () => {
    expect(await at(5, 'half')).toMatchObject({ source: 'sum / 2', reading: { value: only(9), adjoint: only(-2) } });
    expect(await at(6, 'return')).toMatchObject({ source: 'half * w[1] + helper(b)', reading: { value: only(-17), adjoint: only(1) } });
    expect(await at(10, '** 2')).toMatchObject({ source: 't ** 2', reading: { value: only(1), adjoint: only(1) } });
  });

  it('nothing on a line that computes nothing', async () => {
    expect(await at(8, '')).toBeUndefined();
  });
});
