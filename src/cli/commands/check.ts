import { heading, number, vector } from '../../plot/words';
import type { CheckReport, LossDescription } from '../../protocol/model';
import { defineCommand } from '../command';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';

/** More components than this are for `--json`; the worst come first. */
const mostRows = 12;
const words = { fine: 'right', look: 'worth a look', wrong: 'wrong' } as const;

export const check = defineCommand({
  name: 'check',
  summary: 'the gradient named by @gradient, or the exact one, against an independent one',
  usage: 'TARGET [--at VECTOR]',
  options: {
    at: { kind: 'text', placeholder: 'VECTOR', help: 'the point, as JSON; the start of the loss when left out' },
  },
  examples: ['saddlescope check losses.ts#rosenbrock --at "[-1.2, 1]"'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { description, report } = await withProgress(terminal, 'Checking the gradient', async () => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'at', json: values.at });
      return { description, report: await engine.request('check', { target, at: description.start }) };
    });
    if (values.json) terminal.out(`${toJson(fields(description, report))}\n`);
    else print(description, report, terminal);
    return report.verdict === 'wrong' ? 1 : 0;
  },
});

function fields(
  { coordinates }: LossDescription,
  { at, against, relativeError, verdict, components, epsilonSweep }: CheckReport,
): Record<string, unknown> {
  const named = components.map(({ index, ...component }) => ({ name: coordinates[index], ...component }));
  return { at, against, relativeError, verdict, components: named, epsilonSweep };
}

function print(
  description: LossDescription,
  { at, against, relativeError, verdict, components, epsilonSweep }: CheckReport,
  terminal: Terminal,
): void {
  const { bold, green, yellow, red, dim } = terminal.paint;
  const colour = { fine: green, look: yellow, wrong: red }[verdict];
  terminal.out(`${bold(heading(description))} at ${vector(at)}\n`);
  const [subject, other] = against === 'user gradient' ? ['your gradient', 'the exact one'] : ['the gradient', against];
  terminal.out(`${colour(`${subject} is ${words[verdict]}`)}: relative error ${number(relativeError)} against ${other}\n\n`);
  const named = components.map((component) => ({ name: description.coordinates[component.index], ...component }));
  const worst = named.sort((a, b) => b.error - a.error).slice(0, mostRows);
  const shown = worst.map(({ name, exact, other, error }) => [name, number(exact), number(other), number(error)]);
  const columns = ['∂L/∂', 'exact', against === 'user gradient' ? 'yours' : 'differences', 'error'].map((title, i) => ({
    title,
    ...(i > 0 && { align: 'right' as const }),
  }));
  terminal.out(`${indent(table(columns, shown, dim))}\n`);
  if (components.length > worst.length) terminal.out(dim(`  and ${components.length - worst.length} more, none worse\n`));
  const { n } = description;
  if (components.length < n) terminal.out(dim(`  ${components.length} of ${n} components, spread evenly, are compared with differences\n`));
  const part = epsilonSweep.components < n ? `, over ${epsilonSweep.components} of ${n} components` : '';
  terminal.out(`\n${subject} against differences of step ε${part}\n\n${indent(table(sweepColumns, sweepRows(epsilonSweep), dim))}\n`);
}

const sweepColumns = [{ title: 'ε' }, { title: 'relative error', align: 'right' }, { title: '' }] as const;
/** Digits that agree, and the length of the bar for them all. */
const allDigits = 16;

/** A V on its side: the longest bar is the best step. */
function sweepRows({ epsilon, relativeError }: CheckReport['epsilonSweep']): string[][] {
  return Array.from(epsilon, (step, k) => [step, relativeError[k]] as const)
    .filter((_, k) => k % 2 === 0)
    .map(([step, error]) => {
      const digits = Number.isFinite(error) ? Math.max(0, Math.min(allDigits, Math.round(-Math.log10(error)))) : 0;
      return [step.toExponential(0), error.toExponential(1), '█'.repeat(digits)];
    });
}
