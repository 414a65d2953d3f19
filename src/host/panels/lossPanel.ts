import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { Channel, type EventHandlers, type Handlers, RequestError } from '../../protocol/channel';
import type { Target } from '../../protocol/engine';
import { hostEnd } from '../../protocol/jsonTransport';
import type { CursorPlace, NamedOptimizer } from '../../protocol/model';
import type {
  Binding,
  ChosenOptions,
  DescentEvents,
  DescentWebviewEvents,
  Destination,
  ExportEvents,
  ExportRequests,
  ForeseenPicture,
  Foresight,
  HostMethods,
  SearchWebviewEvents,
  ShownPoint,
  WebviewEvents,
} from '../../protocol/panel';
import { fromWebview } from '../../protocol/schemas/fromWebview';
import { BoundLoss, problemOf } from '../boundLoss';
import { rangeOf, uriOf } from '../documents';
import type { Engine } from '../engine';
import { saveFile } from '../saveFile';
import type { Settings } from '../settings';
import { panelHtml, panelsFolder } from './html';
import type { PanelKind } from './kinds';

const closed = { code: 'internal', message: t('The panel was closed.') } as const;

export interface PanelContext {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly settings: Settings;
}

/** A panel of one function: passes its webview's questions on to the engine, and the function's state to the webview. */
export class LossPanel implements vscode.Disposable {
  private readonly loss: BoundLoss;
  private readonly channel: Channel<
    Record<never, never>,
    HostMethods,
    DescentEvents & ExportRequests,
    DescentWebviewEvents & SearchWebviewEvents & ExportEvents
  >;
  private readonly settled = new vscode.EventEmitter<number>();
  /** Fires when a finished picture is on screen, with the revision that it shows. */
  readonly onDidSettle = this.settled.event;
  private readonly run = new vscode.EventEmitter<readonly NamedOptimizer[]>();
  /** Fires when other optimizers run in it, or with other rates. */
  readonly onDidRun = this.run.event;
  private readonly moved = new vscode.EventEmitter<void>();
  /** Fires when the panel reads out another point. */
  readonly onDidMove = this.moved.event;
  private readonly chose = new vscode.EventEmitter<ChosenOptions>();
  /** Fires when options are to be used in the Descent panel of the function. */
  readonly onDidChooseOptions = this.chose.event;
  private readonly reported = new vscode.EventEmitter<void>();
  /** Fires when a report of the function is wanted. */
  readonly onDidAskReport = this.reported.event;
  /** What runs in it; undefined before a Descent panel has told, and in all others. */
  optimizers: readonly NamedOptimizer[] | undefined;
  readonly onDidDispose: vscode.Event<void>;
  private point: ShownPoint | undefined;
  private foresight: Foresight | undefined;
  /** What stands where the text cursor is. */
  private cursor: CursorPlace | undefined;
  /** A webview hears nothing before it is ready, nor while it is hidden. */
  private listening = false;
  private waiting: (() => void)[] = [];
  private readonly subscriptions: vscode.Disposable[] = [];

