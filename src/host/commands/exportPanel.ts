import { panelKinds } from '../panels/kinds';
import { chooseLoss } from './chooseLoss';
import type { Command } from './command';
import { commandIds } from './ids';

/** Opens the export menu of the panel that the user is at, else of one of the function, which is opened when there is none. */
export const exportPanel: Command = {
  id: commandIds.exportPanel,
  async run({ engine, panels }, argument) {
    const active = argument === undefined ? panels.active : undefined;
    const target = active?.target ?? (await chooseLoss(engine, argument));
    const panel = active ?? (target && (panels.shownOf(target) ?? panels.show(panelKinds.descent, target)));
    panel?.openExport();
  },
};
