import * as vscode from 'vscode';
import { isReported, type ReportedCode, type Severity } from '../protocol/diagnostics';
import type { Diagnosis, Problem } from '../protocol/model';
import { commandIds } from './commands/ids';
import type { Diagnoses } from './diagnoses';
import { rangeOf, uriOf } from './documents';
import type { DocumentLosses, LossStatus } from './lossStatus';
import type { Settings } from './settings';

type Reported = Pick<Diagnosis, 'message' | 'hint' | 'location'> & { readonly code: ReportedCode };

const vscodeSeverities: Readonly<Record<Exclude<Severity, 'off'>, vscode.DiagnosticSeverity>> = {
  hint: vscode.DiagnosticSeverity.Hint,
  information: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};

/** Shows what stops a loss, and what the rules say of it, at the place in the source that it concerns. */
export class LossProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('saddlescope');
  private readonly losses = new Map<string, DocumentLosses>();
  /** What the collection holds, in writing. */
  private published = '[]';
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    status: LossStatus,
    private readonly diagnoses: Diagnoses,
    private readonly settings: Settings,
  ) {
    this.subscriptions = [
      this.collection,
      status.onDidChange((losses) => {
        this.losses.set(losses.uri.toString(), losses);
        this.publish();
      }),
      diagnoses.onDidChange(() => this.publish()),
      settings.onDidChange(() => this.publish()),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private publish(): void {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    const seen = new Set<string>();
    for (const reported of [...this.losses.values()].flatMap((losses) => this.reportedIn(losses))) {
      const { location, message } = reported;
      const key = JSON.stringify([message, location]);
      const severity = this.settings.severityOf(reported.code);
      if (severity === 'off' || seen.has(key)) continue;
      seen.add(key);
      byFile.set(location.file, [...(byFile.get(location.file) ?? []), diagnosticOf(reported, vscodeSeverities[severity])]);
    }
    const entries = [...byFile].map(([file, diagnostics]): [vscode.Uri, vscode.Diagnostic[]] => [uriOf(file), diagnostics]);
    const written = JSON.stringify(entries.map(([uri, diagnostics]) => [uri.toString(), diagnostics]));
    // While somebody types, most of what comes says the same, and the window draws everything that it is told.
    if (written === this.published) return;
    this.published = written;
    this.collection.clear();
    this.collection.set(entries);
  }

  /** They may lie in other files. */
  private reportedIn({ uri, losses }: DocumentLosses): Reported[] {
    const found = this.diagnoses.of(uri);
    return losses.flatMap(({ problem, summary }) => {
      const stopping = problem ? placed({ ...problem, location: problem.location ?? summary.location }) : [];
      return [...stopping, ...(found.get(summary.name) ?? [])];
    });
  }
}

const placed = ({ code, location, ...problem }: Problem): Reported[] =>
  isReported(code) && location ? [{ ...problem, code, location }] : [];

function diagnosticOf({ code, message, hint, location }: Reported, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(location), hint ? `${message} ${hint}` : message, severity);
  diagnostic.source = 'Saddlescope';
  diagnostic.code = { value: code, target: explanation(code) };
  return diagnostic;
}

const explanation = (code: ReportedCode): vscode.Uri =>
  vscode.Uri.parse(`command:${commandIds.explainDiagnostic}?${encodeURIComponent(JSON.stringify([code]))}`);

/** The code of one of our diagnostics, as rules know it. */
export function codeOf({ source, code }: vscode.Diagnostic): ReportedCode | undefined {
  const value = typeof code === 'object' ? String(code.value) : '';
  return source === 'Saddlescope' && isReported(value) ? value : undefined;
}
