/** The parts of the picture, made from the state; each is made again only when what it is made from has changed. */
import type { LossDescription, Surface } from '../../../src/protocol/model';
import { type State as Picture, shownRuns, startOf } from '../../lib/picture/state';
import { pointAt } from '../../lib/rows';
import { axesOf, type RoomAxes } from './axes';
import { drape, drapeCurve, onFloor, placeOn } from './drape';
import type { PathOnSheet, Things } from './marks';
import { type Contour, floorContours, type Profile, profileAlong } from './profiles';
import type { Room } from './room';
import { type Sheet, sheetOf } from './sheet';
import type { State } from './state';

interface Raised {
  readonly sheet: Sheet;
  readonly contours: readonly Contour[];
  readonly profiles: readonly [Profile, Profile];
}

export interface Scene {
  readonly sheet: Sheet;
  readonly room: Room;
  readonly things: Things;
}

/** What a scene is made from; the orbit is not among it. */
export const sceneInputs = ({ surface, runs, points, search, settings, description, picked }: State): readonly unknown[] => [
  ...[surface, runs, points, search, settings, description, picked],
];

export class SceneMaker {
  private raised: Raised | undefined;
  private made: { readonly from: readonly unknown[]; readonly scene: Scene } | undefined;

  scene(state: State): Scene | undefined {
    const { surface, description } = state;
    if (!surface || !description) return undefined;
    const from = sceneInputs(state);
    if (!this.made?.from.every((value, i) => Object.is(value, from[i]))) {
      this.made = { from, scene: this.make(state, surface, description) };
    }
    return this.made.scene;
  }

  private make(state: State, surface: Surface, description: LossDescription): Scene {
    const { settings } = state;
    const { sheet, contours, profiles } = this.raise(surface);
    const paths = pathsOn(sheet, state);
    const [across, up] = settings.plane.map((i) => description.coordinates[i] ?? '');
    const axes: RoomAxes = axesOf(sheet, [across, description.n === 1 ? undefined : up]);
    const shadows = paths.map(({ chip, draped }) => ({ style: chip.style, line: onFloor(draped.line) }));
    const things = thingsOn(sheet, state, paths);
    const points = things.points.map(({ point, at }) => ({ kind: point.kind, at }));
    return { sheet, room: { contours, profiles, shadows, points, axes }, things };
  }

  private raise(surface: Surface): Raised {
    if (this.raised?.sheet.surface === surface) return this.raised;
    const sheet = sheetOf(surface);
    this.raised = { sheet, contours: floorContours(surface), profiles: [profileAlong(sheet, 0), profileAlong(sheet, 1)] };
    return this.raised;
  }
}

function pathsOn(sheet: Sheet, state: Picture): readonly PathOnSheet[] {
  return shownRuns(state)
    .filter(({ run }) => run.n === state.description?.n)
    .map(({ chip, run }) => ({ chip, draped: drape(sheet, state.settings.plane, run) }));
}

function thingsOn(sheet: Sheet, state: Picture, paths: readonly PathOnSheet[]): Things {
  const { settings, points, search, picked, description } = state;
  const start = startOf(state);
  const first = start ?? shownRuns(state).map(({ run }) => pointAt(run, 0))[0];
  return {
    paths,
    focus: settings.focus,
    picked,
    curves: (search?.continua ?? [])
      .filter(({ dimension, points: [at] }) => dimension === 1 && at?.length === description?.n)
      .flatMap((continuum) => drapeCurve(sheet, settings.plane, continuum.points)),
    start: first && placeOn(sheet, settings.plane, first),
    points: points
      .filter(({ at }) => at.length === description?.n)
      .flatMap((point) => {
        const at = placeOn(sheet, settings.plane, point.at);
        return at ? [{ point, at }] : [];
      }),
  };
}
