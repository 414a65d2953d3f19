/** Which file a document is to the engine: no two texts may be one. */
import { describe, expect, it, vi } from 'vitest';

vi.mock('vscode', () => ({ workspace: { workspaceFolders: [{ uri: { fsPath: '/home/me/project' } }] } }));
const { fileOf, renamedFile } = await import('../../../src/host/documents');

type Uri = Parameters<typeof fileOf>[0];
const uri = (scheme: string, path: string, fragment = '') => ({ scheme, path, fsPath: path, fragment }) as Uri;

describe('the file of a document', () => {
  it('is its own where there is one', () => {
    expect(fileOf(uri('file', '/a/loss.ts'))).toBe('/a/loss.ts');
    expect(fileOf(uri('vscode-remote', '/a/loss.ts'))).toBe('/a/loss.ts');
  });

  it('stands in the first folder for a text without a place, else where it is to be', () => {
    expect(fileOf(uri('untitled', 'Untitled-1'))).toBe('/home/me/project/Untitled-1.untitled.ts');
    expect(fileOf(uri('untitled', '/a/new.ts'))).not.toBe(fileOf(uri('untitled', '/b/new.ts')));
    expect(fileOf(uri('untitled', '/a/new.ts'))).toMatch(/^\/a\//);
  });

  it('is another for every cell of a notebook, beside it', () => {
    const cells = ['W0sZmlsZQ==', 'W1sZmlsZQ=='].map((fragment) => fileOf(uri('vscode-notebook-cell', '/a/notes.ipynb', fragment)));
    expect(cells).toEqual(['/a/notes.ipynb.W0sZmlsZQ.ts', '/a/notes.ipynb.W1sZmlsZQ.ts']);
  });
});

describe('a renamed file', () => {
  const renames = [
    { from: '/a/one.ts', to: '/a/two.ts' },
    { from: '/old', to: '/new' },
  ];

  it('has its new name, also under a renamed folder, and no other file has', () => {
    expect(renamedFile('/a/one.ts', renames)).toBe('/a/two.ts');
    expect(renamedFile('/old/in/loss.ts', renames)).toBe('/new/in/loss.ts');
    expect(renamedFile('/older/loss.ts', renames)).toBe('/older/loss.ts');
    expect(renamedFile('/a/one.tsx', renames)).toBe('/a/one.tsx');
  });
});
