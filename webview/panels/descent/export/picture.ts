/** The map as a picture of its own on white, for papers and slides: the same marks, in the light palette. */
import { t } from '../../../../src/l10n/t';
import { h, s, setAttributes } from '../../../lib/dom';
import { SvgBrush, type SvgPath, svgPath } from '../../../lib/export/brush';
import { settleStyles } from '../../../lib/export/styles';
import { dashes, marker, polyline } from '../../../lib/picture/map/marks';
import type { Frame, Projection } from '../../../lib/picture/map/project';
import { drawRelief, type ReliefColours, reliefColours } from '../../../lib/picture/map/relief';
import { nowAt } from '../../../lib/picture/now';
import { focusedRun, type State, shownRuns } from '../../../lib/picture/state';
import { rowAt } from '../../../lib/rows';
import { areaBelow, curvePieces } from '../map/curve';
import { keyOf } from '../map/key';
import { MapOverlay } from '../map/overlay';
import { layoutFor, sceneFor } from '../map/scene';
import { shadingFor } from '../map/shadingFor';

const width = 720;
const margin = 16;
const titleHeight = 30;
const keyHeight = 34;

/** A self-contained SVG document; undefined while there is nothing to show. */
export function toSvg(state: State): string | undefined {
  const layout = layoutFor(state, width - 2 * margin);
  if (!layout || !state.surface) return undefined;
  const paper = h('section', { class: 'map paper aside', 'aria-hidden': 'true' });
  document.body.append(paper);
  try {
    const picture = draw(state, layout, paper);
    settleStyles(picture);
    return new XMLSerializer().serializeToString(picture);
  } finally {
    paper.remove();
  }
}

function draw(state: State, { frame, projection, height }: NonNullable<ReturnType<typeof layoutFor>>, paper: HTMLElement): SVGSVGElement {
  const whole = titleHeight + height + 2 * keyHeight + 2 * margin;
  const marks = s('svg', { x: margin, y: margin + titleHeight, class: 'marks' });
  const colours = reliefColours(paper);
  const below = margin + titleHeight + height + 8;
  const picture = s(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${whole}`, width, height: whole },
    s('rect', { width, height: whole, fill: '#ffffff' }),
    s('text', { class: 'name title', x: margin, y: margin + 12 }, titleOf(state)),
    s('g', { transform: `translate(${margin},${margin + titleHeight})` }, ...ground(state, projection, frame, colours, paper)),
    marks,
    key(state, below + keyHeight),
  );
  paper.append(picture);
  const overlay = new MapOverlay(marks);
  overlay.resize(width - 2 * margin, height);
  overlay.draw({ ...sceneFor(state, { frame, width, height, projection }), picked: undefined });
  const run = focusedRun(state);
  overlay.advance(state.step, run && nowAt(run, rowAt(run, state.step), state.readout));
  if (state.surface && projection.kind === 'plane') {
    const shading = shadingFor(state, colours, paper);
    const scale = keyOf(state, shading, 260);
    setAttributes(scale, { x: margin + frame.left, y: below });
    picture.append(
      scale,
      s('text', { class: 'axis-name', x: margin + frame.left - 4, y: below + 8, 'text-anchor': 'end' }, shading.symbol),
    );
  }
  return picture;
}

function titleOf({ description, step }: State): string {
  const names = description?.parameters.map(({ name }) => name).join(', ') ?? '';
  return t('{0}, step {1}', `${description?.summary.name ?? ''}(${names})`, step);
}

function ground(state: State, projection: Projection, frame: Frame, colours: ReliefColours, paper: HTMLElement): SVGElement[] {
  const { surface } = state;
  if (!surface) return [];
  if (projection.kind === 'curve') {
    const pieces = curvePieces(surface, projection);
    return pieces.flatMap((piece) => [
      s('path', { d: areaBelow(piece, frame.size), fill: colours.ramp(0.5), stroke: 'none' }),
      s('path', { class: 'ground-line', d: polyline(piece) }),
    ]);
  }
  const brush = new SvgBrush('ground');
  drawRelief<SvgPath>(brush, svgPath, { surface, projection, frame, colours, shading: shadingFor(state, colours, paper) });
  return [brush.element];
}

/** Which line is whose. */
function key(state: State, y: number): SVGGElement {
  let x = margin + 24;
  const entries = shownRuns(state)
    .toSorted((a, b) => a.chip.key - b.chip.key)
    .map(({ chip }) => {
      const at = x;
      x += 60 + 7.2 * chip.name.length;
      return s(
        'g',
        { class: `path c${chip.style}` },
        s('path', { class: 'done', d: `M${at},${y}h28`, 'stroke-dasharray': dashes[chip.style] }),
        s('path', { class: 'bead', d: marker(chip.style, [at + 14, y], 6) }),
        s('text', { class: 'name', x: at + 34, y: y + 4 }, chip.name),
      );
    });
  return s('g', {}, ...entries);
}
