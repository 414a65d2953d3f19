/** What the documentation says of each diagnostic holds of the engine that is built. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RequestError } from '../../../src/protocol/channel';
import { type ReportedCode, severities } from '../../../src/protocol/diagnostics';
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

/** What is close to each, and is none. */
const nearMisses: Readonly<Record<ReportedCode, string>> = {
  // 2/λmax = 0.01005.
  'learning-rate-unstable': '/** @start [1] */\nexport const loss = (x: number): number => 99.5 * x * x;',
  'ill-conditioned': '/** @start [1, 1] */\nexport const loss = (x: number, y: number): number => x * x + 990 * y * y;',
  'start-on-saddle': '/** @start [0, 0.1] */\nexport const loss = (x: number, y: number): number => x * x - y * y + y ** 4;',
  'start-on-maximum': '/** @start [0.1] */\nexport const loss = (x: number): number => x ** 4 - x * x;',
  'start-on-plateau': '/** @start [1] */\nexport const loss = (x: number): number => Math.tanh(x) ** 2;',
  'gradient-vanishes':
    '/** @start [0.5] */\nexport function loss(w: number): number {\n  let h = 1;\n  for (let k = 0; k < 5; k++) h = Math.tanh(w * h + 0.5);\n  return (h - 0.2) ** 2;\n}',
  'gradient-explodes':
    '/** @start [1.01] */\nexport function loss(w: number): number {\n  let h = 1;\n  for (let k = 0; k < 20; k++) h *= w;\n  return (h - 2) ** 2;\n}',
  'first-non-finite': '/** @start [1e-100] */\nexport const loss = (x: number): number => Math.log(x) ** 2;',
  'non-smooth': '/** @start [1e-9] */\nexport const loss = (x: number): number => Math.abs(x) + x * x;',
  'user-gradient-wrong':
    'export const slope = ([x]: number[]): number[] => [2 * x];\n/** @start [1]\n *  @gradient slope */\nexport const loss = ([x]: number[]): number => x * x;',
  'numeric-derivatives':
    '/** @start [1] */\nexport function loss(x: number): number {\n  const kept = new Float64Array(1);\n  kept[0] = x;\n  return kept[0] ** 2;\n}',
  'not-deterministic':
    'const drawn = Math.random();\n/** @start [1] */\nexport const loss = (x: number): number => x * x * (1 + 0.1 * drawn);',
  'batched-derivatives':
    'export const rows = Array.from({ length: 200 }, (_, i) => Math.sin(i));\n/** @start [2]\n *  @data rows */\nexport function loss([w]: [number], data: number[]): number {\n  let sum = 0;\n  for (const x of data) sum += (w * x - 1) ** 2;\n  return sum / data.length;\n}',
  'start-unknown': 'export const loss = (w: [number, number]): number => w[0] ** 2 + w[1] ** 2;',
  'time-limit':
    '/** @start [1] */\nexport function loss(x: number): number {\n  let sum = 0;\n  for (let k = 0; k < 1e5; k++) sum += k;\n  return x * x + sum;\n}',
  'memory-limit':
    '/** @start [1] */\nexport const loss = (x: number): number => new Float64Array(1e5).fill(1).reduce((sum, one) => sum + one, x * x);',
  'language-changed':
    'export const own = Object.assign(Object.create(Array.prototype), { last: 0 });\n/** @start [1] */\nexport const loss = (x: number): number => x * x;',
  threw:
    '/** @start [1] */\nexport function loss(x: number): number {\n  try {\n    throw new Error("caught");\n  } catch {\n    return x * x;\n  }\n}',
  'not-a-number': '/** @start [1] */\nexport const loss = (x: number): number => Number(x) ** 2;',
  'import-missing': "import type { Gone } from './gone';\n/** @start [1] */\nexport const loss = (x: number, _?: Gone): number => x * x;",
};

/** The codes that are reported of a loss, which runs with gradient descent at 0.01. */
async function codesOf(file: string): Promise<readonly string[]> {
  const target = { file, function: 'loss' };
  const limits = { timeLimit: () => (file.endsWith('time-limit.ts') ? 2000 : 60_000), memoryLimit: () => 2 ** 29 };
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

it.each(Object.entries(nearMisses))('%s is not said of what only looks like it', { timeout: 120_000 }, async (code, source) => {
  const file = path.join(folder, `no-${code}.ts`);
  writeFileSync(file, source);
  expect(await codesOf(file)).not.toContain(code);
});
