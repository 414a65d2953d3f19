import * as vscode from 'vscode';
import { t } from '../l10n/t';
import { commandIds } from './commands/ids';
import { isLossDocument } from './documents';
import type { Engine, EngineState } from './engine';
import type { LossPanels } from './panels/lossPanels';
import type { Settings } from './settings';

/** Work that is done sooner is not worth a word. */
const patienceMilliseconds = 300;

/** The optimizer that is read out, and what the engine is doing; a click changes either. */
export class EngineStatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('saddlescope.engine', vscode.StatusBarAlignment.Right, 90);
  private readonly subscriptions: vscode.Disposable[];
  private waiting: NodeJS.Timeout | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly panels: LossPanels,
    private readonly settings: Settings,
  ) {
    this.item.name = 'Saddlescope';
    this.item.command = commandIds.chooseOptimizer;
    this.subscriptions = [
      this.item,
      engine.onDidChangeState(() => this.stateChanged()),
      panels.onDidMove(() => this.show(engine.state)),
      settings.onDidChange(() => this.show(engine.state)),
      vscode.window.onDidChangeActiveTextEditor(() => this.show(engine.state)),
    ];
    this.show(engine.state);
  }

  dispose(): void {
    clearTimeout(this.waiting);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private stateChanged(): void {
    const { state } = this.engine;
    if (state.kind !== 'computing') {
      clearTimeout(this.waiting);
      this.waiting = undefined;
      this.show(state);
    } else
      this.waiting ??= setTimeout(() => {
        this.waiting = undefined;
        this.show(this.engine.state);
      }, patienceMilliseconds);
  }

  private show(state: EngineState): void {
    const panel = this.panels.latestDescent;
    const optimizer = panel?.shownPoint?.optimizer ?? this.settings.optimizers[0] ?? t('no optimizer');
    const { icon, text, tooltip } = words(state, optimizer);
    set(this.item, 'text', `${icon} ${text}`);
    set(this.item, 'tooltip', t('Saddlescope: {0} Click to change the optimizer or to restart the engine.', tooltip));
    const background = state.kind === 'stopped' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    if (this.item.backgroundColor?.id !== background?.id) this.item.backgroundColor = background;
    const editor = vscode.window.activeTextEditor;
    const wanted = panel !== undefined || (editor !== undefined && isLossDocument(editor.document));
    if (this.settings.statusBar && wanted) this.item.show();
    else this.item.hide();
  }
}

/** Each assignment goes to the window, changed or not. */
function set(item: vscode.StatusBarItem, key: 'text' | 'tooltip', value: string): void {
  if (item[key] !== value) item[key] = value;
}

function words(state: EngineState, optimizer: string): { icon: string; text: string; tooltip: string } {
  switch (state.kind) {
    case 'idle':
      return { icon: '$(graph-line)', text: optimizer, tooltip: t('the engine is idle.') };
    case 'computing':
      return { icon: '$(loading~spin)', text: t('{0}: computing', optimizer), tooltip: t('the engine is computing.') };
    case 'stopped':
      return { icon: '$(warning)', text: t('{0}: stopped', optimizer), tooltip: t('the engine was stopped. {0}', state.problem.message) };
    default:
      return state satisfies never;
  }
}
