/** The column beside the map: the paths with where they ended, and the critical points. */
import { fixed, significant } from '../protocol/format';
import type { Readout } from '../protocol/model';
import { swatch } from './paths';
import { drawContinuum, drawPoint } from './points';
import { type Continuum, type NamedPoint, placeInWords, type Run, type RunScene } from './scene';
import { drawSpectrum, rowHeight } from './spectrum';
import { shortened, strong, text } from './text';
import { fontSize, hair, ink } from './theme';
import { briefStop, choiceInWords, continuumInWords, criticalLoss } from './words';
import { element, type Point } from './xml';

interface Block {
  readonly height: number;
  draw(at: Point): string;
}

export interface Column {
  readonly height: number;
  readonly markup: string;
}

const mostPoints = 16;
/** More eigenvalues are shown as the largest and the smallest. */
const mostEigenvalues = 8;

export function sideColumn(scene: RunScene, [x, y]: Point, width: number): Column {
  const { runs, readout, readoutOf } = scene;
  const blocks: Block[] = [
    ...runs.map((run) => runBlock(run, width)),
    ...spectrumBlocks(readout, placeInWords(readoutOf), width),
    ...pointsBlocks(scene, width),
  ];
  let top = y;
  const markup = blocks.map((block) => {
    const drawn = block.draw([x, top]);
    top += block.height;
    return drawn;
  });
  return { height: top - y, markup: markup.join('') };
}

function runBlock(run: Run, width: number): Block {
  const { title, choice, style } = run;
  const settings = choiceInWords({ ...choice, id: '' }).trim() || 'default options';
  const end = endInWords(run);
  const room = width - 40;
  return {
    height: 58,
    draw: ([x, y]) =>
      [
        swatch(style, [x, y + 8]),
        text([x + 40, y + 12], shortened(title, room, fontSize.body), { size: fontSize.body, fill: ink }),
        text([x + 40, y + 28], shortened(settings, room)),
        text([x + 40, y + 43], shortened(end, room)),
      ].join(''),
  };
}

/** `converged at step 26 → m₁, L = 0`, or from several starts the losses that they reach. */
function endInWords({ trajectory, others, reached }: Run): string {
  if (others.length > 0) {
    const losses = [trajectory, ...others].map(({ loss }) => loss.at(-1) ?? Number.NaN).sort((a, b) => a - b);
    const [least, middle, most] = [0, Math.floor(losses.length / 2), losses.length - 1].map((k) => significant(losses[k], 2));
    return `${losses.length} starts: L from ${least} to ${most}, median ${middle}`;
  }
  const loss = trajectory.loss.at(trajectory.steps.lastIndexOf(trajectory.answerStep)) ?? Number.NaN;
  return `${briefStop(trajectory)}${reached ? ` → ${reached.name}` : ''}, L = ${reached ? criticalLoss(loss, 3) : significant(loss)}`;
}

function pointsBlocks({ points, continua, proof, description }: RunScene, width: number): Block[] {
  if (points.length + continua.length === 0) return [];
  const shown = points.slice(0, mostPoints);
  const left = points.length - shown.length;
  const how = proof === 'complete' ? 'proven complete in this box' : 'found by sampling';
  const note = left > 0 ? `and ${left} more; ${how}` : how;
  return [
    heading('Critical points', width, 'L'),
    ...shown.map((point) => pointBlock(point, width, description.n)),
    ...continua.map((continuum) => continuumBlock(continuum, width)),
    { height: 20, draw: ([x, y]) => text([x, y + 14], note) },
  ];
}

function heading(title: string, width: number, remark: string): Block {
  return {
    height: 32,
    draw: ([x, y]) =>
      element('path', { d: `M${x} ${y + 2.5}h${width}`, stroke: hair }) +
      text([x, y + 21], title, strong) +
      text([x + width, y + 21], remark, { anchor: 'end' }),
  };
}

function spectrumBlocks({ eigenvalues, at }: Readout, where: string, width: number): Block[] {
  const descending = Array.from(eigenvalues.keys()).reverse();
  const many = descending.length > mostEigenvalues;
  const shown = many ? [...descending.slice(0, mostEigenvalues / 2), ...descending.slice(-mostEigenvalues / 2)] : descending;
  return [
    heading('Eigenvalues', width, shortened(where, width - 84)),
    { height: shown.length * rowHeight + 10, draw: (corner) => drawSpectrum({ eigenvalues, n: at.length, width }, shown, corner) },
  ];
}

function pointBlock({ kind, name, at, loss }: NamedPoint, width: number, n: number): Block {
  const list = { size: fontSize.list, fill: ink } as const;
  const where = Array.from(at.subarray(0, Math.min(n, 3)), (value) => fixed(value)).join(', ');
  return {
    height: 20,
    draw: ([x, y]) =>
      drawPoint(kind, [x + 6, y + 9], 4.5) +
      text([x + 20, y + 13], name, list) +
      text([x + 50, y + 13], where, { size: fontSize.list }) +
      text([x + width, y + 13], criticalLoss(loss, 3), { ...list, anchor: 'end' }),
  };
}

function continuumBlock({ kind, dimension, loss }: Continuum, width: number): Block {
  const list = { size: fontSize.list, fill: ink } as const;
  return {
    height: 20,
    draw: ([x, y]) =>
      drawContinuum(kind, [
        [
          [x, y + 9],
          [x + 12, y + 9],
        ],
      ]) +
      text([x + 20, y + 13], continuumInWords(kind, dimension), list) +
      text([x + width, y + 13], criticalLoss(loss, 3), { ...list, anchor: 'end' }),
  };
}
