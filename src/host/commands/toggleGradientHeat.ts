import type { Command } from './command';
import { commandIds } from './ids';

/** Bars behind the lines that a loss depends on, the stronger the larger the derivative: on or off. */
export const toggleGradientHeat: Command = {
  id: commandIds.toggleGradientHeat,
  general: true,
  async run({ settings }) {
    await settings.toggleGradientHeat();
  },
};
