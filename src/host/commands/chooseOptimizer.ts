import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { offers } from '../../protocol/offers';
import type { Command } from './command';
import { commandIds } from './ids';

interface Item extends vscode.QuickPickItem {
  readonly restart?: boolean;
}

/** Changes the optimizer that the Descent panel reads out, or that new panels start with when none is open. */
export const chooseOptimizer: Command = {
  id: commandIds.chooseOptimizer,
  general: true,
  async run({ engine, panels, settings }) {
    const catalog = await engine.catalog();
    const panel = panels.latestDescent;
    const current = panel?.shownPoint?.optimizer ?? settings.optimizers[0];
    const names: Item[] = offers(catalog).map(({ name, optimizer }) => ({
      label: name,
      description: [...(name === current ? [t('now')] : []), catalog.optimizers.find(({ id }) => id === optimizer)?.formula ?? ''].join(
        ' · ',
      ),
    }));
    const restart: Item = { label: `$(debug-restart) ${t('Restart the engine')}`, restart: true };
    const line: Item = { label: '', kind: vscode.QuickPickItemKind.Separator };
    const picked = await vscode.window.showQuickPick([...names, line, restart], {
      title: panel
        ? t('Optimizer of the Descent panel of {0}', panel.target.function)
        : t('Optimizer that a new Descent panel starts with'),
      placeHolder: t('Choose an optimizer'),
    });
    if (!picked) return;
    if (picked.restart) engine.restart();
    else if (panel) panel.useOptimizer(picked.label);
    else await settings.putOptimizerFirst(picked.label);
  },
};
