/**
 * Everything on the map but its ground. Drawn in two parts: the scene, when data or size change, and the step, which only
 * moves marks and lengthens lines, so that scrubbing is cheap.
 */
import { t } from '../../../../src/l10n/t';
import { significant, subscript } from '../../../../src/protocol/format';
import { atCursor } from '../../../lib/cursor';
import { s, setAttributes } from '../../../lib/dom';
import { lettersIn } from '../../../lib/letters';
import type { CursorMark } from '../../../lib/picture/map/cursorMarks';
import { headMark, pointMark } from '../../../lib/picture/map/glyphs';
import { type PlacedLabel, placeLabels } from '../../../lib/picture/map/labels';
import { nestHeads, polyline } from '../../../lib/picture/map/marks';
import type { Frame, Projection } from '../../../lib/picture/map/project';
import type { Now } from '../../../lib/picture/now';
import { type Pixel, pointGlyph } from '../../../lib/pointGlyph';
import type { NamedPoint } from '../../../lib/points';
import type { Ball } from '../penalty/ball';
import { axes } from './axes';
import { crossArms, freest } from './cross';
import type { PathView } from './paths';

export interface Scene {
  readonly projection: Projection;
  readonly frame: Frame;
  readonly names: readonly [string, string];
  /** In drawing order, the focused last. */
  readonly paths: readonly PathView[];
  readonly points: readonly NamedPoint[];
  /** How far points lie beside the map, by name. */
  readonly beside: ReadonlyMap<string, number>;
  readonly picked: string | undefined;
  /** Curves of critical points, e.g. the floor of a flat valley. */
  readonly curves: readonly (readonly Pixel[])[];
  readonly start: Pixel | undefined;
  readonly cursor: CursorMark;
  readonly ball: Ball | undefined;
  readonly region: Region | undefined;
  /** The counter-example to convexity: a point, and how far along which line it bends down. */
  readonly bend: { readonly at: Pixel; readonly tips: readonly Pixel[] } | undefined;
  /** Borders between basins, where none is, and the minima that have no other mark. */
  readonly basins: { readonly edges: string; readonly lost: string; readonly minima: readonly { name: string; at: Pixel }[] } | undefined;
}

/** A part of the map that is hatched. */
export interface Region {
  readonly name: string;
  /** Path data; '' when it is empty. */
  readonly path: string;
  /** The ground's shades say the same. */
  readonly shaded: boolean;
}

/** Arms of curvature 1 are this part of the box long. */
const crossUnit = 5 / 12;
const longestArm = 0.095;
const shortestArm = 16;

export class MapOverlay {
  private readonly scene = s('g');
  private readonly step = { cross: s('g', { class: 'cross' }), heads: s('g', { class: 'heads' }) };
  private readonly rubberBand = s('rect', { class: 'rubber' });
  private readonly clip = s('rect');
  private current: Scene | undefined;
  /** Where names stand: the cross's own keep clear of them. */
  private named: readonly Pixel[] = [];

