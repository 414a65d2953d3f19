import * as vscode from 'vscode';

/** Which text is being looked at, though a panel has the focus: no text editor is active then. */
export class TextFocus implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private last = vscode.window.activeTextEditor;
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor() {
    this.subscriptions = [
      this.changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        this.last = editor ?? this.last;
        this.changed.fire();
      }),
    ];
  }

  /** The editor that was active last, while it is on screen. */
  get editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find((editor) => editor === this.last);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
