import { panelKinds } from '../panels/kinds';
import { chooseLoss } from './chooseLoss';
import type { Command } from './command';
import { commandIds } from './ids';

/** Opens the Training panel for the function that is named, else the one under the cursor, else one that is picked. */
export const showTraining: Command = {
  id: commandIds.showTraining,
  async run({ engine, panels }, argument) {
    const target = await chooseLoss(engine, argument);
    if (target) panels.show(panelKinds.training, target);
  },
};
