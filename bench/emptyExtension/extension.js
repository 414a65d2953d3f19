// Tells a page of every edit, and the page says when it has painted that: the way that every answer to a keystroke has to go.
const vscode = require('vscode');

/** Marks each edit as the panels of Saddlescope do, so that the same measurement reads it. */
const script = `
const body = document.body;
addEventListener('message', ({ data }) => {
  delete body.dataset.shown;
  body.textContent = data;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => Object.assign(body.dataset, { state: 'ready', shown: data, settled: data });
    port2.postMessage(undefined);
  });
});
acquireVsCodeApi().postMessage('ready');
`;

exports.activate = ({ subscriptions }) => {
  const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  const panel = vscode.window.createWebviewPanel('empty', 'Empty', beside, { enableScripts: true });
  const say = (version) => void panel.webview.postMessage(String(version));
  subscriptions.push(
    panel.webview.onDidReceiveMessage(() => say(0)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === 'typescript' && contentChanges.length > 0) say(document.version);
    }),
  );
  panel.webview.html = `<!doctype html><html><body><script>${script}</script></body></html>`;
};
