import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import type { Objective } from '../../../src/engine/objective';
import type { Trajectory } from '../../../src/engine/trajectory';
import { objectiveOf } from './support/objective';
import { problems } from './support/problems';
import { altered, negated, optionsOf, type Reference, type ReferenceRun } from './support/pytorch';

/** Moves every gradient by about its last bit, up and down in turn. */
function jostled(objective: Objective): Objective {
  let count = 0;
  return altered(objective, (g) => {
    count++;
    return g.map((gi, i) => gi * (1 + ((count + i) % 2 === 0 ? 1 : -1) * Number.EPSILON));
  });
}

const largestDifference = (a: readonly number[], b: Float64Array): number =>
  a.reduce((max, ai, i) => Math.max(max, Math.abs(ai - b[i])), 0);

for (const file of ['optimizers', 'optimizers-nd']) {
  const reference: Reference = JSON.parse(readFileSync(new URL(`../../reference/${file}.json`, import.meta.url), 'utf8'));

  function replay(run: ReferenceRun, change: (objective: Objective) => Objective = (o) => o): Trajectory {
    const { n, x0, data = {} } = reference.problems[run.problem];
    const objective = objectiveOf(problems[run.problem](data), n);
    return descend(change(run.hyper.maximize ? negated(objective) : objective), {
      optimizer: { id: run.optimizer.toLowerCase(), options: optionsOf(run) },
      start: Float64Array.from(x0),
      steps: run.params.length - 1,
      tolerance: 0,
    });
  }

  describe(`PyTorch's runs in ${file}.json`, () => {
    it.each(reference.runs.map((run) => [`${run.optimizer} on ${run.problem}, ${JSON.stringify(run.hyper)}`, run] as const))(
      '%s',
      (_, run) => {
        const expected = run.params.flat();
        const { params } = replay(run);
        expect(params.length).toBe(expected.length);
        const tolerance = Math.max(1e-10, 1e-13 * run.amplification);
        const difference = largestDifference(expected, params);
        // A few runs are so chaotic that the order of additions inside ∇L shows: there, what the last bit of ∇L does is the measure.
        const allowed = difference <= tolerance ? tolerance : 10 * largestDifference(Array.from(params), replay(run, jostled).params);
        expect(difference).toBeLessThanOrEqual(allowed);
      },
    );

    it('hardly ever needs the measure of chaos, and never where the order of additions is known', () => {
      const chaotic = reference.runs.filter(
        (run) => largestDifference(run.params.flat(), replay(run).params) > Math.max(1e-10, 1e-13 * run.amplification),
      );
      expect(chaotic.length / reference.runs.length).toBeLessThanOrEqual(file === 'optimizers' ? 0 : 0.07);
      expect(
        chaotic.filter(({ optimizer }) => ['SGD', 'Adam', 'AdamW', 'Adamax', 'RAdam', 'Adagrad', 'Rprop'].includes(optimizer)),
      ).toEqual([]);
    });

    it.each(
      reference.runs.filter((run) => run.evals_and_iters).map((run) => [`${run.problem}, ${JSON.stringify(run.hyper)}`, run] as const),
    )('L-BFGS evaluates as often: %s', (_, run) => {
      // PyTorch evaluates at the beginning of each step what is known here, and, without a line search, not at the end of one.
      const { evals_and_iters: counts = [], hyper, params } = run;
      const resting = params.filter((row, k) => k > 0 && row.every((p, i) => p === params[k - 1][i])).length;
      const saved = hyper.line_search_fn === null ? resting - 1 : params.length - 2;
      const total = counts.at(-1)?.[0] ?? Number.NaN;
      expect(replay(run).evaluations.gradient).toBe(total - saved);
    });
  });
}
