import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, openText } from './support';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

suite('activation', () => {
  test('happens with a TypeScript file, in the extension host that has Node', async () => {
    await openText('');
    await activated();
    const extension = vscode.extensions.getExtension('saddlescope.saddlescope');
    assert.equal(extension?.isActive, true);
    assert.equal(extension.extensionKind, vscode.ExtensionKind.Workspace);
  });

  test('registers every command that the manifest contributes', async () => {
    const registered = await vscode.commands.getCommands(true);
    const manifest: Manifest = vscode.extensions.getExtension('saddlescope.saddlescope')?.packageJSON;
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.ok(contributed.length > 0);
    assert.deepEqual(
      contributed.filter((command) => !registered.includes(command)),
      [],
    );
  });
});
