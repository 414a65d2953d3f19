import { direction, heading, knownInertia, number, vector, verdict } from '../../plot/words';
import type { Escape, LossDescription } from '../../protocol/model';
import { defineCommand } from '../command';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';

export const escapeCommand = defineCommand({
  name: 'escape',
  summary: 'both ways down from a saddle, along its most negative curvature',
  usage: 'TARGET [--at VECTOR]',
  options: {
    at: { kind: 'text', placeholder: 'VECTOR', help: 'the saddle, as JSON; the start of the loss when left out' },
  },
  examples: ['saddlescope escape losses.ts#saddleToy --at "[0, 0]"'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { loss, found } = await withProgress(terminal, 'Escaping', async () => {
      const loss = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'at', json: values.at });
      return { loss, found: await engine.request('escape', { target: loss.target, at: loss.description.start }) };
    });
    if (!found) return nowhereDown(loss.description, terminal);
    if (values.json) terminal.out(`${toJson(fields(found))}\n`);
    else print(loss.description, found, terminal);
    return 0;
  },
});

/** The answer is no: no direction bends down here. */
function nowhereDown(description: LossDescription, terminal: Terminal): 1 {
  const { errPaint, err } = terminal;
  err(
    `${errPaint.red('saddlescope:')} There is nothing to escape from: at ${vector(description.start)} the Hessian has no negative eigenvalue.\n`,
  );
  return 1;
}

function fields({ from, direction, eigenvalue, branches }: Escape): Record<string, unknown> {
  return {
    from: { at: from.at, loss: from.loss, gradientNorm: from.gradientNorm, eigenvalues: from.eigenvalues, kind: from.kind ?? null },
    direction,
    eigenvalue,
    branches: branches.map(({ sign, start, params, loss, trajectory }) => ({ sign, start, params, loss, stopped: trajectory.stopped })),
  };
}

function print(description: LossDescription, { from, direction: u, eigenvalue, branches }: Escape, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  terminal.out(`${bold(heading(description))} at ${vector(from.at)}, L = ${number(from.loss)}\n`);
  terminal.out(`${verdict(from)}, inertia ${knownInertia(from)}\n`);
  terminal.out(`down along u = ${direction(u)}, where λ = ${number(eigenvalue)}\n\n`);
  const shown = branches.map(({ sign, params, loss }) => [sign > 0 ? '+u' : '−u', vector(params), number(loss), number(from.loss - loss)]);
  const columns = [
    { title: '' },
    { title: 'ends at' },
    { title: 'L', align: 'right' as const },
    { title: 'drop', align: 'right' as const },
  ];
  terminal.out(`${indent(table(columns, shown, dim))}\n`);
}
