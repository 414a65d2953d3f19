/** What lies on the sheet, in SVG above it: paths, the start, critical points and their names. What the sheet hides is faint. */
import { t } from '../../../src/l10n/t';
import { atCursor } from '../../lib/cursor';
import { s } from '../../lib/dom';
import type { CursorMark } from '../../lib/picture/map/cursorMarks';
import { headMark, pointMark } from '../../lib/picture/map/glyphs';
import { placeLabels } from '../../lib/picture/map/labels';
import { beadRows, dashes, marker, nestHeads, polyline } from '../../lib/picture/map/marks';
import type { Chip } from '../../lib/picture/settings';
import type { Pixel } from '../../lib/pointGlyph';
import type { NamedPoint } from '../../lib/points';
import type { Draped } from './drape';
import type { Sheet } from './sheet';
import { isHidden } from './sight';
import type { Vector, View } from './view';

export interface PathOnSheet {
  readonly chip: Chip;
  readonly draped: Draped;
}
export interface PointOnSheet {
  readonly point: NamedPoint;
  readonly at: Vector;
}

export interface Things {
  /** In drawing order, the focused last. */
  readonly paths: readonly PathOnSheet[];
  readonly points: readonly PointOnSheet[];
  /** Curves of critical points, as the floor of a flat valley. */
  readonly curves: readonly (readonly Vector[])[];
  readonly start: Vector | undefined;
  readonly focus: number;
  readonly picked: string | undefined;
}

/** Beads stand at least this many pixels of path apart, and keep this far from the path's end. */
const [beadSpacing, headRoom] = [30, 10];

export function thingMarks(things: Things, sheet: Sheet, view: View, cursor: CursorMark): SVGElement[] {
  const hidden = (at: Vector) => isHidden(sheet, view, at);
  const paths = things.paths.map((path) => pathMark(path, view, hidden, path.chip.key === things.focus));
  const points = things.points.map(({ point, at }) => faint(pointMark(point, view.project(at), point.name === things.picked), hidden(at)));
  const start = things.start && faint(startRing(view.project(things.start), cursor === 'start'), hidden(things.start));
  const curves = things.curves.map((curve) => curveMark(curve, view, hidden));
  return [...curves, ...paths, ...points, ...(start ? [start] : []), ...headMarks(things, view, hidden), ...names(things, view, hidden)];
}

function faint<E extends SVGElement>(mark: E, hidden: boolean): E {
  mark.classList.toggle('behind', hidden);
  return mark;
}

type Hidden = (at: Vector) => boolean;

function pathMark({ chip, draped: { line, rows } }: PathOnSheet, view: View, hidden: Hidden, focus: boolean): SVGGElement {
  const behind = line.map(hidden);
  const pixels = line.map((at) => view.project(at));
  const dash = dashes[chip.style];
  const [seen, unseen] = [false, true].map((side) => stretches(pixels, behind, side).map(polyline).join(''));
  return s(
    'g',
    { class: `path c${chip.style}${focus ? ' focused' : ''}`, 'data-path': chip.name },
    s('path', { class: 'rest', d: unseen }),
    s('path', { class: 'casing', d: seen }),
    s('path', { class: 'done', d: seen, 'stroke-dasharray': dash }),
    s('path', { class: 'bead', d: beads(chip.style, pixels, behind, rows) }),
  );
}

/** Where the paths end; those that meet are nested. */
function headMarks({ paths, focus }: Things, view: View, hidden: Hidden): SVGElement[] {
  const ends = paths.flatMap(({ chip, draped: { line, rows } }) => {
    const at = line[rows.at(-1) ?? -1];
    return at ? [{ chip, focus: chip.key === focus, at, pixel: view.project(at) }] : [];
  });
  const depth = nestHeads(
    ends.map(({ pixel }) => pixel),
    7,
  );
  return ends.map((end, i) => faint(headMark(end, end.pixel, depth[i] ?? 0), hidden(end.at)));
}

function curveMark(curve: readonly Vector[], view: View, hidden: Hidden): SVGElement {
  const pixels = curve.map((at) => view.project(at));
  return s('path', { class: 'curve', d: stretches(pixels, curve.map(hidden), false).map(polyline).join('') });
}

/** The pieces of a line that are hidden, or those that are not; neighbours share the point between them. */
function stretches(pixels: readonly Pixel[], behind: readonly boolean[], wanted: boolean): readonly (readonly Pixel[])[] {
  const pieces: Pixel[][] = [];
  for (let i = 1; i < pixels.length; i++) {
    if ((behind[i - 1] && behind[i]) !== wanted) continue;
    const [from, to] = [pixels[i - 1], pixels[i]];
    if (!from || !to) continue;
    const piece = pieces.at(-1);
    if (piece?.at(-1) === from) piece.push(to);
    else pieces.push([from, to]);
  }
  return pieces;
}

function beads(style: number, pixels: readonly Pixel[], behind: readonly boolean[], rows: readonly number[]): string {
  const steps = rows.map((index) => pixels[index] ?? [0, 0]);
  const end = steps.at(-1) ?? [0, 0];
  return beadRows(steps, beadSpacing)
    .filter((row) => behind[rows[row] ?? 0] === false)
    .map((row) => steps[row] ?? end)
    .filter(([x, y]) => Math.hypot(x - end[0], y - end[1]) > headRoom)
    .map((at) => marker(style, at, 4))
    .join('');
}

function startRing([cx, cy]: Pixel, marked: boolean): SVGGElement {
  const circle = (r: number, kind: string) => s('circle', { class: kind, cx, cy, r });
  const mark = marked ? [circle(14, 'casing'), circle(14, `ring ${atCursor}`)] : [];
  return s('g', { class: 'start' }, ...mark, circle(8, 'casing'), circle(8, 'ring'));
}

function names({ paths, points, start }: Things, view: View, hidden: Hidden): SVGElement[] {
  const spots = [
    ...(start ? [{ at: view.project(start), text: t('start'), behind: hidden(start) }] : []),
    ...points.map(({ point, at }) => ({ at: view.project(at), text: point.name, behind: hidden(at) })),
  ];
  const ends = paths.flatMap(({ draped: { line, rows } }) => {
    const end = line[rows.at(-1) ?? -1];
    return end ? [{ at: view.project(end), radius: 10 }] : [];
  });
  const obstacles = [...spots.map(({ at }) => ({ at, radius: 7 })), ...ends];
  const frame = { x0: 0, x1: view.width, y0: 0, y1: view.height };
  return placeLabels(spots, obstacles, frame).map(({ x, y, anchor, text }, i) =>
    faint(s('text', { class: 'halo name', x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': anchor }, text), spots[i]?.behind === true),
  );
}
