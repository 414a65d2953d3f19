import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { againWhereFailed, fromResultsFile, parseMocha, parseVitest, summarize } from '../../../scripts/lib/report.mjs';

const assertion = (fullName: string, status: string) => ({ fullName, status, failureMessages: status === 'failed' ? ['because'] : [] });

describe('results of vitest', () => {
  it('are one per test; what did not pass has failed, skipped tests too', () => {
    const assertionResults = [assertion('a', 'passed'), assertion('b', 'failed'), assertion('c', 'skipped')];
    const results = parseVitest({ testResults: [{ name: 'x.test.ts', status: 'failed', message: '', assertionResults }] });
    expect(results.map(({ title, passed }) => [title, passed])).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
  });

  it('count a file that could not be loaded', () => {
    const results = parseVitest({
      testResults: [{ name: 'x.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }],
    });
    expect(results).toEqual([{ title: 'x.test.ts', passed: false, error: 'no such module', file: 'x.test.ts' }]);
  });
});

describe('files that failed', () => {
  const ran = (file: string, title: string, passed: boolean) => ({ file, title, passed });
  const whole = [ran('a', '1', true), ran('b', '1', false), ran('b', '2', true), ran('c', '1', true)];

  it('are run once more as a whole, and the second run counts', async () => {
    const asked: string[][] = [];
    const results = await againWhereFailed(async (files) => {
      asked.push(files);
      return files.length === 0 ? whole : [ran('b', '1', true), ran('b', '2', false)];
    });
    expect(asked).toEqual([[], ['b']]);
    expect(results).toEqual([ran('a', '1', true), ran('c', '1', true), ran('b', '1', true), ran('b', '2', false)]);
  });

  it('are not looked for where all passed, or where what failed is in no file', async () => {
    for (const last of [ran('a', '1', true), { title: 'runs to its end', passed: false }]) {
      const once = async (files: string[]) => {
        expect(files).toEqual([]);
        return [ran('c', '1', true), last];
      };
      expect(await againWhereFailed(once)).toEqual([ran('c', '1', true), last]);
    }
  });
});

describe('a run that leaves a results file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'saddlescope-report-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (code: number, text?: string) => {
    const file = path.join(folder, 'results.json');
    const task = async () => {
      if (text !== undefined) writeFileSync(file, text);
      return code;
    };
    return fromResultsFile(file, task, parseMocha);
  };

  it('gives its tests', async () => {
    expect(await run(0, '{"tests":[{"title":"a","passed":true}]}')).toEqual([{ title: 'a', passed: true }]);
  });

  it('gives none when it left no file, whatever the exit code', async () => {
    expect(await run(0)).toEqual([]);
  });

  it('has failed when all tests passed and the exit code says otherwise', async () => {
    const results = await run(3, '{"tests":[{"title":"a","passed":true}]}');
    expect(results.at(-1)).toEqual({ title: 'runs to its end', passed: false, error: 'ended with exit code 3' });
  });
});

describe('the summary', () => {
  it('adds up all parts in one plain line at the end', () => {
    const { lines, failed } = summarize([
      { part: 'unit', tests: [{ title: 'a', passed: true }] },
      {
        part: 'e2e',
        tests: [
          { title: 'b', passed: true },
          { title: 'c', passed: false, error: 'because' },
        ],
      },
    ]);
    expect(lines.at(-1)).toBe('2 passed, 1 failed');
    expect(lines.join('\n')).toContain('FAILED e2e: c\nbecause');
    expect(failed).toBe(1);
  });

  it('takes a part in which nothing ran for a failure', () => {
    const { lines, failed } = summarize([{ part: 'host', tests: [] }]);
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
    expect(failed).toBe(1);
  });
});
