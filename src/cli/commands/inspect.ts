import { rows } from '../../plot/rows';
import {
  coordinate,
  derivativesInWords,
  direction,
  eigenName,
  heading,
  measures,
  number,
  problemFields,
  vector,
  verdict,
} from '../../plot/words';
import type { LossDescription, Readout } from '../../protocol/model';
import { defineCommand } from '../command';
import { toJson } from '../json';
import { displayPlace, printProblem } from '../problems';
import { withProgress } from '../progress';
import { drawOptions, openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { kindColour } from '../text/paint';
import { indent, table } from '../text/table';

/** More coordinates and eigenvalues than this are for `--json`. */
const mostRows = 12;

export const inspect = defineCommand({
  name: 'inspect',
  summary: 'value, gradient, Hessian and its eigenvalues at a point, with a verdict',
  usage: 'TARGET [--at VECTOR | --init ID --seed S]',
  explains: ['initialisers'],
  options: {
    at: { kind: 'text', placeholder: 'VECTOR', help: 'the point, as JSON; the start of the loss when left out' },
    ...drawOptions,
  },
  examples: [
    'saddlescope inspect losses.ts#rosenbrock --at "[1, 1]"',
    `saddlescope inspect model.ts --at '{"w": [0.1, 0.2], "b": 0}' --json`,
  ],
  run: async ({ target: text, values, engine, terminal }) => {
    const { description, readout } = await withProgress(terminal, 'Inspecting', async () => {
      const loss = await openLoss(engine, parseTarget(text, terminal.cwd), { ...values, option: 'at', json: values.at });
      const at = loss.description.start;
      return { description: loss.description, readout: await engine.request('readout', { target: loss.target, at }) };
    });
    if (values.json) terminal.out(`${toJson(fields(description, readout))}\n`);
    else print(description, readout, terminal);
    return 0;
  },
});

function fields({ summary, n }: LossDescription, readout: Readout): Record<string, unknown> {
  const { hessian, eigenvectors, kind, nonSmooth, warnings, ...rest } = readout;
  return {
    function: summary.name,
    n,
    ...rest,
    ...(hessian && { hessian: rows(hessian, n) }),
    eigenvectors: rows(eigenvectors, n),
    kind: kind ?? null,
    nonSmooth: nonSmooth.map(({ location: { file, line, column }, expression, rule }) => ({ file, line, column, expression, rule })),
    warnings: warnings.map(problemFields),
  };
}

function print(description: LossDescription, readout: Readout, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  const { kind, derivatives, nonSmooth, warnings } = readout;
  terminal.out(`${bold(heading(description))} at ${vector(readout.at)}  ${dim(derivativesInWords(derivatives))}\n`);
  terminal.out(`${kindColour(terminal.paint, kind)(verdict(readout))}\n\n`);
  const values = table([{ title: '' }, { title: '' }], measures(readout));
  for (const part of [values, coordinates(description, readout), eigen(readout, terminal)]) terminal.out(`${indent(part)}\n\n`);
  for (const { location, expression, rule } of nonSmooth)
    terminal.out(`${displayPlace(location, terminal.cwd)}: not smooth here: ${bold(expression)} ${dim(rule)}\n`);
  for (const warning of warnings) printProblem(warning, terminal);
}

function coordinates({ coordinates: names, n }: LossDescription, { at, gradient }: Readout): string {
  const shown = names.slice(0, mostRows).map((name, i) => [name, coordinate(at[i]), number(gradient[i])]);
  return withRest(
    table([{ title: '' }, { title: 'at', align: 'right' }, { title: '∂L/∂', align: 'right' }], shown),
    n - shown.length,
    'coordinates',
  );
}

function eigen({ eigenvalues, eigenvectors, at }: Readout, { paint }: Terminal): string {
  const vectors = rows(eigenvectors, at.length);
  const shown = Array.from(eigenvalues.subarray(0, mostRows), (value, k) => [
    eigenName(k, eigenvalues.length, at.length),
    value < 0 ? paint.magenta(number(value)) : number(value),
    vectors[k] ? direction(vectors[k]) : '',
  ]);
  const columns = [{ title: '' }, { title: 'eigenvalue', align: 'right' as const }, { title: 'direction' }];
  return withRest(table(columns, shown), eigenvalues.length - shown.length, 'eigenvalues');
}

function withRest(text: string, left: number, what: string): string {
  return left > 0 ? `${text}\n… and ${left} more ${what}; --json has them all` : text;
}
