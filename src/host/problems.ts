import * as vscode from 'vscode';
import type { Problem } from '../protocol/model';
import { rangeOf, uriOf } from './documents';
import type { DocumentLosses, LossStatus } from './lossStatus';

/** What VS Code's own TypeScript support reports, or what is no fault of the code's, is not reported again. */
const silent: ReadonlySet<Problem['code']> = new Set(['syntax', 'no-loss', 'untrusted', 'internal', 'bad-input']);

const severities: Partial<Record<Problem['code'], vscode.DiagnosticSeverity>> = {
  'time-limit': vscode.DiagnosticSeverity.Error,
  'import-missing': vscode.DiagnosticSeverity.Error,
  'start-unknown': vscode.DiagnosticSeverity.Information,
  'numeric-derivatives': vscode.DiagnosticSeverity.Information,
};

/** Shows what stops a loss, at the place in the source where it happened. */
export class LossProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('saddlescope');
  /** For each document that was evaluated, the problems of its losses; they may lie in other files. */
  private readonly bySource = new Map<string, readonly Problem[]>();
  private readonly subscription: vscode.Disposable;

  constructor(status: LossStatus) {
    this.subscription = status.onDidChange((losses) => this.report(losses));
  }

  dispose(): void {
    this.subscription.dispose();
    this.collection.dispose();
  }

  private report({ uri, losses }: DocumentLosses): void {
    const problems = losses.flatMap(({ problem, summary }) =>
      problem ? [{ ...problem, location: problem.location ?? summary.location }] : [],
    );
    this.bySource.set(
      uri.toString(),
      problems.filter(({ code }) => !silent.has(code)),
    );
    this.publish();
  }

  private publish(): void {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    const seen = new Set<string>();
    for (const problem of [...this.bySource.values()].flat()) {
      const { location } = problem;
      const key = JSON.stringify([problem.message, location]);
      if (!location || seen.has(key)) continue;
      seen.add(key);
      byFile.set(location.file, [...(byFile.get(location.file) ?? []), diagnosticOf(problem, location)]);
    }
    this.collection.clear();
    for (const [file, diagnostics] of byFile) this.collection.set(uriOf(file), diagnostics);
  }
}

function diagnosticOf(problem: Problem, location: NonNullable<Problem['location']>): vscode.Diagnostic {
  const text = problem.hint ? `${problem.message} ${problem.hint}` : problem.message;
  const diagnostic = new vscode.Diagnostic(rangeOf(location), text, severities[problem.code] ?? vscode.DiagnosticSeverity.Warning);
  diagnostic.source = 'Saddlescope';
  diagnostic.code = problem.code;
  return diagnostic;
}
