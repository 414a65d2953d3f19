/** Every piece of hostile code is contained and named, and the next function is answered as if nothing had been. */
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestError } from '../../../../src/protocol/channel';
import type { Target } from '../../../../src/protocol/engine';
import { EngineClient } from '../../../../src/worker/client';
import { temporaryFolder } from '../../temporaryFolder';
import { greedy, type Snippet, snippets } from './snippets';

let folder: string;
let client: EngineClient;
/** Milliseconds. */
let timeLimit: number;

beforeAll(() => {
  folder = temporaryFolder();
  symlinkSync('/etc/hostname', path.join(folder, 'link-outside'));
  client = new EngineClient({
    workerFile: path.resolve('dist/worker.js'),
    timeLimit: () => timeLimit,
    memoryLimit: () => 512 * 2 ** 20,
    workspaceFolders: [folder],
  });
});
afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true });
});

function written(name: string, text: string): Target {
  const file = path.join(folder, `${name}.ts`);
  writeFileSync(file, text);
  return { file, function: 'loss' };
}

const good = 'export function loss(x: number): number {\n  return [x, x].map((v) => 3 * v).reduce((a, b) => a + b, 0);\n}\n';

async function outcome(target: Target): Promise<unknown> {
  try {
    // Promises of the first answer have settled by the second.
    await client.request('readout', { target, at: Float64Array.of(1) });
    const { loss } = await client.request('readout', { target, at: Float64Array.of(2) });
    return loss;
  } catch (error) {
    if (error instanceof RequestError) return error.problem;
    throw error;
  }
}

/** Contained and named, and the next function is answered. */
async function isContained({ name, code, gives }: Snippet): Promise<void> {
  const found = await outcome(written(`${name.replace(/\W/g, '-')}`, code));
  if (typeof gives === 'number') expect(found).toBe(gives);
  else {
    expect(found).toMatchObject({ code: gives.code, message: expect.stringMatching(gives.says ?? /./) });
    if (gives.code === 'threw') expect(found).toHaveProperty('location');
    expect(JSON.stringify(found).length).toBeLessThan(3000);
  }
  expect(await outcome(written('next', `${good}// ${name}\n`))).toBe(12);
  expect(existsSync(path.join(folder, 'hostile.txt'))).toBe(false);
}

describe('hostile code', { timeout: 200_000 }, () => {
  it('comes in more than sixty kinds', () => {
    expect(new Set([...snippets, ...greedy].map(({ name }) => name)).size).toBeGreaterThanOrEqual(60);
  });

  it.each(snippets)('$name', async (snippet) => {
    timeLimit = 500;
    await isContained(snippet);
  });

  it('that goes on in a promise is ended within the limit of time, with the place where it was', async () => {
    timeLimit = 500;
    const code = 'export function loss(x: number): number {\n  void (async () => {\n    for (;;) await 0;\n  })();\n  return x;\n}\n';
    expect(await outcome(written('promise-with-place', code))).toMatchObject({ code: 'time-limit', location: { line: 3 } });
  });

  it.each(greedy)('$name', async (snippet) => {
    timeLimit = 100_000;
    await isContained(snippet);
  });
});
