import { panelKinds } from '../panels/kinds';
import type { Place } from '../views/place';
import { choosePlace } from './choosePlace';
import type { Command } from './command';
import { commandIds } from './ids';

const bendsDown = ({ point: { inertia } }: Place): boolean => inertia[2] > 0;

/** Shows in the Curvature panel both ways down from a critical point, along its direction of most negative curvature. */
export const escapeFromPoint: Command = {
  id: commandIds.escapeFromPoint,
  async run(context, argument) {
    const place = await choosePlace(context, argument, bendsDown);
    if (place) context.panels.show(panelKinds.curvature, place.target).goTo({ at: place.point.at, purpose: 'escape' });
  },
};
