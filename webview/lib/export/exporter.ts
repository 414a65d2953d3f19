/** The way to the exports. What makes them is loaded when it is first asked for. */
import { t } from '../../../src/l10n/t';
import { iconButton } from '../iconButton';
import type { Store } from '../store';
import type { Exports } from './exports';
import { loadedFor } from './loaded';
import type { Exported, ExportHost } from './menu';

export class Exporter<S extends Exported> {
  readonly button = iconButton('export', t('Export…'), () => void this.open());

  /** `load`: what the panel has to export, from a module that nothing else imports. */
  constructor(
    private readonly store: Store<S>,
    private readonly host: ExportHost,
    private readonly load: () => Promise<(state: S) => Exports>,
  ) {}

  async open(): Promise<void> {
    const loaded = await loadedFor(this.store, () => Promise.all([import('./menu'), this.load()]));
    if (loaded === undefined) return;
    const [{ ExportMenu }, exportsOf] = loaded;
    new ExportMenu(this.button, this.store, this.host, exportsOf).open();
  }
}
