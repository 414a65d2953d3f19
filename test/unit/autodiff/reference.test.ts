import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import hessians from '../../reference/hessians.json';
import minimise from '../../reference/minimise.json';
import spectra from '../../reference/spectra.json';
import { distance, load } from './support';

/** ∞-norm relative to the largest reference entry; the references themselves are checked to 1e-12. */
function relative(actual: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(1e-300, ...expected.map(Math.abs));
  return distance(
    Array.from(actual, (v) => v / scale),
    expected.map((v) => v / scale),
  );
}

function evaluate({ objective }: ReturnType<typeof load>, at: readonly number[]) {
  const x = Float64Array.from(at);
  const gradient = new Float64Array(x.length);
  const value = objective.valueAndGradient(x, gradient);
  return { value, gradient, hessian: objective.hessian(x).slice(), derivatives: objective.derivatives };
}

describe('values, gradients and Hessians of PyTorch', () => {
  for (const { name, n, js, points, data } of hessians.functions as readonly HessianFunction[]) {
    const source =
      data === undefined
        ? `export const loss = ${js};`
        : `const data = ${JSON.stringify(data)}; const f = ${js}; export const loss = (w) => f(w, data);`;
    const loaded = load(source, [new Array(n).fill(0)]);
    test.each(points.map((point, i) => [i, point] as const))(`${name}, point %i`, (_, point) => {
      const { value, gradient, hessian, derivatives } = evaluate(loaded, point.x);
      expect(derivatives).toBe('exact');
      expect(Math.abs(value - point.value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(point.value)));
      expect(distance(gradient, point.gradient)).toBeLessThan(1e-12);
      expect(relative(hessian, point.hessian.flat())).toBeLessThan(1e-12);
    });
  }
});

interface HessianFunction {
  readonly name: string;
  readonly n: number;
  readonly js: string;
  readonly data?: unknown;
  readonly points: readonly { readonly x: number[]; readonly value: number; readonly gradient: number[]; readonly hessian: number[][] }[];
}

describe('the problems of Moré, Garbow and Hillstrom', () => {
  test.each(minimise.problems.map((problem) => [problem.name, problem] as const))(
    '%s',
    (_, { n, x0, f_x0, gradient_x0, hessian_eigenvalues_x0, loss_file, call, more_values }) => {
      const file = readFileSync(new URL(`../../reference/${loss_file}`, import.meta.url), 'utf8');
      const spread = call.kind === 'spread';
      const loaded = load(`${file}\nexport { ${call.export} as loss };`, spread ? x0 : [x0]);
      const { value, gradient, hessian, derivatives } = evaluate(loaded, x0);
      expect(derivatives).toBe('exact');
      expect(relative([value], [f_x0])).toBeLessThan(1e-12);
      expect(relative(gradient, gradient_x0)).toBeLessThan(1e-12);
      const trace = hessian.reduce((sum, v, i) => (i % (n + 1) === 0 ? sum + v : sum), 0);
      expect(relative([trace], [hessian_eigenvalues_x0.reduce((sum, v) => sum + v, 0)])).toBeLessThan(1e-10);
      const norm = Math.sqrt(hessian.reduce((sum, v) => sum + v * v, 0));
      expect(relative([norm], [Math.sqrt(hessian_eigenvalues_x0.reduce((sum, v) => sum + v * v, 0))])).toBeLessThan(1e-10);
      for (const more of more_values) expect(relative([evaluate(loaded, more.x).value], [more.value])).toBeLessThan(1e-12);
    },
  );
});

describe('a network with 514 parameters', () => {
  const loaded = load(
    `const data = ${JSON.stringify(spectra.data)}; const f = ${spectra.model.js}; export const loss = (w) => f(w, data);`,
    [spectra.initial.w],
  );

  test.each([
    ['initial', spectra.initial],
    ['trained', spectra.trained],
  ] as const)('%s weights: value, gradient norm, H·v', (_, { w, loss, gradient_norm, probes }) => {
    const x = Float64Array.from(w);
    const gradient = new Float64Array(x.length);
    expect(relative([loaded.objective.valueAndGradient(x, gradient)], [loss])).toBeLessThan(1e-12);
    expect(loaded.objective.derivatives).toBe('exact');
    expect(relative([Math.sqrt(gradient.reduce((sum, v) => sum + v * v, 0))], [gradient_norm])).toBeLessThan(1e-10);
    const product = new Float64Array(x.length);
    loaded.objective.hessianVector(
      x,
      Float64Array.from(x, (_v, i) => Math.sin(1.7 * (i + 1))),
      product,
    );
    expect(relative(product, probes[0].Hv ?? [])).toBeLessThan(1e-11);
  });
});
