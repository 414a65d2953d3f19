import { descending } from '../engine/descend';
import { surface } from '../engine/landscape/surface';
import type { Work } from '../engine/work';
import type { PictureParams } from '../protocol/engine';
import type { Picture, Plane, Readout, Surface, Trajectory } from '../protocol/model';
import { pointAt, rowAt } from '../protocol/rows';
import { descendRequest } from './descend';
import type { Turns } from './drive';
import type { Session } from './session';

/** Paths, the readout at a step of one of them, and the first stage of the map. */
export async function drawPicture(
  turns: Turns,
  session: Session,
  { paths, focus, step, map }: Omit<PictureParams, 'target'>,
  readoutAt: (at: Float64Array) => Readout,
  signal: AbortSignal,
): Promise<Picture> {
  const runs: Trajectory[] = [];
  for (const params of paths) {
    const { objective, request } = descendRequest(session, params);
    runs.push(await turns.drive(descending(objective, request), 0, signal));
  }
  const run = runs[focus];
  const at = run ? pointAt(run, rowAt(run, step)).slice() : session.prepared.start;
  const coarse = map && (await turns.drive(firstStage(session, { ...map, plane: through(at, map.plane) }), 1, signal));
  return { paths: runs, readout: at.every(Number.isFinite) ? readoutAt(at) : undefined, surface: coarse };
}

/** The same two coordinates, beside another point. */
const through = (at: Float64Array, { first, second }: Plane): Plane => ({
  origin: at.map((value, i) => (first[i] === 0 && second[i] === 0 ? value : 0)),
  ...{ first, second },
});

function* firstStage({ objective }: Session, request: NonNullable<PictureParams['map']>): Work<Surface> {
  const work = surface(objective, request);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    if (next.value) return next.value;
    yield undefined;
  }
}
