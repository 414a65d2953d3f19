import { test } from 'vitest';
import { createRuntime } from '../../../src/engine/autodiff/runtime';
import { Workspace } from '../../../src/source/prepare';
import { memoryFiles } from './files';
test('speed', () => {
  const texts: Record<string,string> = { '/a.ts': `export function r(x: number, y: number): number {
  return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
}
export function s(w: number[]): number { let t = 0; for (let i = 0; i < w.length; i++) t += Math.exp(-w[i] * w[i]); return t; }
` };
  const files = memoryFiles(texts);
  const ws = new Workspace(files, { runtime: createRuntime(), watch: new Int32Array(new SharedArrayBuffer(16)) });
  const hand: Record<string, (x: Float64Array) => number> = { r: (x) => 100 * (x[1] - x[0] * x[0]) ** 2 + (1 - x[0]) ** 2, s: (w) => { let t = 0; for (let i = 0; i < w.length; i++) t += Math.exp(-w[i] * w[i]); return t; } };
  for (const name of ['r', 's']) {
    const n = name === 'r' ? 2 : 200;
    const x = new Float64Array(n).map((_, i) => Math.sin(i));
    const p = ws.prepare({ file: '/a.ts', name }, x);
    const N = name === 'r' ? 2e6 : 5e4;
    for (let k = 0; k < 4; k++) {
      for (const [what, f] of [['plain', p.program.plain], ['hand', hand[name]]] as const) {
        const t0 = performance.now(); let s = 0; for (let i = 0; i < N; i++) { x[0] = i * 1e-6; s += f(x); }
        console.log(name, what, ((performance.now() - t0) / N * 1e6).toFixed(1), 'ns', s);
      }
    }
  }
  // keystroke latency
  for (let k = 0; k < 30; k++) { texts['/a.ts'] += ' '; const t0 = performance.now(); ws.prepare({ file: '/a.ts', name: 'r' }); if (k % 5 === 0) console.log('prepare', (performance.now() - t0).toFixed(2)); }
  { const t0 = performance.now(); ws.prepare({ file: '/a.ts', name: 'r' }); console.log('again', (performance.now() - t0).toFixed(2)); }
});
