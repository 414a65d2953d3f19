import { chooseLoss } from './chooseLoss';
import type { Command } from './command';
import { commandIds } from './ids';

/** Saves a page with all that is known of the function: of the panel that the user is at, else the one that is chosen. */
export const saveReport: Command = {
  id: commandIds.saveReport,
  async run({ engine, panels, reportFiles }, argument) {
    const target = (argument === undefined ? panels.active?.target : undefined) ?? (await chooseLoss(engine, argument));
    if (target) await reportFiles.save(target);
  },
};
