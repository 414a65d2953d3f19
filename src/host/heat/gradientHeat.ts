import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { CancelledError, RequestError } from '../../protocol/channel';
import { significant } from '../../protocol/format';
import { listed } from '../../protocol/words';
import { commandIds } from '../commands/ids';
import { currentPoint } from '../currentPoint';
import { fileOf, isLossDocument } from '../documents';
import type { Engine } from '../engine';
import type { LossStatus } from '../lossStatus';
import type { LossPanels } from '../panels/lossPanels';
import type { Settings } from '../settings';
import type { TextFocus } from '../textFocus';
import { heatLevels, type LineHeat, lineHeat, strongest } from './lineHeat';

/** The level again by shape, at the end of the line. */
const glyphs = ['▁', '▂', '▄', '▆', '█'] as const;

const restMilliseconds = 40;

interface HeatOfDocument {
  readonly lines: readonly LineHeat[];
  readonly words: string;
}

/** A bar behind every line of the active editor that a loss depends on, the stronger the larger |∂L/∂expression| is there. */
export class GradientHeat implements vscode.Disposable {
  private readonly bars = Array.from({ length: heatLevels }, (_, i) =>
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor(`saddlescope.gradientHeat${i + 1}`),
      after: { contentText: `  ${glyphs[i]}`, color: new vscode.ThemeColor('descriptionForeground') },
    }),
  );
  private readonly legend = vscode.window.createStatusBarItem('saddlescope.gradientHeat', vscode.StatusBarAlignment.Right, 89);
  private readonly subscriptions: vscode.Disposable[];
  private rest: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;
  private shown: HeatOfDocument | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly status: LossStatus,
    private readonly panels: LossPanels,
    private readonly settings: Settings,
    private readonly focus: TextFocus,
  ) {
    this.legend.name = t('Saddlescope: gradient heat');
    this.legend.command = commandIds.toggleGradientHeat;
    this.subscriptions = [
      ...this.bars,
      this.legend,
      settings.onDidChange(() => this.refreshSoon()),
      panels.onDidMove(() => this.refreshSoon()),
      status.onDidChange(() => this.refreshSoon()),
      focus.onDidChange(() => this.refreshSoon()),
    ];
    this.refreshSoon();
  }

  /** What stands in the active editor. */
  get lines(): readonly LineHeat[] {
    return this.shown?.lines ?? [];
  }

  dispose(): void {
    clearTimeout(this.rest);
    this.running?.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private refreshSoon(): void {
    if (!this.settings.gradientHeat && !this.shown) return;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => void this.refresh(), restMilliseconds);
  }

  private async refresh(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    if (!this.settings.gradientHeat) return this.clear();
    const { editor } = this.focus;
    if (!editor || !isLossDocument(editor.document)) return this.clear();
    const heat = await this.heatOf(editor.document, running.signal);
    if (heat && !running.signal.aborted) this.show(editor, heat);
  }

  /** Undefined while the source is broken: the bars that are there stay. */
  private async heatOf(document: vscode.TextDocument, signal: AbortSignal): Promise<HeatOfDocument | undefined> {
    const file = fileOf(document.uri);
    try {
      const losses = await this.status.losses(document);
      const known = losses.filter(({ stale, result }) => result && !stale);
      if (known.length === 0 && losses.length > 0) return undefined;
      const heats: LineHeat[] = [];
      const points = new Set<string>();
      for (const { summary } of known) {
        const target = { file, function: summary.name };
        const { at, words } = currentPoint(this.panels, target);
        const readings = await this.engine.request('expressions', { target, ...(at && { at }) }, { signal });
        heats.push(...lineHeat(readings, file));
        points.add(words);
      }
      return { lines: strongest(heats), words: listed([...points]) };
    } catch (error) {
      if (error instanceof CancelledError || error instanceof RequestError) return undefined;
      throw error;
    }
  }

  private show(editor: vscode.TextEditor, heat: HeatOfDocument): void {
    this.clear(editor);
    this.shown = heat;
    this.bars.forEach((bar, i) => {
      const lines = heat.lines.filter(({ level }) => level === i + 1);
      editor.setDecorations(
        bar,
        lines.map(({ line, magnitude }) => ({
          range: new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER),
          hoverMessage: t('Gradient heat: |∂L/∂expression| up to {0} on this line, {1}', significant(magnitude), heat.words),
        })),
      );
    });
    this.showLegend(heat);
  }

  private showLegend({ lines, words }: HeatOfDocument): void {
    const magnitudes = lines.map(({ magnitude }) => magnitude).filter(Number.isFinite);
    const range =
      magnitudes.length > 0 ? `${significant(Math.min(...magnitudes), 2)} … ${significant(Math.max(...magnitudes), 2)}` : t('none');
    this.legend.text = `${glyphs.join('')} ${range}`;
    this.legend.tooltip = t(
      'Gradient heat: the largest |∂L/∂expression| of each line, {0}; the bars are spaced by its logarithm. Click to turn it off.',
      words,
    );
    this.legend.show();
  }

  private clear(except?: vscode.TextEditor): void {
    this.shown = undefined;
    if (!except) this.legend.hide();
    const others = vscode.window.visibleTextEditors.filter((editor) => editor !== except);
    for (const editor of others) for (const bar of this.bars) editor.setDecorations(bar, []);
  }
}
