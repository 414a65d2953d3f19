import { resolve } from 'node:path';
import { drawRatios, drawSpectrumFigure } from '../../plot/spectrumFigure';
import { count, heading, number, vector } from '../../plot/words';
import { significant } from '../../protocol/format';
import type { LossDescription, RatioSearch, Spectrum } from '../../protocol/model';
import type { Answer } from '../answer';
import type { OptionSpecs } from '../arguments';
import { type commonOptions, defineCommand, type Input } from '../command';
import { ended, reached } from '../interrupt';
import { toJson } from '../json';
import { savePicture } from '../picture/write';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';

const options = {
  at: { kind: 'text', placeholder: 'VECTOR', help: 'the point, as JSON; the start of the loss when left out' },
  top: { kind: 'integer', placeholder: 'K', help: 'eigenvalues at each end', min: 1 },
  probes: { kind: 'integer', placeholder: 'M', help: 'random vectors for trace and density', min: 1 },
  seed: { kind: 'integer', placeholder: 'S', help: 'of those vectors', min: 0 },
  ratios: { kind: 'flag', help: 'in place of the spectrum: critical points round about, with the share of directions that go up' },
  out: { kind: 'text', placeholder: 'FILE', help: 'a picture to write: .svg or .png' },
} as const satisfies OptionSpecs;

export const spectrum = defineCommand({
  name: 'spectrum',
  summary: 'eigenvalues of the Hessian: all of them, or for many parameters its ends, trace and density',
  usage: 'TARGET [--at VECTOR] [--top K] [--probes M] [--ratios] [--out FILE]',
  options,
  examples: ['saddlescope spectrum network.ts --top 5 --json'],
  run: async (input) => {
    const { target: text, values, engine, terminal, assets } = input;
    if (values.ratios) return showRatios(input);
    const { top, probes, seed, out } = values;
    const { description, found } = await withProgress(terminal, 'Computing the spectrum', async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'at', json: values.at });
      const options = { ...(top !== undefined && { top }), ...(probes !== undefined && { probes }), ...(seed !== undefined && { seed }) };
      const request = { target, at: description.start, ...options };
      const show = (known: Spectrum) => progress.update('Computing the spectrum', known.progress);
      return { description, found: await reached((partly) => engine.request('spectrum', request, partly), show) };
    });
    if (out !== undefined) await savePicture(resolve(terminal.cwd, out), drawSpectrumFigure(description, found.value), assets);
    if (values.json) terminal.out(`${toJson(found.value)}\n`);
    else print(description, found.value, terminal);
    return ended(found, terminal);
  },
});

/** How high critical points lie, and how many ways lead up from them. */
async function showRatios({
  target: text,
  values,
  engine,
  terminal,
  assets,
}: Input<typeof options & typeof commonOptions>): Promise<Answer> {
  const { description, found } = await withProgress(terminal, 'Searching critical points', async (progress) => {
    const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'at', json: values.at });
    const request = { target, at: description.start, ...(values.seed !== undefined && { seed: values.seed }) };
    const show = (known: RatioSearch) => progress.update('Searching critical points', known.progress);
    return { description, found: await reached((partly) => engine.request('minimumRatio', request, partly), show) };
  });
  const { points: all, starts } = found.value;
  if (values.out !== undefined) await savePicture(resolve(terminal.cwd, values.out), drawRatios(description, found.value), assets);
  const points = all.toSorted((a, b) => a.loss - b.loss);
  if (values.json) terminal.out(`${toJson({ points, starts })}\n`);
  else {
    const rows = points.map(({ loss, ratio, kind, gradientNorm }) => [
      number(loss),
      `${significant(100 * ratio, 3)} %`,
      kind,
      number(gradientNorm),
    ]);
    const right = (title: string) => ({ title, align: 'right' as const });
    terminal.out(`${indent(table([right('L'), right('go up'), { title: 'kind' }, right('‖∇L‖')], rows, terminal.paint.dim))}\n`);
  }
  return ended(found, terminal);
}

function print(description: LossDescription, found: Spectrum, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  const { n, method, top, bottom, residual, trace, traceError, positiveRatio, positiveRatioError } = found;
  const listed = (values: Float64Array) => Array.from(values, (value) => significant(value, 4)).join(', ');
  const within = (error: number) => (error > 0 ? ` ± ${significant(error, 2)}` : '');
  terminal.out(`${bold(heading(description))} at ${vector(description.start)}, ${count(n, 'parameter')}\n`);
  terminal.out(`${dim(method === 'dense' ? 'all eigenvalues, exactly' : 'ends by Lanczos, the rest sampled')}\n\n`);
  const unsettled = residual > 0 ? `, each within ${significant(residual, 1)}` : '';
  terminal.out(`  largest    ${listed(top)}${unsettled}\n  smallest   ${listed(bottom)}${unsettled}\n`);
  terminal.out(`  trace      ${number(trace)}${within(traceError)}\n`);
  terminal.out(`  positive   ${significant(100 * positiveRatio, 3)} %${within(100 * positiveRatioError)}\n`);
}
