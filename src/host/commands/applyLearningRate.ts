import { panelKinds } from '../panels/kinds';
import { isTarget } from './chooseLoss';
import type { Command } from './command';
import { commandIds } from './ids';

/** Sets the learning rate of one optimizer in the Descent panel of a loss, which is opened where it is not. */
export const applyLearningRate: Command = {
  id: commandIds.applyLearningRate,
  general: true,
  async run({ panels }, target, optimizer, learningRate) {
    if (!isTarget(target) || typeof optimizer !== 'string' || typeof learningRate !== 'number') return;
    panels.show(panelKinds.descent, target).setLearningRate(optimizer, learningRate);
  },
};
