import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Engine } from '../../../src/host/engine';
import { type DocumentLosses, LossStatus } from '../../../src/host/lossStatus';
import type { LossSummary } from '../../../src/protocol/model';
import { closeAll, openText, until } from './support';

const place = { file: '/a.ts', line: 1, column: 1, endLine: 1, endColumn: 5 };
const summary: LossSummary = {
  name: 'loss',
  signature: '(x: number)',
  location: place,
  extent: place,
  takesData: false,
};

/** An engine that is asked, and answers when the test lets it. */
function slowEngine() {
  const asked: (() => void)[] = [];
  const answer = { losses: [summary], problems: [] };
  const request = (() => new Promise<unknown>((resolve) => asked.push(() => resolve(answer)))) as Engine['request'];
  return { asked, engine: { request, onDidChange: new vscode.EventEmitter<readonly string[]>().event } };
}

suite('what is known of losses', () => {
  teardown(closeAll);

  test('says nothing of a document that was closed while its losses were looked for: another may go by its name', async () => {
    const { asked, engine } = slowEngine();
    const status = new LossStatus(engine);
    const told: DocumentLosses[] = [];
    const subscription = status.onDidChange((losses) => told.push(losses));
    try {
      const { document } = await openText('export const loss = (x: number): number => x * x;');
      const finding = status.losses(document);
      await closeAll();
      await until('the document to be closed', () => (document.isClosed ? true : undefined));
      const before = asked.length;
      for (const answer of asked) answer();
      await finding;
      await new Promise((resolve) => setTimeout(resolve));
      assert.equal(asked.length, before, 'its losses were evaluated');
      assert.deepEqual(
        told.flatMap(({ losses }) => losses),
        [],
      );
    } finally {
      subscription.dispose();
      status.dispose();
    }
  });

  test('asks nothing about a document that is closed, so that one that takes its name is looked at like any other', async () => {
    const { asked, engine } = slowEngine();
    const status = new LossStatus(engine);
    try {
      const { document } = await openText('export const loss = (x: number): number => x * x;');
      await closeAll();
      await until('the document to be closed', () => (document.isClosed ? true : undefined));
      const before = asked.length;
      assert.deepEqual(await status.losses(document), []);
      assert.equal(asked.length, before);
    } finally {
      status.dispose();
    }
  });
});
