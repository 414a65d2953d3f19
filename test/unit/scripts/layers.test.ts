import { describe, expect, it } from 'vitest';
import { importsOf, isAllowed } from '../../../scripts/lib/layers.mjs';

const value = (specifier: string) => ({ specifier, typeOnly: false });
const type = (specifier: string) => ({ specifier, typeOnly: true });

describe('layers', () => {
  it.each([
    ['src/engine/optimizers/adam', value('../options')],
    ['src/engine/landscape/contours', value('d3-contour')],
    ['src/engine/optimizers/adam', value('../../l10n/t')],
    ['src/source/discover/tags', value('../../engine/errors')],
    ['src/source/discover/tags', value('@typescript/typescript6')],
    ['src/protocol/model', type('../engine/objective')],
    ['src/host/engine', value('../worker/client')],
    ['src/host/panels/lossPanel', value('vscode')],
    ['src/cli/main', value('node:fs')],
    ['src/extension', value('./host/commands')],
    ['webview/panels/descent/main', value('../../../src/protocol/channel')],
    ['webview/panels/descent/main', value('../../lib/theme')],
    ['webview/panels/descent/map/map', value('../head')],
  ])('%s may import %o', (module, imported) => {
    expect(isAllowed(module, imported)).toBe(true);
  });

  it.each([
    ['src/engine/optimizers/adam', value('node:fs')],
    ['src/l10n/t', value('../engine/errors')],
    ['src/engine/optimizers/adam', value('fs')],
    ['src/engine/optimizers/adam', type('../../source/shape')],
    ['src/engine/optimizers/adam', value('vscode')],
    ['src/source/discover/tags', value('../../worker/client')],
    ['src/protocol/model', value('../engine/objective')],
    ['src/worker/service', value('vscode')],
    ['src/host/engine', value('../worker/service')],
    ['src/host/engine', value('../worker/clientele')],
    ['src/host/engine', type('../engine/objective')],
    ['src/cli/main', value('vscode')],
    ['src/extension', value('./engine/objective')],
    ['webview/panels/descent/main', value('../../../src/host/engine')],
    ['webview/panels/descent/main', value('node:path')],
    ['webview/panels/surface/main', type('../descent/state')],
    ['webview/lib/head', value('../panels/descent/state')],
  ])('%s may not import %o', (module, imported) => {
    expect(isAllowed(module, imported)).toBe(false);
  });

  it('finds every way of importing', async () => {
    const imports = await importsOf(`
      import a from './value';
      import type { B } from './type';
      import { type C } from './inlineType';
      import './effect';
      export * from './exported';
      export type { D } from './exportedType';
      const e: import('./typeCall').E = await import('./call');
      const text = "import x from './notAnImport'";
    `);
    expect(imports.map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
      ['./value', false],
      ['./type', true],
      ['./inlineType', false],
      ['./effect', false],
      ['./exported', false],
      ['./exportedType', true],
      ['./typeCall', true],
      ['./call', false],
    ]);
  });
});
