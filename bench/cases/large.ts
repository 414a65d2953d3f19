import { createObjective, type ExactObjective } from '../../src/engine/autodiff/objective';
import { createRuntime } from '../../src/engine/autodiff/runtime';
import { Workspace } from '../../src/source/prepare';
import { memoryFiles } from '../../test/unit/source/files';

/** A loss in TypeScript, called `loss`, that takes its data as users give it. */
export interface LargeLoss {
  readonly source: string;
  readonly start: Float64Array;
}

const HIDDEN = 32;
const start = Float64Array.from({ length: 6 * HIDDEN + 1 }, (_, i) => 0.3 * Math.sin(i));
const sample = `let o = w[6 * H]; for (let j = 0; j < H; j++) { let z = w[4 * H + j]; for (let k = 0; k < 4; k++) z += w[4 * j + k] * Math.sin(s + k); o += w[5 * H + j] * Math.tanh(z); } t += o * o;`;
const samples = (operations: number): number => Math.round(operations / (HIDDEN * 11));

/** A network, of about so many operations. */
export const regular = (operations: number): LargeLoss => ({
  source: `const H = ${HIDDEN}; export function loss(w: number[]): number { let t = 0; for (let s = 0; s < ${samples(operations)}; s++) { ${sample} } return t; }`,
  start,
});

/** The same over `@data`, as a mean. */
export const overData = (operations: number): LargeLoss => ({
  source: `const H = ${HIDDEN}; export const rows = Array.from({ length: ${samples(operations)} }, (_, s) => s);
/** @data rows */
export function loss(w: number[], data: number[]): number { let t = 0; for (const s of data) { ${sample} } return t / data.length; }`,
  start,
});

/** Values sorted: about every second operation is guarded. */
export const guarded = (operations: number): LargeLoss => ({
  source: `export function loss(w: number[]): number { const v = Array.from({ length: ${Math.round(operations / 42)} }, (_, i) => w[0] * Math.sin(i * i) + w[1] * Math.cos(3 * i)); v.sort((a, b) => a - b); let s = 0; for (let i = 0; i < v.length; i++) s += i * v[i]; return s / v.length; }`,
  start: Float64Array.of(0.4, 0.7),
});

/** As the extension loads it. */
export function objectiveOf({ source, start: x }: LargeLoss): ExactObjective {
  const runtime = createRuntime();
  const workspace = new Workspace(memoryFiles({ '/loss.ts': source }), { runtime, watch: new Int32Array(4) });
  return createObjective(workspace.prepare({ file: '/loss.ts', name: 'loss' }, x).program, runtime);
}
