import { commandIds } from './ids';
import type { Command } from './index';

/** Ends what the engine is doing; functions that it stopped are asked again. */
export const restartEngine: Command = {
  id: commandIds.restartEngine,
  general: true,
  async run({ engine }) {
    engine.restart();
  },
};
