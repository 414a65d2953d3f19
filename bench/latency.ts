/** From a keystroke to the readouts, paths and map that answer it, in a real VS Code with everything on. */
import { readFileSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { build } from '../scripts/lib/build.mjs';
import { installHost } from '../scripts/lib/hostInstall.mjs';
import { inRoot } from '../scripts/lib/paths.mjs';
import { Workbench } from '../test/e2e/lib/workbench';
import type { BenchCase } from './cases/case';
import { type Stages, stampMessages } from './latencyStages';
import { watchStolen } from './stolen';
import type { Row } from './targets';

/** Keystrokes that count, after some that warm up engine and renderer. */
const strokes = 40;
const warmUp = 10;
/** Milliseconds between the end of one refresh and the next keystroke. */
const pause = 50;

/**
 * Types into a loss and watches the panel beside it; `limit`: milliseconds that the 95th percentile may be. Before, the same is typed
 * with an extension that only tells its page of the edit: no extension can answer sooner in this VS Code on this machine.
 */
export async function measureLatency(entry: BenchCase, limit: number): Promise<Row[]> {
  await installHost();
  await build();
  const options = { folder: 'test/fixtures/losses', file: 'latency.ts', files: { 'latency.ts': sourceOf(entry) } };
  const empty = await typed({ ...options, extension: inRoot('bench', 'emptyExtension') });
  const lagFile = path.join(os.tmpdir(), `saddlescope-event-loop-${process.pid}.json`);
  rmSync(lagFile, { force: true });
  const env = { EVENT_LOOP_FILE: lagFile, NODE_OPTIONS: `--require=${inRoot('bench', 'eventLoop.cjs')}` };
  const stolen = watchStolen();
  const answers = await typed({ ...options, env }, (workbench) => workbench.lenses().click());
  const rows = [...floorRows(empty, limit), ...rowsOf(answers, empty, limit), lagRow(lagFile), ...stolen()];
  rmSync(lagFile, { force: true });
  return rows;
}

/** The loss with a constant in a line of its own, which the keystrokes change. */
function sourceOf({ source, start }: BenchCase): string {
  const tagged = source.replace(/export function/, `/** @start ${JSON.stringify([...start])} */\nexport function`);
  return `const wobble = 1.;\n${tagged.replace(/return ([^;]+);(?=\s*\}\s*$)/, 'return wobble * ($1);')}\n`;
}

/** When what followed a keystroke, in milliseconds since 1970. */
interface Answer extends Stages {
  readonly pressed: number;
  readonly shown: number;
}

const latency = ({ pressed, shown }: Answer): number => shown - pressed;

function floorRows(empty: readonly Answer[], limit: number): Row[] {
  const [middle, late] = [quantile(empty, 0.5, latency), quantile(empty, 0.95, latency)];
  const beyond = late < limit ? '' : ', which alone misses the target';
  return [
    { what: 'an empty extension, keystroke → panel, median', measured: middle, unit: 'ms' },
    { what: `an empty extension, keystroke → panel, p95${beyond}`, measured: late, unit: 'ms' },
  ];
}

function rowsOf(answers: readonly Answer[], empty: readonly Answer[], limit: number): Row[] {
  const at = (share: number) => ({ ours: quantile(answers, share, latency), floor: quantile(empty, share, latency) });
  const [middle, late] = [at(0.5), at(0.95)];
  const part = (what: string, take: (answer: Answer) => number): Row => ({
    ...{ what: `  ${what}, median`, unit: 'ms' },
    measured: quantile(answers, 0.5, take),
  });
  return [
    { what: 'keystroke → readouts and map, median', measured: middle.ours, unit: 'ms' },
    { what: 'keystroke → readouts and map, p95', measured: late.ours, unit: 'ms', atMost: limit },
    part('until the panel hears of it', ({ pressed, heard }) => heard - pressed),
    part('then until the last answer', ({ heard, answered }) => answered - heard),
    part('then until it is on screen', ({ answered, shown }) => shown - answered),
    { what: 'beyond the empty extension, median', measured: middle.ours - middle.floor, unit: 'ms' },
    { what: 'beyond the empty extension, p95', measured: late.ours - late.floor, unit: 'ms' },
    { what: 'to the empty extension, median', measured: middle.ours / middle.floor, unit: '×' },
  ];
}

/** Opens the file in VS Code, and the panel unless it opens of itself, and types. */
async function typed(
  options: Parameters<typeof Workbench.open>[0],
  openPanel?: (workbench: Workbench) => Promise<void>,
): Promise<Answer[]> {
  const workbench = await Workbench.open(options);
  try {
    await openPanel?.(workbench);
    return await type(workbench);
  } finally {
    await workbench.close();
  }
}

async function type({ page, editor, panel }: Workbench): Promise<Answer[]> {
  let version = await panel.settled();
  const body = panel.frame.locator('body');
  await editor.goTo(1, 'const wobble = 1.'.length + 1);
  await page.evaluate(stampKeys);
  await body.evaluate(stampPictures);
  await body.evaluate(stampMessages);
  const stampOf = async (element = body, name = 'data-stamp') => Number(await element.getAttribute(name));
  const answers: Answer[] = [];
  for (let stroke = 0; stroke < warmUp + strokes; stroke++) {
    await page.keyboard.press(stroke % 2 === 0 ? String(1 + (stroke % 9)) : 'Backspace');
    version = await panel.settledAfter(version);
    const [pressed, shown] = [await stampOf(page.locator('html')), await stampOf()];
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

function lagRow(file: string): Row {
  const { p99 } = JSON.parse(readFileSync(file, 'utf8')) as { readonly p99: number };
  return { what: 'event-loop lag of the host, p99', measured: p99, unit: 'ms', atMost: 16 };
}

function quantile(answers: readonly Answer[], share: number, take: (answer: Answer) => number): number {
  const sorted = answers.map(take).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