  constructor(private readonly svg: SVGSVGElement) {
    const hatch = s(
      'pattern',
      { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      s('path', { d: 'M0,0V6' }),
    );
    svg.append(s('defs', {}, s('clipPath', { id: 'clip' }, this.clip), hatch), this.scene, this.rubberBand);
  }

  draw(scene: Scene): void {
    this.current = scene;
    const { frame, projection, paths, points, picked, beside, curves, start, region, ball, basins } = scene;
    setAttributes(this.clip, { x: frame.left, y: 0, width: frame.size, height: frame.size });
    const others = paths.filter(({ focus }) => !focus);
    const focus = paths.filter((path) => path.focus);
    const spots = points.map((point) => ({ point, at: projection.place(point.at, point.loss) }));
    const placed = labels(spots, start, scene);
    this.named = placed.map(({ x, y, anchor, text }) => [
      x + (anchor === 'end' ? -3.5 : anchor === 'start' ? 3.5 : 0) * lettersIn(text),
      y - 4,
    ]);
    const inside = s(
      'g',
      { 'clip-path': 'url(#clip)' },
      ...(region ? regionMarks(region, frame) : []),
      ...(basins ? basinMarks(basins) : []),
      ...(ball ? ballMarks(ball) : []),
      ...curves.map((curve) =>
        s('path', { class: 'curve', d: polyline(curve) }, s('title', {}, t('Every point of this curve is critical'))),
      ),
      ...others.map(({ element }) => element),
      start && startRing(start, scene.cursor === 'start'),
      ...spots.map(({ point, at }) => pointMark(point, at, point.name === picked, beside.has(point.name))),
      ...(scene.bend ? bendMarks(scene.bend) : []),
      this.step.cross,
      ...focus.map(({ element }) => element),
      this.step.heads,
      ...placed.map(labelMark),
    );
    this.scene.replaceChildren(
      s('rect', { class: 'frame', x: frame.left, y: 0, width: frame.size, height: frame.size }),
      inside,
      axes(projection, frame, scene.names, scene.cursor),
    );
  }

  /** `now`: the current point of the focused path. */
  advance(step: number, now: Now | undefined): void {
    const scene = this.current;
    if (!scene) return;
    for (const path of scene.paths) path.advance(step);
    const heads = scene.paths.map((path) => path.head(step));
    const depth = nestHeads(heads, 7);
    this.step.heads.replaceChildren(...scene.paths.map((path, i) => headMark(path, heads[i] ?? [0, 0], depth[i] ?? 0)));
    this.step.cross.replaceChildren(
      ...(now && scene.projection.kind === 'plane'
        ? crossMarks(scene, now, step, { heads, named: this.named, room: 6 * Math.max(0, ...depth) })
        : []),
    );
  }

  rubber(from: Pixel | undefined, to: Pixel | undefined): void {
    const [x0, y0] = from ?? [0, 0];
    const [x1, y1] = to ?? [x0, y0];
    setAttributes(this.rubberBand, {
      x: Math.min(x0, x1),
      y: Math.min(y0, y1),
      width: Math.abs(x1 - x0),
      height: Math.abs(y1 - y0),
      visibility: from ? 'visible' : 'hidden',
    });
  }

  resize(width: number, height: number): void {
    setAttributes(this.svg, { width, height });
  }
}

function regionMarks({ name, path, shaded }: Region, { left, size }: Frame): SVGElement[] {
  if (path !== '') return [s('path', { class: shaded ? 'region shaded' : 'region', d: path, 'fill-rule': 'evenodd' })];
  return [s('text', { class: 'halo name', x: left + size / 2, y: 20, 'text-anchor': 'middle' }, t('{0}: none in view', name))];
}

function basinMarks({ edges, lost, minima }: NonNullable<Scene['basins']>): SVGElement[] {
  return [
    s('path', { class: 'region lost', d: lost }),
    s('path', { class: 'basin-edge', d: edges }),
    ...minima.map(({ at }) => {
      const d = pointGlyph('minimum', at, 5);
      return s('g', { class: 'point minimum' }, s('path', { class: 'casing', d }), s('path', { class: 'glyph', d }));
    }),
  ];
}

function bendMarks({ at: [cx, cy], tips }: NonNullable<Scene['bend']>): SVGElement[] {
  const d = polyline(tips);
  return [
    s(
      'g',
      { class: 'bend' },
      s('path', { class: 'casing', d }),
      s('path', { class: 'line', d }),
      s('circle', { class: 'casing', cx, cy, r: 5 }),
      s('circle', { class: 'ring', cx, cy, r: 5 }),
      s('title', {}, t('Here the loss bends down along this line, so that it is not convex.')),
    ),
  ];
}

function ballMarks({ outline, optimum: [cx, cy], contour, name, words }: Ball): SVGElement[] {
  return [
    s('path', { class: 'touching', d: contour }, s('title', {}, t('The loss at the penalised optimum'))),
    s('path', { class: 'ball', d: `${polyline(outline)}Z` }, s('title', {}, `${name}: ${words}`)),
    s('circle', { class: 'optimum', cx, cy, r: 3 }),
  ];
}

function startRing([x, y]: Pixel, marked: boolean): SVGGElement {
  const circle = (r: number, kind: string) => s('circle', { class: kind, cx: x, cy: y, r });
  const mark = marked ? [circle(19, 'casing'), circle(19, `ring ${atCursor}`)] : [];
  return s('g', { class: 'start' }, circle(14, 'grip'), ...mark, circle(9, 'casing'), circle(9, 'ring'));
}

/** The names of the points, of the start and of a penalty's ball, where they hide least. They stay put while the scrubber moves. */
function labels(
  spots: readonly { point: NamedPoint; at: Pixel }[],
  start: Pixel | undefined,
  { frame, paths, ball, basins, beside }: Scene,
): readonly PlacedLabel[] {
  const { left, size } = frame;
  const inView = ([x, y]: Pixel) => x >= left && x <= left + size && y >= 0 && y <= size;
  const wanted = [
    ...(start && inView(start) ? [{ at: start, text: t('start') }] : []),
    ...spots.filter(({ at }) => inView(at)).map(({ point, at }) => ({ at, text: nameOf(point, beside) })),
    ...(basins?.minima ?? []).filter(({ at }) => inView(at)).map(({ name, at }) => ({ at, text: name })),
    ...(ball?.named ? [{ at: ball.named, text: ball.name }] : []),
  ];
  const ends = paths.map((path) => ({ at: path.head(Number.POSITIVE_INFINITY), radius: 11 }));
  const obstacles = [
    ...spots.map(({ at }) => ({ at, radius: 6 })),
    ...(start ? [{ at: start, radius: 11 }] : []),
    ...ends,
    ...paths.flatMap(waypoints),
  ];
  return placeLabels(wanted, obstacles, { x0: left, x1: left + size, y0: 0, y1: size });
}

/** `m₁, 0.83 off` where it is projected. */
function nameOf({ name }: NamedPoint, beside: Scene['beside']): string {
  const distance = beside.get(name);
  return distance === undefined ? name : t('{0}, {1} off', name, significant(distance, 2));
}

/** A few points along a path, lighter than marks: names rather lie beside it. */
function waypoints(path: PathView): { at: Pixel; radius: number }[] {
  const trail = path.trail(Number.POSITIVE_INFINITY);
  const stride = Math.max(1, Math.floor(trail.length / 40));
  return trail.filter((_, i) => i % stride === 0).map((at) => ({ at, radius: 2 }));
}

function labelMark({ x, y, anchor, text }: PlacedLabel): SVGTextElement {
  return s('text', { class: 'halo name', x: x.toFixed(1), y: y.toFixed(1), 'text-anchor': anchor }, text);
}

interface Surroundings {
  readonly heads: readonly Pixel[];
  readonly named: readonly Pixel[];
  /** Pixels that nested heads take beyond a single one. */
  readonly room: number;
}

function crossMarks(
  { projection, frame, paths, points, start }: Scene,
  now: Now,
  step: number,
  { heads, named, room }: Surroundings,
): SVGElement[] {
  const centre = projection.place(now.at, now.loss);
  if (now.eigenvectors.length !== 2 || !centre.every(Number.isFinite)) return [];
  const arms = crossArms({
    centre,
    eigenvalues: now.eigenvalues,
    directions: now.eigenvectors.map((vector) => projection.direction(vector)),
    unit: (crossUnit * frame.size) / Math.max(1e-12, projection.box[1] - projection.box[0]),
    shortest: shortestArm + room,
    longest: longestArm * frame.size + room,
  });
  const focus = paths.at(-1);
  const obstacles = [
    ...points.map((point) => projection.place(point.at, point.loss)),
    ...(start ? [start] : []),
    ...(focus?.trail(step) ?? []),
    ...heads,
    ...named,
  ].filter(([x, y]) => Math.hypot(x - centre[0], y - centre[1]) > 12);
  return arms.flatMap(({ path, negative, index, tips }) => {
    const [x, y] = obstacles.length > 0 ? freest(tips, obstacles) : tips[0];
    const kind = negative ? 'arm negative' : 'arm';
    return [
      s('path', { class: 'casing', d: path }),
      s('path', { class: kind, d: path }),
      s(
        'text',
        { class: `halo name ${kind}`, x: x.toFixed(1), y: (y + 4).toFixed(1), 'text-anchor': 'middle' },
        `u${subscript(index + 1)}`,
      ),
    ];
  });
}
