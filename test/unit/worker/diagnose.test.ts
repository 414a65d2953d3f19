import { rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/protocol/model';
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

let count = 0;
function diagnose(text: string, more: Partial<Parameters<typeof request>[1]> = {}): Promise<readonly Diagnosis[]> {
  const file = path.join(folder, `loss-${++count}.ts`);
  writeFileSync(file, text);
  return request({ file, function: 'loss' }, more);
}
const request = (
  target: { readonly file: string; readonly function: string },
  more: {
    readonly optimizers?: readonly { id: string; name: string; options: Record<string, number> }[];
    readonly off?: readonly Diagnosis['code'][];
  },
) => client.request('diagnose', { target, ...more });

describe('diagnose', { timeout: 60_000 }, () => {
  it('places a wrong gradient at its declaration', async () => {
    const [wrong, ...others] = await diagnose(
      [
        'const gradient = (x: number, y: number) => [2 * x, y];',
        '/** @start [1, 2]',
        ' * @gradient gradient */',
        'export function loss(x: number, y: number): number {',
        '  return x * x + y * y;',
        '}',
      ].join('\n'),
    );
    expect(others).toEqual([]);
    expect(wrong).toMatchObject({ code: 'user-gradient-wrong', location: { line: 1, column: 7, endColumn: 15 } });
    expect(wrong.message).toContain('∂L/∂y at (1, 2) is 2, expected 4');
  });

  it('places what concerns the whole loss at its name, and suggests a rate', async () => {
    const text = '/** @start [1, 1] */\nexport function loss(x: number, y: number): number {\n  return x * x + 5 * y * y;\n}\n';
    const optimizers = [{ id: 'sgd', name: 'Mine', options: { learningRate: 1 } }];
    const [unstable] = await diagnose(text, { optimizers });
    expect(unstable).toMatchObject({
      code: 'learning-rate-unstable',
      location: { line: 2, column: 17, endColumn: 21 },
      suggestedRate: { optimizer: 'Mine', learningRate: 0.167 },
    });
    expect(await diagnose(text, { optimizers, off: ['learning-rate-unstable'] })).toEqual([]);
  });

  it('a gradient that throws stops no other rule', async () => {
    const found = await diagnose(
      'export const g = (): number[] => { throw new Error("no"); };\n/** @start [0, 0]\n * @gradient g */\nexport function loss(x: number, y: number): number {\n  return x * x - y * y;\n}\n',
    );
    expect(found.map(({ code }) => code)).toEqual(['start-on-saddle']);
  });
});
