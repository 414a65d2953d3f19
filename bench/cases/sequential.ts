import type { BenchCase } from './case';

/** A Lotka–Volterra system by 200 Runge–Kutta steps, fitted to 20 points: one long chain, nothing repeats side by side. */
export const differentialEquation: BenchCase = {
  name: 'ODE fit, 200 RK4 steps',
  kind: 'sequential',
  source: `const T = Array.from({ length: 20 }, (_, i) => [Math.sin(i) + 2, Math.cos(i) + 2]);
    export function loss(p: number[]): number {
      const [a, b, c, d] = p;
      let x = p[4], y = p[5], s = 0;
      const h = 0.05;
      const f = (x: number, y: number): [number, number] => [a * x - b * x * y, d * x * y - c * y];
      for (let i = 0; i < 200; i++) {
        const [k1, l1] = f(x, y), [k2, l2] = f(x + (h / 2) * k1, y + (h / 2) * l1);
        const [k3, l3] = f(x + (h / 2) * k2, y + (h / 2) * l2), [k4, l4] = f(x + h * k3, y + h * l3);
        x += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
        y += (h / 6) * (l1 + 2 * l2 + 2 * l3 + l4);
        if (i % 10 === 9) { const t = T[(i - 9) / 10]; s += (x - t[0]) ** 2 + (y - t[1]) ** 2; }
      }
      return s;
    }`,
  start: Float64Array.of(0.8, 0.5, 0.7, 0.4, 1.5, 1.2),
};

/** A hidden state through 2000 steps. */
export const recurrentNetwork: BenchCase = {
  name: 'recurrent network, 2000 steps',
  kind: 'sequential',
  source: `const X = Array.from({ length: 2000 }, (_, i) => Math.sin(i));
    export function loss(p: number[]): number {
      let h = 0, s = 0;
      for (let i = 0; i < X.length; i++) {
        h = Math.tanh(p[0] * h + p[1] * X[i] + p[2]);
        s += (p[3] * h - X[(7 * i) % X.length]) ** 2;
      }
      return s;
    }`,
  start: Float64Array.of(0.4, 0.7, 0.9, 0.3),
};

/** Conditions in every step, both sides simple enough to be computed. */
export const conditionalSteps: BenchCase = {
  name: 'ternaries in 2000 steps',
  kind: 'sequential',
  source: `const X = Array.from({ length: 2000 }, (_, i) => Math.sin(i));
    export function loss(p: number[]): number {
      let h = p[0], s = 0;
      for (let i = 0; i < X.length; i++) {
        const z = p[1] * h + X[i];
        s += z > 0.2 ? z * z * p[2] : z < -0.3 ? p[3] * h : 0.5 * z;
        h = z > 0 ? 0.5 * z : 0.1 * z;
      }
      return s;
    }`,
  start: Float64Array.of(0.4, 0.7, 0.9, 0.3),
};

/** Branches that call functions: the path is irregular, and each step is guarded. */
export const branchingSteps: BenchCase = {
  name: 'branches in 2000 steps',
  kind: 'sequential',
  source: `const X = Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
    export function loss(p: number[]): number {
      const f = (v: number): number => v * v * p[2];
      let h = p[0], s = 0;
      for (let i = 0; i < X.length; i++) {
        const z = p[1] * h + X[i];
        s += z > 0.2 ? f(z) : f(z * p[3]) + z;
        h = z > 0 ? f(0.5 * z) : 0.1 * z;
      }
      return s;
    }`,
  start: Float64Array.of(0.4, 0.7, 0.9, 0.3),
};
