/** What the documentation says of each diagnostic holds of the engine that is built. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RequestError } from '../../../src/protocol/channel';
import { severities } from '../../../src/protocol/diagnostics';
import { EngineClient } from '../../../src/worker/client';
import { temporaryFolder } from '../temporaryFolder';

const documentation = readFileSync(new URL('../../../docs/diagnostics.md', import.meta.url), 'utf8');
const section = /^## (\S+)\n\nSeverity: `(\w+)`\.\n\n```ts\n([\s\S]*?)```/gm;
const documented = [...documentation.matchAll(section)].map(([, code = '', severity, example = '']) => ({ code, severity, example }));

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The codes that are reported of a loss, which runs with gradient descent at 0.01. */
async function codesOf(file: string): Promise<readonly string[]> {
  const target = { file, function: 'loss' };
  const limits = { timeLimit: () => (file.includes('time-limit') ? 2000 : 60_000), memoryLimit: () => 2 ** 29 };
  const client = new EngineClient({ workerFile: path.resolve('dist/worker.js'), workspaceFolders: [folder], ...limits });
  const optimizers = [{ id: 'sgd', name: 'Gradient descent', options: { learningRate: 0.01 } }];
  try {
    const { warnings } = await client.request('describe', { target });
    const readout = await client.request('readout', { target });
    const found = await client.request('diagnose', { target, optimizers });
    return [...warnings, ...readout.warnings, ...found].map(({ code }) => code);
  } catch (error) {
    if (error instanceof RequestError) return [error.problem.code];
    throw error;
  } finally {
    client.dispose();
  }
}

it('every code has its severity and an example', () => {
  expect(Object.fromEntries(documented.map(({ code, severity }) => [code, severity]))).toEqual(severities);
});

it.each(documented)('$code is said of its example', { timeout: 120_000 }, async ({ code, example }) => {
  const file = path.join(folder, `${code}.ts`);
  writeFileSync(file, example);
  expect(await codesOf(file)).toContain(code);
});
