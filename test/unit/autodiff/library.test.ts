import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { createObjective } from '../../../src/engine/autodiff/objective';
import { createRuntime, type Runtime } from '../../../src/engine/autodiff/runtime';
import { SiteBlock, traceTransformer } from '../../../src/source/instrument';
import { differences } from './differences';
import { distance, emit, run } from './support';

const require = createRequire(import.meta.url);

type Exports = Record<string, unknown>;
type Loss = (w: readonly unknown[]) => unknown;

/** A CommonJS package from node_modules, all of its modules instrumented. */
function instrumented(entry: string, runtime: Runtime, sites: SiteBlock): Exports {
  const loaded = new Map<string, Exports>();
  const load = (name: string, from: string): Exports => {
    const file = createRequire(from).resolve(name);
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const code = emit(readFileSync(file, 'utf8'), traceTransformer(file, sites));
    const modules = new Proxy({}, { get: (_, dependency) => load(String(dependency), file) });
    const exports = run(code, { ...runtime.globals, __watch: new Int32Array(1) }, modules);
    loaded.set(file, exports);
    return exports;
  };
  return load(entry, require.resolve(entry));
}

const SOURCE = `
  const { Matrix, inverse, solve, determinant, CholeskyDecomposition } = require('ml-matrix');
  exports.loss = (w) => {
    const A = new Matrix([[w[0], 1, 0.5], [2, w[1], 0.1], [0.3, 0.2, w[2]]]);
    const b = Matrix.columnVector([w[2], 1, w[0]]);
    const S = A.mmul(A.transpose()).add(Matrix.eye(3));
    const factor = new CholeskyDecomposition(S).lowerTriangularMatrix;
    return S.trace() + solve(A, b).get(0, 0) * 3 + b.norm() + inverse(A).sum() + Math.log(determinant(S)) + factor.get(2, 2);
  };
`;

describe('a matrix library, instrumented', () => {
  const sites = new SiteBlock();
  const runtime = createRuntime();
  const library = instrumented('ml-matrix', runtime, sites);
  const { loss: traced } = run(
    emit(SOURCE, traceTransformer('loss.js', sites)),
    { ...runtime.globals, __watch: new Int32Array(1) },
    { 'ml-matrix': library },
  ) as { loss: Loss };
  const { loss: plain } = run(SOURCE, {}, { 'ml-matrix': require('ml-matrix') as unknown }) as { loss: Loss };
  const objective = createObjective(
    { n: 3, plain: (x) => plain([...x]) as number, traced: (inputs) => traced(inputs), siteRange: (site) => sites.get(site) },
    runtime,
  );

  test.each([[[3, 4, 5]], [[3.5, -4, 2]]])('at %j', (x) => {
    const gradient = new Float64Array(3);
    const value = objective.valueAndGradient(Float64Array.from(x), gradient);
    expect(objective.blockedBy).toBeUndefined();
    expect(value).toBeCloseTo(plain(x) as number, 12);
    expect(
      distance(
        gradient,
        differences((at) => plain([...at]) as number, x),
      ),
    ).toBeLessThan(1e-8);
  });
});
