import * as vscode from 'vscode';
import { t } from '../l10n/t';
import type { Target } from '../protocol/engine';
import { significant } from '../protocol/format';
import type { LossDescription, NamedOptimizer, Sketch } from '../protocol/model';
import type { RunningOptimizers } from './diagnoses';
import type { Engine } from './engine';
import { paletteOf } from './picture/palette';
import { dataUri, sketchPicture } from './picture/sketchPicture';
import type { PointSearch } from './pointSearch';

export interface LossPicture {
  /** For the `src` of an image. */
  readonly source: string;
  readonly alternative: string;
  /** What is drawn: the path and its rate, and the plane where there are more than two parameters. */
  readonly caption: string;
}

interface Kept {
  readonly key: string;
  readonly sketch: Promise<Sketch>;
}

/** Milliseconds that a hover waits for its picture. It is worked out to its end and there at once the next time. */
const patience = 400;

/** Small pictures of losses with the path from the start, the last one of each function kept. */
export class LossPictures {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly engine: Engine,
    private readonly points: Pick<PointSearch, 'of'>,
    private readonly running: Pick<RunningOptimizers, 'optimizersFor'>,
  ) {}

  /** Undefined when it is not there in time, or there is nothing to draw: why stands among the problems. */
  async of(target: Target, description: LossDescription): Promise<LossPicture | undefined> {
    const drawn = this.draw(target, description).catch(() => undefined);
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
    return Promise.race([drawn, late]);
  }

  private async draw(target: Target, description: LossDescription): Promise<LossPicture> {
    const [optimizer] = await this.running.optimizersFor(target);
    const sketch = await this.sketch(target, description.revision, optimizer);
    const { coordinates, n, revision } = description;
    const found = this.points.of(target);
    const points = n <= 2 && found?.revision === revision ? (found.search?.points ?? []) : [];
    const names = sketch.along === 'eigenvectors' ? (['u₁', 'u₂'] as const) : ([coordinates[0], coordinates[1] ?? ''] as const);
    const svg = sketchPicture({ sketch, points, names }, paletteOf(vscode.window.activeColorTheme.kind));
    return {
      source: dataUri(svg),
      alternative: t('Contours of {0} with a path from the start', target.function),
      caption: [pathWords(sketch, optimizer), planeWords(sketch, coordinates)].filter((words) => words !== '').join('. '),
    };
  }

  private sketch(target: Target, revision: number, optimizer: NamedOptimizer | undefined): Promise<Sketch> {
    const name = `${target.file}#${target.function}`;
    const choice = optimizer && chosen(optimizer);
    const key = JSON.stringify([revision, choice]);
    const known = this.kept.get(name);
    if (known?.key === key) return known.sketch;
    const sketch = this.engine.request('sketch', { target, ...(choice && { optimizer: choice }) });
    this.kept.set(name, { key, sketch });
    // A failure may have been a passing one.
    sketch.catch(() => {
      if (this.kept.get(name)?.sketch === sketch) this.kept.delete(name);
    });
    return sketch;
  }
}

/** Without a rate of its own, the one that suits the curvature at the start is taken. */
const chosen = ({ id, options }: NamedOptimizer) => ('learningRate' in options ? { id, options } : undefined);

function pathWords({ path, optimizer: { options } }: Sketch, optimizer: NamedOptimizer | undefined): string {
  const name = optimizer && chosen(optimizer) ? optimizer.name : 'Gradient descent';
  const rate = typeof options.learningRate === 'number' ? significant(options.learningRate) : '?';
  return t('{0}, η = {1}, {2} steps from the start', name, rate, path.length / 2 - 1);
}

function planeWords({ along }: Sketch, coordinates: readonly string[]): string {
  if (coordinates.length <= 2) return '';
  return along === 'eigenvectors'
    ? t('Plane through the start along the eigenvectors of the largest |λ|')
    : t('Plane through the start along {0} and {1}', coordinates[0], coordinates[1]);
}
