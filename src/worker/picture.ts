import { descending } from '../engine/descend';
import { surface } from '../engine/landscape/surface';
import type { PictureParams } from '../protocol/engine';
import type { Picture, Plane, Readout, Surface, Trajectory } from '../protocol/model';
import { pointAt, rowAt } from '../protocol/rows';
import { descendRequest } from './descend';
import type { Session } from './session';

/** Work that has nothing to tell before its end. */
type Unheard<R> = Generator<undefined, R, void>;

/** Paths, the readout at a step of one of them, and the first stage of the map: in one go, that nothing of less urgency comes between. */
export function* drawPicture(
  session: Session,
  { paths, focus, step, map }: Omit<PictureParams, 'target'>,
  readoutAt: (at: Float64Array) => Readout,
): Unheard<Picture> {
  const runs: Trajectory[] = [];
  for (const params of paths) {
    const { objective, request } = descendRequest(session, params);
    runs.push(yield* unheard(descending(objective, request)));
  }
  const run = runs[focus];
  const at = run ? pointAt(run, rowAt(run, step)).slice() : session.prepared.start;
  const coarse = map && (yield* firstStage(session, { ...map, plane: through(at, map.plane) }));
  return { paths: runs, readout: at.every(Number.isFinite) ? readoutAt(at) : undefined, surface: coarse };
}

/** The same two coordinates, beside another point. */
const through = (at: Float64Array, { first, second }: Plane): Plane => ({
  origin: at.map((value, i) => (first[i] === 0 && second[i] === 0 ? value : 0)),
  ...{ first, second },
});

function* unheard<R>(work: Generator<unknown, R, void>): Unheard<R> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield undefined;
  }
}

function* firstStage({ objective }: Session, request: NonNullable<PictureParams['map']>): Unheard<Surface> {
  const work = surface(objective, request);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    if (next.value) return next.value;
    yield undefined;
  }
}
