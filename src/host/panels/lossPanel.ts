import * as vscode from 'vscode';
import { Channel, type Handlers, RequestError } from '../../protocol/channel';
import type { Target } from '../../protocol/engine';
import type { NamedOptimizer } from '../../protocol/model';
import type { DescentEvents, DescentWebviewEvents, HostMethods, WebviewEvents } from '../../protocol/panel';
import { checkedOptimizers, checkedParams } from '../../protocol/validate';
import { BoundLoss, problemOf } from '../boundLoss';
import { rangeOf, uriOf } from '../documents';
import type { Engine } from '../engine';
import type { Settings } from '../settings';
import { panelHtml, panelsFolder } from './html';
import type { PanelKind } from './kinds';

const closed = { code: 'internal', message: 'The panel was closed.' } as const;

export interface PanelContext {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly settings: Settings;
}

/** A panel of one function: passes its webview's questions on to the engine, and the function's state to the webview. */
export class LossPanel implements vscode.Disposable {
  private readonly loss: BoundLoss;
  private readonly channel: Channel<Record<never, never>, HostMethods, DescentEvents, DescentWebviewEvents>;
  private readonly settled = new vscode.EventEmitter<number>();
  /** Fires when a finished picture is on screen, with the revision that it shows. */
  readonly onDidSettle = this.settled.event;
  private readonly run = new vscode.EventEmitter<readonly NamedOptimizer[]>();
  /** Fires when other optimizers run in it, or with other rates. */
  readonly onDidRun = this.run.event;
  /** A rate asked for before the webview could take it. */
  private wantedRate: DescentEvents['learningRate'] | undefined;
  /** What runs in it; undefined before a Descent panel has told, and in all others. */
  optimizers: readonly NamedOptimizer[] | undefined;
  readonly onDidDispose: vscode.Event<void>;
  private readonly subscriptions: vscode.Disposable[] = [];

  /** Opens beside the editor, which keeps the focus. */
  static create(context: PanelContext, kind: PanelKind, target: Target): LossPanel {
    const panel = vscode.window.createWebviewPanel(
      kind.viewType,
      titleOf(kind, target),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      webviewOptions(context.extensionUri),
    );
    return new LossPanel(context, kind, panel, target);
  }

  constructor(
    private readonly context: PanelContext,
    readonly kind: PanelKind,
    private readonly panel: vscode.WebviewPanel,
    target: Target,
  ) {
    this.loss = new BoundLoss(context.engine, target);
    this.onDidDispose = panel.onDidDispose;
    this.channel = new Channel(
      {
        send: (message) => void panel.webview.postMessage(message),
        onMessage: (listener) => {
          const subscription = panel.webview.onDidReceiveMessage(listener);
          return () => subscription.dispose();
        },
      },
      this.handlers(),
      this.events(),
      problemOf,
    );
    this.subscriptions.push(
      this.loss,
      this.settled,
      this.run,
      this.loss.onDidChange(() => void this.push()),
      panel.onDidDispose(() => this.dispose()),
    );
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.svg');
    panel.webview.options = webviewOptions(context.extensionUri);
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, kind.bundle, titleOf(kind, target));
  }

  get target(): Target {
    return this.loss.target;
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Another learning rate for the optimizer of this name, in a Descent panel. */
  setLearningRate(optimizer: string, learningRate: number): void {
    const rate = { optimizer, learningRate };
    if (this.optimizers) this.channel.emit('learningRate', rate);
    else this.wantedRate = rate;
  }

  dispose(): void {
    this.channel.close(closed);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private handlers(): Handlers<HostMethods> {
    const { engine } = this.context;
    const bound = <M extends keyof HostMethods>(method: M, params: HostMethods[M]['params']) => {
      if (this.loss.binding.kind === 'empty') throw new RequestError({ code: 'no-loss', message: this.loss.binding.message });
      return { ...checkedParams(method, params), target: this.loss.target };
    };
    return {
      readout: (params, { signal }) => engine.request('readout', bound('readout', params), { signal }),
      surface: (params, { signal, partial }) => engine.request('surface', bound('surface', params), { signal, onPartial: partial }),
      descend: (params, { signal }) => engine.request('descend', bound('descend', params), { signal }),
      sections: (params, { signal }) => engine.request('sections', bound('sections', params), { signal }),
      escape: (params, { signal }) => engine.request('escape', bound('escape', params), { signal }),
      coefficientPath: (params, { signal, partial }) =>
        engine.request('coefficientPath', bound('coefficientPath', params), { signal, onPartial: partial }),
      penaltyGeometry: (params, { signal }) => engine.request('penaltyGeometry', bound('penaltyGeometry', params), { signal }),
      scheduleRates: (params, { signal }) => engine.request('scheduleRates', checkedParams('scheduleRates', params), { signal }),
      averages: (params, { signal }) => engine.request('averages', checkedParams('averages', params), { signal }),
      criticalPoints: (params, { signal, partial }) =>
        engine.request('criticalPoints', bound('criticalPoints', params), { signal, onPartial: partial }),
    };
  }

  private events() {
    return {
      ready: () => void this.push(),
      reveal: (location: WebviewEvents['reveal']) => void this.revealSource(location),
      openGallery: () => void vscode.commands.executeCommand('saddlescope.openGallery'),
      settled: ({ version }: WebviewEvents['settled']) => this.settled.fire(version),
      optimizers: (running: DescentWebviewEvents['optimizers']) => {
        this.optimizers = checkedOptimizers(running);
        this.run.fire(this.optimizers);
        if (this.wantedRate) this.channel.emit('learningRate', this.wantedRate);
        this.wantedRate = undefined;
      },
    };
  }

  private async push(): Promise<void> {
    const catalog = await this.context.engine.request('catalog', {});
    const { binding, target } = this.loss;
    this.panel.title = titleOf(this.kind, target);
    const { optimizers, steps } = this.context.settings;
    this.channel.emit('bound', { target, binding, catalog, defaults: { optimizers, steps } });
  }

  private async revealSource(location: WebviewEvents['reveal']): Promise<void> {
    const selection = rangeOf(location);
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uriOf(location.file).toString());
    await vscode.window.showTextDocument(uriOf(location.file), { viewColumn: editor?.viewColumn ?? vscode.ViewColumn.One, selection });
  }
}

const titleOf = (kind: PanelKind, target: Target): string => `${kind.title}: ${target.function}`;

function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewPanelOptions & vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [panelsFolder(extensionUri), vscode.Uri.joinPath(extensionUri, 'media')] };
}
