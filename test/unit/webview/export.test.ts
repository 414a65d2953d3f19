import { describe, expect, it } from 'vitest';
import type { LossDescription } from '../../../src/protocol/model';
import { toCsv } from '../../../webview/lib/export/data';
import { loadedFor } from '../../../webview/lib/export/loaded';
import { toJson, toMarkdown } from '../../../webview/lib/export/menu';
import { pathTable } from '../../../webview/lib/picture/exports';
import type { Chip } from '../../../webview/lib/picture/settings';
import { initialState, type State } from '../../../webview/lib/picture/state';
import { namePoints } from '../../../webview/lib/points';
import { linearScale } from '../../../webview/lib/scale';
import { Store } from '../../../webview/lib/store';
import { exportsOf } from '../../../webview/panels/descent/export/data';
import { curvePieces } from '../../../webview/panels/descent/map/curve';
import { himmelblau, pointsOf, runOf } from './support';

const box = [
  [-6, 6],
  [-6, 6],
] as const;
const location = { file: '/a.ts', line: 1, column: 1, endLine: 1, endColumn: 2 };
const chip = (key: number, name: string, hidden = false): Chip => ({
  key,
  optimizer: 'sgd',
  name,
  options: { momentum: 0 },
  hidden,
  style: 0,
});
const trajectory = runOf(himmelblau, { start: [4, 4], steps: 5, options: { learningRate: 0.004 } });
const search = pointsOf(himmelblau, box);
const description: LossDescription = {
  revision: 1,
  summary: { name: 'himmelblau', signature: '', location, extent: location, takesData: false },
  n: 2,
  coordinates: ['x', 'w, "bias"'],
  parameters: [],
  start: Float64Array.of(4, 4),
  startOrigin: '@start',
  startDrawn: false,
  domain: box,
  derivatives: 'exact',
  warnings: [],
};
const state: State = {
  ...initialState,
  description,
  settings: { ...initialState.settings, chips: [chip(1, 'Plain'), chip(2, 'Unseen', true)], focus: 1 },
  runs: new Map([
    [1, { trajectory, problem: undefined }],
    [2, { trajectory, problem: undefined }],
  ]),
  points: namePoints(search),
  search,
  home: [-6, 6, -6, 6],
  step: 5,
};

describe('CSV', () => {
  const lines = toCsv(pathTable(state)).split('\r\n');
  it('has one row per step of what is shown, in full precision', () => {
    expect(lines).toHaveLength(1 + 6);
    const [name, step, x] = lines[3]?.split(',') ?? [];
    expect([name, step]).toEqual(['Plain', '2']);
    expect(Number(x)).toBe(trajectory.params[4]);
  });
  it('quotes names that need it, and leaves unknown values empty', () => {
    expect(lines[0]).toBe(
      'optimizer,step,x,"w, ""bias""",loss,objective,validation,batchLoss,gradientNorm,learningRate,conditionNumber,relativeSharpness,eigenvalue1,eigenvalue2',
    );
    expect(lines[1]).toMatch(/^Plain,0,4,4,[\d.]+,[\d.]+,,,[\d.]+,,/);
  });
});

describe('JSON', () => {
  it('parses, and holds runs and critical points', () => {
    const parsed = JSON.parse(toJson(description, exportsOf(state)));
    expect(parsed).toMatchObject({ function: 'himmelblau', file: '/a.ts' });
    expect(parsed.runs).toHaveLength(1);
    expect(parsed.runs[0].steps.at(-1)).toMatchObject({ step: 5, loss: trajectory.loss[5], params: [...trajectory.params.slice(-2)] });
    expect(parsed.criticalPoints).toHaveLength(9);
  });
});

describe('Markdown', () => {
  it('is a table of optimizers and one of points', () => {
    const text = toMarkdown(description, exportsOf(state), 'Settled. It is there');
    expect(text).toMatch(/^### himmelblau\n\nSettled\. It is there\n\n\| optimizer \| options \|/);
    expect(text).toContain('| Plain | learningRate 0.004, momentum 0 | 5 |');
    expect(text.split('\n').filter((line) => /^\| [msM]/.test(line))).toHaveLength(9);
  });
});

describe('the curve of a single parameter', () => {
  const scales = { x: linearScale([0, 4], [0, 40]), y: linearScale([0, 10], [100, 0]) };
  it('is broken where the loss is not finite', () => {
    const values = Float64Array.of(1, 2, Number.NaN, 3, 4);
    expect(curvePieces({ box: [0, 4, 0, 1], size: 5, values }, scales)).toEqual([
      [
        [0, 90],
        [10, 80],
      ],
      [
        [30, 70],
        [40, 60],
      ],
    ]);
  });
});

describe('what makes exports', () => {
  const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
  const flushed = () => new Promise((resolve) => setTimeout(resolve));

  it('is what was loaded', async () => {
    const store = new Store<State>(state);
    expect(await loadedFor(store, () => Promise.resolve(7))).toBe(7);
    expect(store.state.exportProblem).toBeUndefined();
  });

  it("is missed in words where it can't be loaded, until it can", async () => {
    const store = new Store<State>(state);
    expect(await loadedFor(store, gone)).toBeUndefined();
    expect(store.state.exportProblem).toMatchObject({ code: 'internal', message: expect.stringContaining('Failed to fetch') });
    expect(await loadedFor(store, () => Promise.resolve(7))).toBe(7);
    expect(store.state.exportProblem).toBeUndefined();
  });

  it('is no longer missed once the function has changed', async () => {
    const store = new Store<State>(state);
    await loadedFor(store, gone);
    store.set({ step: 2 });
    await flushed();
    expect(store.state.exportProblem).toBeDefined();
    store.set({ description: { ...description, revision: 2 } });
    await flushed();
    expect(store.state.exportProblem).toBeUndefined();
  });
});
