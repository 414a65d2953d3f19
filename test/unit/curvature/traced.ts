import { createRuntime } from '../../../src/engine/autodiff/runtime';
import { finish, type Trace } from '../../../src/engine/autodiff/trace';
import { TracedNumber } from '../../../src/engine/autodiff/traced';
import type { TraceAt } from '../../../src/engine/curvature/interval/pathEnclosures';
import type { Objective } from '../../../src/engine/objective';
import { SiteTable, traceTransformer } from '../../../src/source/instrument';
import { emit, load, run } from '../autodiff/support';

/** A loss given as the text of an arrow function of [x, y], with its objective and its traces. */
export function traced(arrow: string, n = 2): { objective: Objective; traceAt: TraceAt } {
  const source = `const f: any = ${arrow};\nexport const loss = (x: number[]): number => f(x);`;
  const runtime = createRuntime();
  const module = run(
    emit(
      source,
      traceTransformer('loss.ts', new SiteTable(), () => undefined),
    ),
    { ...runtime.globals, __watch: new Int32Array(1) },
  );
  const { loss } = module as { loss: (inputs: readonly unknown[]) => unknown };
  const traceAt = (x: Float64Array): Trace | undefined => {
    const recording = runtime.record(loss, x);
    if (recording.kind === 'threw' || recording.tape.blocked) return undefined;
    const { result, tape } = recording;
    return finish(tape, result instanceof TracedNumber ? result.node : tape.constant(Number(result)));
  };
  return { objective: load(source, [Array(n).fill(0)]).objective, traceAt };
}
