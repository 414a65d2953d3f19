import { heading, number, pointNames, vector } from '../../plot/words';
import { automaticEpsilon } from '../../protocol/epsilon';
import type { Interpolation, LossDescription, Sharpness } from '../../protocol/model';
import { searchBox } from '../../protocol/points';
import { rescaledPoint } from '../../protocol/rescaled';
import { defineCommand } from '../command';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { indent, table } from '../text/table';
import { parseBox } from '../vector';

/** By what the layers of the twin are multiplied and divided. */
const rescaling = 2;

interface Compared extends Sharpness {
  readonly name: string;
  readonly at: Float64Array;
  /** Of the straight line from the best of them; undefined for itself. */
  readonly barrier: Interpolation['barrier'] | undefined;
}

export const sharpnessCommand = defineCommand({
  name: 'sharpness',
  summary: 'the minima side by side: λmax, trace, the rise under perturbations, and the barrier between them',
  usage: 'TARGET [--box "[[LOW,HIGH],…]"] [--at VECTOR] [--epsilon E]',
  options: {
    box: { kind: 'text', placeholder: 'BOX', help: 'where minima are looked for, as JSON; @domain or a box round the start when left out' },
    at: {
      kind: 'text',
      placeholder: 'VECTOR',
      help: 'a point to compare with them, and to rescale, as JSON; the start of the loss when left out',
    },
    epsilon: {
      kind: 'number',
      placeholder: 'E',
      help: 'length of the perturbations; a hundredth of 1 + ‖θ‖ when left out',
      min: Number.MIN_VALUE,
    },
  },
  examples: ['saddlescope sharpness losses.ts#himmelblau --box "[[-6,6],[-6,6]]"'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { description, epsilon, compared } = await withProgress(terminal, 'Searching minima', async (progress) => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'at', json: values.at });
      const box = values.box === undefined ? searchBox(description) : parseBox('box', values.box, description.n);
      const { points } = await engine.request('criticalPoints', { target, box });
      const minima = points.filter(({ kind }) => kind === 'minimum');
      const exponents = await engine.request('rescaling', { target, at: description.start });
      const places = [
        ...minima.map(({ at }, k) => ({ name: pointNames(minima)[k], at })),
        { name: values.at === undefined ? 'start' : 'here', at: description.start },
        ...(exponents ? [{ name: 'rescaled', at: rescaledPoint(description.start, exponents, rescaling) }] : []),
      ];
      const ats = places.map(({ at }) => at);
      const epsilon = values.epsilon ?? automaticEpsilon(ats);
      progress.update('Perturbing');
      const found = await engine.request('sharpness', { target, points: ats, epsilon });
      const compared: Compared[] = [];
      for (const [k, place] of places.entries()) {
        const line = k === 0 ? undefined : await engine.request('interpolation', { target, from: ats[0], to: place.at });
        compared.push({ ...place, ...found[k], barrier: line?.barrier });
      }
      return { description, epsilon, compared };
    });
    if (values.json) terminal.out(`${toJson({ epsilon, points: compared.map(fields) })}\n`);
    else print(description, epsilon, compared, terminal);
    return 0;
  },
});

const fields = ({ barrier, epsilon: _, ...point }: Compared): Record<string, unknown> => ({ ...point, barrier: barrier ?? null });

function print(description: LossDescription, epsilon: number, compared: readonly Compared[], terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  terminal.out(`${bold(heading(description))}: perturbations of length ${number(epsilon)}\n\n`);
  const rows = compared.map(({ name, at, loss, largestEigenvalue, trace, meanIncrease, worstIncrease, barrier }) => [
    ...[name, vector(at), number(loss), number(largestEigenvalue), number(trace), number(meanIncrease), number(worstIncrease)],
    barrier ? number(barrier.height) : '',
  ]);
  const right = (title: string) => ({ title, align: 'right' as const });
  const heads = ['L', 'λmax', 'trace', 'mean rise', 'worst rise', `barrier from ${compared[0].name}`].map(right);
  terminal.out(`${indent(table([{ title: '' }, { title: 'at' }, ...heads], rows, dim))}\n`);
  if (compared.some(({ name }) => name === 'rescaled'))
    terminal.out(
      `\n${dim('“rescaled” is the same function in other parameters: sharpness alone says nothing about it (Dinh et al. 2017).')}\n`,
    );
}
