import type { Command } from './command';
import { commandIds } from './ids';

/** Ends what the engine is doing; functions that it stopped are asked again. */
export const restartEngine: Command = {
  id: commandIds.restartEngine,
  general: true,
  async run({ engine }) {
    engine.restart();
  },
};