  /** Opens beside the editor, which keeps the focus, or in a column of its own. */
  static create(context: PanelContext, kind: PanelKind, target: Target, column: vscode.ViewColumn = vscode.ViewColumn.Beside): LossPanel {
    const panel = vscode.window.createWebviewPanel(
      kind.viewType,
      titleOf(kind, target),
      { viewColumn: column, preserveFocus: true },
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
    this.loss = new BoundLoss(context.engine, target, () => (this.listening ? this.foresight : undefined));
    this.onDidDispose = panel.onDidDispose;
    this.channel = new Channel(
      hostEnd({
        send: (message) => void panel.webview.postMessage(message),
        onMessage: (listener) => {
          const subscription = panel.webview.onDidReceiveMessage(listener);
          return () => subscription.dispose();
        },
      }),
      this.handlers(),
      this.events(),
      { admission: fromWebview, toProblem: problemOf },
    );
    this.subscriptions.push(
      this.loss,
      this.settled,
      this.run,
      this.moved,
      this.chose,
      this.reported,
      this.loss.onDidChange(() => this.push()),
      this.loss.onDidPicture((foreseen) => this.pushPicture(foreseen)),
      panel.onDidChangeViewState(() => {
        this.listening &&= panel.visible;
      }),
      panel.onDidDispose(() => this.dispose()),
    );
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.svg');
    panel.webview.options = webviewOptions(context.extensionUri);
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, kind.bundle, titleOf(kind, target));
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  get target(): Target {
    return this.loss.target;
  }

  /** What it stands on. */
  get binding(): Binding {
    return this.loss.binding;
  }

  /** The point that the panel reads out, unless it belongs to an earlier version of the function. */
  get shownPoint(): ShownPoint | undefined {
    const { binding } = this.loss;
    return binding.kind === 'ready' && binding.version === this.point?.version ? this.point : undefined;
  }

  /** Where it is on screen; undefined while it is hidden. */
  get column(): vscode.ViewColumn | undefined {
    return this.panel.viewColumn;
  }

  /** The paths that it draws, in a panel that shows any. */
  get paths(): Foresight['paths'] | undefined {
    return this.foresight?.paths;
  }

  /** Whether it is what the user is at. */
  get active(): boolean {
    return this.panel.active;
  }

  /** What stands where the text cursor is, as the panel shows it. */
  get shownCursor(): CursorPlace | undefined {
    return this.cursor;
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Another learning rate for the optimizer of this name, in a Descent panel. */
  setLearningRate(optimizer: string, learningRate: number): void {
    this.whenListening(() => this.channel.emit('learningRate', { optimizer, learningRate }));
  }

  /** These options for their optimizer, in a Descent panel. */
  useOptions(options: ChosenOptions): void {
    this.reveal();
    this.whenListening(() => this.channel.emit('options', options));
  }

  goTo(destination: Destination): void {
    this.reveal();
    this.whenListening(() => this.channel.emit('goTo', destination));
  }

  /** What of the function the text cursor stands at, if anything; neither brings the panel to the front nor moves the focus. */
  showCursor(place: CursorPlace | undefined): void {
    if (JSON.stringify(place) === JSON.stringify(this.cursor)) return;
    this.cursor = place;
    if (this.listening) this.channel.emit('cursor', place);
  }

  /** Opens the panel's menu of what can be taken away, which has the focus then. */
  openExport(): void {
    this.panel.reveal();
    this.whenListening(() => this.channel.emit('openExport', null));
  }

  useOptimizer(name: string): void {
    this.reveal();
    this.whenListening(() => this.channel.emit('optimizer', name));
  }

  dispose(): void {
    this.channel.close(closed);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private handlers(): Handlers<HostMethods> {
    const { engine } = this.context;
    const bound = <P extends object>(params: P) => {
      if (this.loss.binding.kind === 'empty') throw new RequestError({ code: 'no-loss', message: this.loss.binding.message });
      return { ...params, target: this.loss.target };
    };
    return {
      readout: (params, { signal }) => engine.request('readout', bound(params), { signal }),
      surface: (params, { signal, partial }) => engine.request('surface', bound(params), { signal, onPartial: partial }),
      overlay: (params, { signal, partial }) => engine.request('overlay', bound(params), { signal, onPartial: partial }),
      plane: (params, { signal }) => engine.request('plane', bound(params), { signal }),
      convexity: (params, { signal, partial }) => engine.request('convexity', bound(params), { signal, onPartial: partial }),
      basins: (params, { signal, partial }) => engine.sweep('basins', bound(params), { signal, onPartial: partial }),
      search: (params, { signal, partial }) => engine.sweep('search', bound(params), { signal, onPartial: partial }),
      trial: (params, { signal }) => engine.request('trial', bound(params), { signal }),
      descend: (params, { signal }) => engine.request('descend', bound(params), { signal }),
      sections: (params, { signal }) => engine.request('sections', bound(params), { signal }),
      escape: (params, { signal }) => engine.request('escape', bound(params), { signal }),
      parseVector: (params, { signal }) => engine.request('parseVector', bound(params), { signal }),
      spectrum: (params, { signal, partial }) => engine.request('spectrum', bound(params), { signal, onPartial: partial }),
      sharpness: (params, { signal, partial }) => engine.request('sharpness', bound(params), { signal, onPartial: partial }),
      rescaling: (params, { signal }) => engine.request('rescaling', bound(params), { signal }),
      minimumRatio: (params, { signal, partial }) => engine.request('minimumRatio', bound(params), { signal, onPartial: partial }),
      interpolation: (params, { signal }) => engine.request('interpolation', bound(params), { signal }),
      coefficientPath: (params, { signal, partial }) => engine.request('coefficientPath', bound(params), { signal, onPartial: partial }),
      penaltyGeometry: (params, { signal }) => engine.request('penaltyGeometry', bound(params), { signal }),
      batchSizes: (params, { signal, partial }) => engine.sweep('batchSizes', bound(params), { signal, onPartial: partial }),
      starts: (params, { signal, partial }) => engine.sweep('starts', bound(params), { signal, onPartial: partial }),
      constants: (params, { signal }) => engine.request('constants', bound(params), { signal }),
      vary: (params, { signal, partial }) => engine.sweep('vary', bound(params), { signal, onPartial: partial }),
      layers: (params, { signal }) => engine.request('layers', bound(params), { signal }),
      standardisation: (params, { signal }) => engine.request('standardisation', bound(params), { signal }),
      scheduleRates: (params, { signal }) => engine.request('scheduleRates', params, { signal }),
      averages: (params, { signal }) => engine.request('averages', params, { signal }),
      criticalPoints: (params, { signal, partial }) => engine.request('criticalPoints', bound(params), { signal, onPartial: partial }),
    };
  }

  private events(): EventHandlers<DescentWebviewEvents & SearchWebviewEvents & ExportEvents> {
    return {
      ready: () => void this.begin(),
      at: (point) => {
        this.point = point;
        this.moved.fire();
      },
      foresight: (foresight) => {
        this.foresight = foresight;
      },
      reveal: (location) => void this.revealSource(location),
      openGallery: () => void vscode.commands.executeCommand('saddlescope.openGallery'),
      save: (file) => void saveFile(this.loss.target, file),
      copy: (words) => void vscode.env.clipboard.writeText(words),
      saveReport: () => this.reported.fire(),
      useOptions: (options) => this.chose.fire(options),
      settled: ({ version }) => this.settled.fire(version),
      optimizers: (running) => {
        this.optimizers = running;
        this.run.fire(running);
      },
    };
  }

  private async begin(): Promise<void> {
    this.channel.emit('catalog', await this.context.engine.catalog());
    this.listening = true;
    this.push();
    this.channel.emit('cursor', this.cursor);
    for (const say of this.waiting.splice(0)) say();
  }

  private whenListening(say: () => void): void {
    if (this.listening) say();
    else this.waiting.push(say);
  }

  private push(): void {
    const { binding, target } = this.loss;
    this.panel.title = titleOf(this.kind, target);
    if (!this.listening) return;
    const { optimizers, steps } = this.context.settings;
    this.channel.emit('bound', { target, binding, defaults: { optimizers, steps } });
  }

  private pushPicture(foreseen: ForeseenPicture | undefined): void {
    const { binding } = this.loss;
    if (binding.kind === 'ready') this.channel.emit('picture', { version: binding.version, foreseen });
  }

  private async revealSource(location: WebviewEvents['reveal']): Promise<void> {
    const selection = rangeOf(location);
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uriOf(location.file).toString());
    await vscode.window.showTextDocument(uriOf(location.file), { viewColumn: editor?.viewColumn ?? vscode.ViewColumn.One, selection });
  }
}

const titleOf = (kind: PanelKind, target: Target): string => t('{0}: {1}', kind.title, target.function);

function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewPanelOptions & vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [panelsFolder(extensionUri), vscode.Uri.joinPath(extensionUri, 'media')] };
}
