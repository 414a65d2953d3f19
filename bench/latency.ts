/** From a keystroke to the readouts, paths and map that answer it, in a real VS Code with everything on. */
import { readFileSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Locator } from 'playwright-core';
import { build } from '../scripts/lib/build.mjs';
import { installHost } from '../scripts/lib/hostInstall.mjs';
import { inRoot } from '../scripts/lib/paths.mjs';
import { Workbench } from '../test/e2e/lib/workbench';
import type { BenchCase } from './cases/case';
import { stampMessages } from './latencyStages';
import type { Row } from './targets';

/** Keystrokes that count, after some that warm up engine and renderer. */
const strokes = 40;
const warmUp = 10;
/** Milliseconds between the end of one refresh and the next keystroke. */
const pause = 50;

/** Types into a loss and watches the panel beside it; `limit`: milliseconds that the 95th percentile may be. */
export async function measureLatency(entry: BenchCase, limit: number): Promise<Row[]> {
  await installHost();
  await build();
  const lagFile = path.join(os.tmpdir(), `saddlescope-event-loop-${process.pid}.json`);
  rmSync(lagFile, { force: true });
  const workbench = await Workbench.open({
    folder: 'test/fixtures/losses',
    file: 'latency.ts',
    files: { 'latency.ts': sourceOf(entry) },
    env: { EVENT_LOOP_FILE: lagFile, NODE_OPTIONS: `--require=${inRoot('bench', 'eventLoop.cjs')}` },
  });
  try {
    const { page, editor, panel } = workbench;
    const answers = await type({ page, editor, panel, lenses: workbench.lenses() });
    const times = answers.map(({ pressed, shown }) => shown - pressed);
    const part = (what: string, take: (answer: Answer) => number): Row => ({
      what: `  ${what}, median`,
      measured: percentile(answers.map(take), 0.5),
      unit: 'ms',
    });
    const rows: Row[] = [
      { what: 'keystroke → readouts and map, median', measured: percentile(times, 0.5), unit: 'ms' },
      { what: 'keystroke → readouts and map, p95', measured: percentile(times, 0.95), unit: 'ms', atMost: limit },
      part('until the panel hears of it', ({ pressed, heard }) => heard - pressed),
      part('then until the last answer', ({ heard, answered }) => answered - heard),
      part('then until it is on screen', ({ answered, shown }) => shown - answered),
    ];
    return [...rows, lagRow(lagFile)];
  } finally {
    await workbench.close();
    rmSync(lagFile, { force: true });
  }
}

/** The loss with a constant in a line of its own, which the keystrokes change. */
function sourceOf({ source, start }: BenchCase): string {
  const tagged = source.replace(/export function/, `/** @start ${JSON.stringify([...start])} */\nexport function`);
  return `const wobble = 1.;\n${tagged.replace(/return ([^;]+);(?=\s*\}\s*$)/, 'return wobble * ($1);')}\n`;
}

/** When what followed a keystroke, in milliseconds since 1970. */
interface Answer {
  readonly pressed: number;
  readonly heard: number;
  readonly answered: number;
  readonly shown: number;
}

async function type({
  page,
  editor,
  panel,
  lenses,
}: Pick<Workbench, 'page' | 'editor' | 'panel'> & { lenses: Locator }): Promise<Answer[]> {
  await lenses.click();
  let version = await panel.settled();
  const body = panel.frame.locator('body');
  await editor.goTo(1, 'const wobble = 1.'.length + 1);
  await page.evaluate(stampKeys);
  await body.evaluate(stampPictures);
  await body.evaluate(stampMessages);
  const answers: Answer[] = [];
  for (let stroke = 0; stroke < warmUp + strokes; stroke++) {
    await page.keyboard.press(stroke % 2 === 0 ? String(1 + (stroke % 9)) : 'Backspace');
    version = await panel.settledAfter(version);
    const [pressed, shown] = [await stampOf(page.locator('html')), await stampOf(body)];
    const heard = await stampOf(body, 'data-heard');
    // Where all came at once, nothing was asked.
    const answered = Math.max(heard, await stampOf(body, 'data-answered'));
    if (stroke >= warmUp) answers.push({ pressed, heard, answered, shown });
    await page.waitForTimeout(pause);
  }
  return answers;
}

/** In the workbench: when the last key went down. */
function stampKeys(): void {
  const stamp = () => document.documentElement.setAttribute('data-stamp', String(performance.timeOrigin + performance.now()));
  window.addEventListener('keydown', stamp, true);
}

/** In the panel: when readouts, paths and map of another version came on screen. */
function stampPictures(body: Element): void {
  const stamp = () => {
    if (body.hasAttribute('data-shown')) body.setAttribute('data-stamp', String(performance.timeOrigin + performance.now()));
  };
  new MutationObserver(stamp).observe(body, { attributeFilter: ['data-shown'] });
}

const stampOf = async (element: Locator, name = 'data-stamp'): Promise<number> => Number(await element.getAttribute(name));

function lagRow(file: string): Row {
  const { p99 } = JSON.parse(readFileSync(file, 'utf8')) as { readonly p99: number };
  return { what: 'event-loop lag of the host, p99', measured: p99, unit: 'ms', atMost: 16 };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
