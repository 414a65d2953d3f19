import * as vscode from 'vscode';
import type { Diagnosis, LossSummary, Remedy } from '../protocol/model';
import type { Diagnoses } from './diagnoses';
import { documentSelector, fileOf, rangeOf } from './documents';
import type { Engine } from './engine';
import { fixes } from './fixes';
import { refactoring } from './fixes/edit';
import type { Occasion } from './fixes/fix';
import type { LossStatus } from './lossStatus';
import { codeOf } from './problems';

/** What can be mended by a keystroke. */
export class QuickFixes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly status: LossStatus,
    private readonly diagnoses: Diagnoses,
    private readonly engine: Engine,
  ) {
    this.registration = vscode.languages.registerCodeActionsProvider(documentSelector, this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite],
    });
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const ours = diagnostics.filter((diagnostic) => codeOf(diagnostic) !== undefined);
    const occasions = await Promise.all(ours.map((diagnostic) => this.occasion(document, diagnostic)));
    const offers = await Promise.all(occasions.flatMap((occasion) => offersFor(occasion)));
    const fixed = offers.flat();
    const titles = new Set(fixed.map(({ title }) => title));
    const refactorings = only?.contains(vscode.CodeActionKind.RefactorRewrite) === false ? [] : await this.refactorings(document, range);
    return [...fixed, ...refactorings.filter(({ title }) => !titles.has(title))];
  }

  dispose(): void {
    this.registration.dispose();
  }

  /** On the head of a loss: its comment, its name, its parameters. */
  private async refactorings(document: vscode.TextDocument, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
    const losses = await this.status.losses(document);
    const loss = losses.find(({ summary }) => headOf(summary).intersection(range));
    if (!loss) return [];
    const target = { file: fileOf(document.uri), function: loss.summary.name };
    return (await this.engine.request('remedies', { target })).filter(({ kind }) => isRefactoring.has(kind)).map(refactoring);
  }

  private async occasion(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): Promise<Occasion> {
    const losses = await this.status.losses(document);
    const said = [...this.diagnoses.of(document.uri)].flatMap(([name, found]) => found.map((diagnosis) => ({ name, diagnosis })));
    const about = said.find(({ diagnosis }) => isShownAs(diagnosis, diagnostic));
    const loss = losses.find(({ summary }) => (about ? summary.name === about.name : rangeOf(summary.extent).contains(diagnostic.range)));
    const target = loss && { file: fileOf(document.uri), function: loss.summary.name };
    const remedies = async () => (target ? this.engine.request('remedies', { target }) : []);
    return { document, diagnostic, loss, diagnosis: about?.diagnosis, remedies };
  }
}

/** What may be wanted though nothing is wrong. */
const isRefactoring: ReadonlySet<Remedy['kind']> = new Set(['start', 'standardise']);

const headOf = ({ extent, location }: LossSummary): vscode.Range =>
  new vscode.Range(rangeOf(extent).start, rangeOf(location).end.translate(0, Number.MAX_SAFE_INTEGER - location.endColumn));

const isShownAs = ({ location, message }: Diagnosis, { range, message: shown }: vscode.Diagnostic): boolean =>
  rangeOf(location).isEqual(range) && shown.startsWith(message);

function offersFor(occasion: Occasion) {
  const code = codeOf(occasion.diagnostic);
  return fixes.filter(({ mends }) => code !== undefined && mends.includes(code)).map((fix) => fix.offer(occasion));
}
