import { boxInWords, direction, heading, number, vector } from '../../plot/words';
import type { Convexity, LossDescription } from '../../protocol/model';
import { searchBox } from '../../protocol/points';
import { defineCommand } from '../command';
import { ended, reached } from '../interrupt';
import { toJson } from '../json';
import { withProgress } from '../progress';
import { openLoss, parseTarget } from '../target';
import type { Terminal } from '../terminal';
import { parseBox } from '../vector';

type Box = ReturnType<typeof searchBox>;

export const convexityCommand = defineCommand({
  name: 'convexity',
  summary: 'whether the loss is convex on a box, with a proof or a counter-example',
  usage: 'TARGET [--box "[[LOW,HIGH],…]"]',
  options: {
    box: { kind: 'text', placeholder: 'BOX', help: 'one interval per coordinate, as JSON; @domain or a box round the start when left out' },
    start: { kind: 'text', placeholder: 'VECTOR', help: 'the point that the box is laid round, as JSON' },
  },
  examples: ['saddlescope convexity losses.ts#ridge --box "[[-2,2],[-2,2]]"'],
  run: async ({ target: text, values, engine, terminal }) => {
    const { description, box, found } = await withProgress(terminal, 'Examining the Hessian', async () => {
      const { target, description } = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'start', json: values.start });
      const box = values.box === undefined ? searchBox(description) : parseBox('box', values.box, description.n);
      return {
        description,
        box,
        found: await reached<Convexity>(
          (options) => engine.request('convexity', { target, box }, options),
          () => {},
        ),
      };
    });
    if (values.json) terminal.out(`${toJson({ box, ...found.value })}\n`);
    else print(description, box, found.value, terminal);
    return ended(found, terminal);
  },
});

const verdicts: Readonly<Record<Convexity['verdict'], string>> = {
  convex: 'convex: proven by bounds on the Hessian over all of the box',
  'not convex': 'not convex',
  open: 'no counter-example found, and no proof',
};

function print(
  description: LossDescription,
  box: Box,
  { verdict, reason, counterExample, share, samples }: Convexity,
  terminal: Terminal,
): void {
  const { bold, dim } = terminal.paint;
  terminal.out(`${bold(heading(description))} in ${boxInWords(description, box)}\n`);
  terminal.out(`${bold(verdicts[verdict])}${reason === undefined ? '' : ` (${reason})`}\n`);
  if (counterExample) {
    const { at, direction: u, curvature } = counterExample;
    terminal.out(`  at ${vector(at)} it bends down along ${direction(u)}: uᵀHu = ${number(curvature)}\n`);
  }
  terminal.out(`${dim(`H ⪰ 0 at ${number(100 * share)} % of ${samples} points`)}\n`);
}
