import { choosePlace } from './choosePlace';
import type { Command } from './command';
import { commandIds } from './ids';

/** Moves the panels of the function to a critical point; opens the Descent panel when there is none. */
export const goToPoint: Command = {
  id: commandIds.goToPoint,
  async run(context, argument) {
    const place = await choosePlace(context, argument);
    if (place) context.panels.goTo(place.target, { at: place.point.at, purpose: 'look' });
  },
};
