/** Ctrl+Z and Ctrl+Y, or Cmd on a Mac, wherever the focus is but in a field, which has an undo of its own. */
export function onUndoKeys({ undo, redo }: { undo(): void; redo(): void }): void {
  window.addEventListener('keydown', (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (event.target instanceof HTMLElement && event.target.closest('vscode-text-field')) return;
    if (!command || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  });
}
