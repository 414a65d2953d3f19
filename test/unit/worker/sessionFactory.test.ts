import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchSlots } from '../../../src/protocol/workerThread';
import { OverlayFiles } from '../../../src/source/files';
import { SessionFactory } from '../../../src/worker/sessionFactory';

const ignore = () => undefined;
const text = (factor: number) => `/** @start [1, 2] */\nexport const bowl = (x: number, y: number): number => x * x + ${factor} * y * y;\n`;

describe('a file that changes on disk while a loss is made of it', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'saddlescope-factory-'));
    file = path.join(folder, 'bowl.ts');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Files that another program rewrites as soon as one of them has been read so often. */
  class Rewritten extends OverlayFiles {
    reads = 0;

    constructor(private readonly after: number) {
      super();
    }

    override read(path: string): string | undefined {
      const found = super.read(path);
      if (path === file && ++this.reads === this.after) writeFileSync(file, text(20));
      return found;
    }
  }

  it.each([1, 2, 3, 4, 5, 6])('gives a loss of one text, and the next one when it is told of (after %i readings)', (after) => {
    writeFileSync(file, text(3));
    const files = new Rewritten(after);
    const watch = new Int32Array(new SharedArrayBuffer(4 * watchSlots.length));
    const data = { watch, dataFolders: [], lastSession: 0, translations: {} };
    const factory = new SessionFactory(data, files, { session: ignore, owner: ignore, sites: ignore }, ignore);
    const target = { file, function: 'bowl' };
    const look = () => {
      const { objective } = factory.session(target);
      const hessian = Array.from(objective.hessian(Float64Array.of(1, 2)));
      return { hessian, derivatives: objective.derivatives };
    };
    expect(look()).toEqual({ hessian: [2, 0, 0, 6], derivatives: 'exact' });
    writeFileSync(file, text(20));
    factory.sessions.invalidate();
    expect(look()).toEqual({ hessian: [2, 0, 0, 40], derivatives: 'exact' });
  });
});
