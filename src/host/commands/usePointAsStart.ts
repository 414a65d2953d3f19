import { panelKinds } from '../panels/kinds';
import { choosePlace } from './choosePlace';
import type { Command } from './command';
import { commandIds } from './ids';

/** Lets all paths of the Descent panel start at a critical point. */
export const usePointAsStart: Command = {
  id: commandIds.usePointAsStart,
  async run(context, argument) {
    const place = await choosePlace(context, argument);
    if (place) context.panels.show(panelKinds.descent, place.target).goTo({ at: place.point.at, purpose: 'start' });
  },
};
