import type { BenchCase } from './case';

export const rosenbrock2: BenchCase = {
  name: 'Rosenbrock, n = 2',
  kind: 'tiny',
  source: 'export function loss([x, y]: number[]): number { return (1 - x) ** 2 + 100 * (y - x * x) ** 2; }',
  start: Float64Array.of(-1.2, 1),
  byHand: {
    gradient: (w, g) => {
      const [x, y] = [w[0], w[1]];
      const t = y - x * x;
      g[0] = -2 * (1 - x) - 400 * x * t;
      g[1] = 200 * t;
      return (1 - x) * (1 - x) + 100 * t * t;
    },
    hessian: (w, h) => {
      const [x, y] = [w[0], w[1]];
      h[0] = 2 - 400 * (y - 3 * x * x);
      h[1] = h[2] = -400 * x;
      h[3] = 200;
    },
  },
};

export const rosenbrock100: BenchCase = {
  name: 'Rosenbrock, n = 100',
  kind: 'sparse',
  source:
    'export const loss = (x: number[]): number => { let s = 0; for (let i = 0; i + 1 < x.length; i++) s += 100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2; return s; };',
  start: Float64Array.from({ length: 100 }, (_, i) => (i % 2 === 1 ? 1 : -1.2) + 0.01 * Math.sin(i)),
  byHand: {
    gradient: (x, g) => {
      const n = x.length;
      let s = 0;
      g.fill(0);
      for (let i = 0; i + 1 < n; i++) {
        const a = x[i];
        const t = x[i + 1] - a * a;
        const u = 1 - a;
        s += 100 * t * t + u * u;
        g[i] += -400 * a * t - 2 * u;
        g[i + 1] += 200 * t;
      }
      return s;
    },
    hessian: (x, h) => {
      const n = x.length;
      h.fill(0);
      for (let i = 0; i + 1 < n; i++) {
        h[i * n + i] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
        h[i * n + i + 1] = h[(i + 1) * n + i] = -400 * x[i];
        h[(i + 1) * n + i + 1] += 200;
      }
    },
  },
};
