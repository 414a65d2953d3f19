import * as vscode from 'vscode';
import { t } from '../l10n/t';
import { significant } from '../protocol/format';
import { countWords, proofWords } from '../protocol/points';
import { definitenessWords, kindWords } from '../protocol/words';
import { commandIds } from './commands/ids';
import { documentSelector, fileOf, rangeOf } from './documents';
import type { LossState, LossStatus } from './lossStatus';
import type { FoundPoints, PointSearch } from './pointSearch';
import type { Settings } from './settings';

/** One stable line over every loss: the way into the panel, and what is known at the start. */
export class LossLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly status: LossStatus,
    private readonly points: Pick<PointSearch, 'of' | 'onDidChange'>,
    private readonly settings: Settings,
  ) {
    this.subscriptions = [
      this.changed,
      status.onDidChange(() => this.changed.fire()),
      points.onDidChange(() => this.changed.fire()),
      settings.onDidChange(() => this.changed.fire()),
      vscode.languages.registerCodeLensProvider(documentSelector, this),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!this.settings.codeLens) return [];
    const losses = await this.status.losses(document);
    return losses.map((loss) => {
      const target = { file: fileOf(document.uri), function: loss.summary.name };
      const found = this.points.of(target);
      return new vscode.CodeLens(rangeOf(loss.summary.location), {
        title: lensTitle(loss, found),
        tooltip: lensTooltip(found),
        command: commandIds.visualizeDescent,
        arguments: [target],
      });
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/**
 * `Visualize descent | κ 2.5×10³ · saddle at start | 4 minima, 4 saddles`; a `~` marks what is from before the last edit. What takes
 * longest to know stands last, so that nothing moves when it comes.
 */
export function lensTitle(loss: LossState, found?: FoundPoints): string {
  const action = t('Visualize descent');
  const { result, problem, stale } = loss;
  if (result) return [action, `${mark(stale)}${startWords(result)}`, ...pointWords(loss, found)].join(' | ');
  if (problem?.code === 'start-unknown') return `${action} | ${problem.hint ?? problem.message}`;
  return action;
}

type Known = NonNullable<LossState['result']>;

const mark = (stale: boolean): string => (stale ? '~ ' : '');

/** Where the loss is not finite, nor is there a condition number. */
const startWords = ({ readout }: Known): string => {
  const { conditionNumber } = readout;
  return Number.isNaN(conditionNumber) ? atStart(readout) : `κ ${significant(conditionNumber, 2)} · ${atStart(readout)}`;
};

/** Counts of an earlier version stay while those of this one are looked for, unless it has other parameters. */
function pointWords({ result, stale }: LossState, found: FoundPoints | undefined): string[] {
  if (found?.search?.box.length !== result?.description.n || !found?.search) return [];
  return [`${mark(stale || found.revision !== result?.description.revision)}${countWords(found.search)}`];
}

function lensTooltip(found: FoundPoints | undefined): string {
  const action = t('Show gradient descent on this function beside it');
  return found?.search ? `${action}\n${proofWords(found.search)}` : action;
}

function atStart({ kind, critical, definiteness, loss }: Known['readout']): string {
  if (!Number.isFinite(loss)) return t('loss is {0} at start', significant(loss));
  if (critical && kind) return t('{0} at start', kindWords[kind]);
  return t('{0} at start', definitenessWords[definiteness]);
}
