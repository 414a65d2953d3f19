import * as vscode from 'vscode';
import { CancelledError, RequestError } from '../protocol/channel';
import type { Target } from '../protocol/engine';
import { currentPoint } from './currentPoint';
import { fileOf, isLossDocument } from './documents';
import type { Engine } from './engine';
import type { LossPanels } from './panels/lossPanels';
import type { Settings } from './settings';
import type { TextFocus } from './textFocus';

/** How long the cursor must rest: it is moved faster than anybody reads. */
const restMilliseconds = 60;

/** Shows in a function's panels what stands where the text cursor is; the focus stays where it is. */
export class CursorFollower implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private rest: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly panels: LossPanels,
    private readonly settings: Settings,
    private readonly focus: TextFocus,
  ) {
    this.subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (isLossDocument(textEditor.document)) this.followSoon();
      }),
      focus.onDidChange(() => this.followSoon()),
      panels.onDidMove(() => this.followSoon()),
      panels.onDidSettle(() => this.followSoon()),
      settings.onDidChange(() => this.followSoon()),
    ];
  }

  dispose(): void {
    clearTimeout(this.rest);
    this.running?.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private followSoon(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => void this.follow(), restMilliseconds);
  }

  /** Where no text with a cursor is on screen, what was shown stays. */
  private async follow(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const { editor } = this.focus;
    if (!editor) return;
    const file = fileOf(editor.document.uri);
    for (const target of distinct(this.panels.targets)) {
      if (this.settings.cursor && target.file === file && isLossDocument(editor.document))
        await this.show(target, editor.selection.active, running.signal);
      else this.panels.showCursor(target, undefined);
      if (running.signal.aborted) return;
    }
  }

  /** While the source is broken, what was shown stays, as the panel's picture does. */
  private async show(target: Target, { line, character }: vscode.Position, signal: AbortSignal): Promise<void> {
    const { at } = currentPoint(this.panels, target);
    try {
      const place = await this.engine.request('cursor', { target, line: line + 1, column: character + 1, ...(at && { at }) }, { signal });
      if (!signal.aborted) this.panels.showCursor(target, place);
    } catch (error) {
      if (!(error instanceof CancelledError || error instanceof RequestError)) throw error;
    }
  }
}

/** A function may have several panels. */
const distinct = (targets: readonly Target[]): readonly Target[] => [
  ...new Map(targets.map((target) => [`${target.file}#${target.function}`, target])).values(),
];
