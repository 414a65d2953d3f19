/** One optimizer's path on the map: drawn once, then only told how far the scrubber is. */
import { t } from '../../../../src/l10n/t';
import type { Trajectory } from '../../../../src/protocol/model';
import { s, setAttributes } from '../../../lib/dom';
import { beadRows, dashes, marker, polyline } from '../../../lib/picture/map/marks';
import type { Projection } from '../../../lib/picture/map/project';
import type { Chip } from '../../../lib/picture/settings';
import type { Pixel } from '../../../lib/pointGlyph';
import { lastRow, pointAt, rowAt, rowCount } from '../../../lib/rows';
import { gapClass, gapClasses } from './gap';

/** Beads stand at least this many pixels of path apart. */
const beadSpacing = 26;
/** And keep this far from the head. */
const headRoom = 10;
/** Farther out than this many map sizes nothing needs to be drawn; browsers falter at huge numbers. */
const farAway = 20;

export class PathView {
  readonly element: SVGGElement;
  private readonly pixels: readonly Pixel[];
  private readonly beadsAt: readonly number[];
  private readonly casing = s('path', { class: 'casing' });
  private readonly done = s('path', { class: 'done' });
  private readonly beads = s('path', { class: 'bead' });
  /** What runs beside the path: of ADMM w, which Adam moves, while the path itself is z. */
  private readonly second: readonly Pixel[];
  private readonly beside = s('path', { class: 'beside' }, s('title', {}, t('w, which the inner solver moves; the path itself is z')));

  constructor(
    readonly chip: Chip,
    readonly run: Trajectory,
    projection: Projection,
    size: number,
    readonly focus: boolean,
    /** For n > 2, per row: how far the true loss is from the drawn plane's, 0 … 1. */
    gap: ((row: number) => number) | undefined,
  ) {
    this.pixels = pixelsOf(run, projection, size);
    this.second = projection.kind === 'plane' ? secondOf(run, projection, this.pixels.length) : [];
    this.beadsAt = beadRows(this.pixels, beadSpacing);
    setAttributes(this.done, { 'stroke-dasharray': dashes[chip.style] });
    const rest = s('path', { class: 'rest', d: polyline(this.pixels) });
    const veils = gap ? this.veils(gap) : [];
    this.element = s(
      'g',
      { class: `path c${chip.style}${focus ? ' focused' : ''}` },
      rest,
      this.casing,
      this.beside,
      this.done,
      ...veils,
      this.beads,
    );
  }

  head(step: number): Pixel {
    return this.pixels[Math.min(rowAt(this.run, step), this.pixels.length - 1)] ?? [0, 0];
  }

  /** Pixels up to `step`. */
  trail(step: number): readonly Pixel[] {
    return this.pixels.slice(0, rowAt(this.run, step) + 1);
  }

  advance(step: number): void {
    const row = rowAt(this.run, step);
    const trail = this.pixels.slice(0, row + 1);
    const d = trail.length > 1 ? polyline(trail) : '';
    const head = this.head(step);
    const beads = this.beadsAt.flatMap((i) => {
      const at = this.pixels[i];
      return i < row && at && Math.hypot(at[0] - head[0], at[1] - head[1]) > headRoom ? [marker(this.chip.style, at, 4)] : [];
    });
    const beside = this.second.slice(0, row + 1);
    setAttributes(this.beside, { d: beside.length > 1 ? polyline(beside) : '' });
    setAttributes(this.casing, { d });
    setAttributes(this.done, { d });
    setAttributes(this.beads, { d: beads.join('') });
  }

  /** Over the stretches whose loss the drawn plane does not show, by how large the gap is. */
  private veils(gap: (row: number) => number): SVGElement[] {
    const stretches = gapClasses.map(() => '');
    for (let row = 1; row < this.pixels.length; row++) {
      const [from, to] = [this.pixels[row - 1], this.pixels[row]];
      const large = gapClass(gap(row));
      if (from && to && large > 0) stretches[large - 1] += polyline([from, to]);
    }
    return stretches.map((d, i) => s('path', { class: `veil gap-${i + 1}`, d }));
  }
}

/** Only rows that the path itself shows. */
function secondOf({ internals: { w }, n }: Trajectory, projection: Projection, rows: number): readonly Pixel[] {
  if (!w) return [];
  const pixels = Array.from({ length: rows }, (_, row) => projection.place(w.subarray(row * n, (row + 1) * n), Number.NaN));
  return pixels.filter((pixel) => pixel.every(Number.isFinite));
}

function pixelsOf(run: Trajectory, projection: Projection, size: number): readonly Pixel[] {
  const pixels: Pixel[] = [];
  for (let row = 0; row < rowCount(run); row++) {
    const pixel = projection.place(pointAt(run, row), run.loss[row]);
    if (!pixel.every((value) => Math.abs(value) < farAway * size)) break;
    pixels.push(pixel);
  }
  return pixels.length > 0 ? pixels : [projection.place(pointAt(run, 0), run.loss[Math.min(0, lastRow(run))])];
}
