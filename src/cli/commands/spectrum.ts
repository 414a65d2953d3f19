import { significant } from '../../protocol/format';
import type { LossDescription, Spectrum } from '../../protocol/model';
import { defineCommand } from '../command';
import { ended, reached } from '../interrupt';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { count } from '../text/table';
import { heading, number, vector } from '../text/words';

export const spectrum = defineCommand({
  name: 'spectrum',
  summary: 'eigenvalues of the Hessian: all of them, or for many parameters its ends, trace and density',
  usage: 'TARGET [--at VECTOR] [--top K] [--probes M]',
  options: {
    at: { kind: 'text', placeholder: 'VECTOR', help: 'the point, as JSON; the start of the loss when left out' },
    top: { kind: 'integer', placeholder: 'K', help: 'eigenvalues at each end', min: 1 },
    probes: { kind: 'integer', placeholder: 'M', help: 'random vectors for trace and density', min: 1 },
    seed: { kind: 'integer', placeholder: 'S', help: 'of those vectors', min: 0 },
  },
  examples: ['saddlescope spectrum network.ts --top 5 --json'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { top, probes, seed } = values;
    const { description, found } = await withProgress(terminal, 'Computing the spectrum', async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'at', json: values.at });
      const options = { ...(top !== undefined && { top }), ...(probes !== undefined && { probes }), ...(seed !== undefined && { seed }) };
      const request = { target, at: description.start, ...options };
      const show = (known: Spectrum) => progress.update('Computing the spectrum', known.progress);
      return { description, found: await reached((partly) => engine.request('spectrum', request, partly), show) };
    });
    if (values.json) terminal.out(`${toJson(found.value)}\n`);
    else print(description, found.value, terminal);
    return ended(found, terminal);
  },
});

function print(description: LossDescription, found: Spectrum, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  const { n, method, top, bottom, trace, traceError, positiveRatio, positiveRatioError } = found;
  const listed = (values: Float64Array) => Array.from(values, (value) => significant(value, 4)).join(', ');
  const within = (error: number) => (error > 0 ? ` ± ${significant(error, 2)}` : '');
  terminal.out(`${bold(heading(description))} at ${vector(description.start)}, ${count(n, 'parameter')}\n`);
  terminal.out(`${dim(method === 'dense' ? 'all eigenvalues, exactly' : 'ends by Lanczos, the rest sampled')}\n\n`);
  terminal.out(`  largest    ${listed(top)}\n  smallest   ${listed(bottom)}\n`);
  terminal.out(`  trace      ${number(trace)}${within(traceError)}\n`);
  terminal.out(`  positive   ${significant(100 * positiveRatio, 3)} %${within(100 * positiveRatioError)}\n`);
}
