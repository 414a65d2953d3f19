/** What a panel is for those who can't see it, or use no pointer: judged inside its webview. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, FrameLocator, Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(context: Document, options: object): Promise<AxeResults>;
  setup(tree: Document): void;
  teardown(): void;
  readonly commons: { readonly text: { accessibleText(element: Element): string } };
}
declare global {
  /** In the panel's document, once its source has run there. */
  const axe: Axe;
}

async function documentOf(panel: FrameLocator): Promise<Frame> {
  const frame = await (await panel.locator('body').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('The panel has no document.');
  // Through the debugger, which no content security policy binds.
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axeSource);
  return frame;
}

/** Every violation of any rule of axe-core, as `rule: element (what is wrong)`. */
export async function violations(panel: FrameLocator): Promise<string[]> {
  const frame = await documentOf(panel);
  return frame.evaluate(async () => {
    const found = await axe.run(document, { resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} (${failureSummary.replaceAll(/\s+/g, ' ')})`),
    );
  });
}

/** A control that the Tab key has come to. */
interface Stop {
  /** The start of its tag. */
  readonly element: string;
  readonly name: string;
  /** It, or something in it or round it, looks different than without the focus. */
  readonly visible: boolean;
}

interface Walk {
  readonly stops: readonly Stop[];
  /** Controls on screen that it has not come to, and that no arrow keys of a group lead to either. */
  readonly missed: readonly string[];
}

/** Presses Tab from the top of the panel until it leaves it. */
export async function tabWalk(page: Page, panel: FrameLocator): Promise<Walk> {
  const frame = await documentOf(panel);
  await frame.evaluate(prepare);
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await frame.evaluate(look);
    if (!stop) break;
    stops.push({ ...stop, visible: stop.visible || (await showsFocus(frame)) });
  }
  return { stops, missed: await frame.evaluate(unvisited) };
}

/** Whether what has the focus is another picture without it: a slider's thumb is styled where no script can look. */
async function showsFocus(frame: Frame): Promise<boolean> {
  const element = (await frame.evaluateHandle(() => document.activeElement)).asElement();
  if (!element) return false;
  const focused = await element.screenshot();
  await element.evaluate((node) => node instanceof HTMLElement && node.blur());
  const without = await element.screenshot();
  await element.focus();
  return !focused.equals(without);
}

/** Runs in the panel: the focus at its top. */
function prepare(): void {
  for (const element of document.querySelectorAll('[data-visited]')) element.removeAttribute('data-visited');
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
}

/** Runs in the panel: what has the focus; undefined when nothing new in it has. */
function look(): Stop | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement || element instanceof SVGElement) || !document.hasFocus()) return undefined;
  if (element === document.body || element.hasAttribute('data-visited')) return undefined;
  const appearance = (): string => {
    const inside = [...element.querySelectorAll('*'), ...(element.shadowRoot?.querySelectorAll('*') ?? [])];
    const round = element.parentElement ? [element.parentElement] : [];
    return [element, ...round, ...inside]
      .flatMap((part) => ['', '::before', '::after'].map((pseudo) => getComputedStyle(part, pseudo || undefined)))
      .map((style) => [style.outline, style.boxShadow, style.border, style.backgroundColor, style.stroke, style.strokeWidth, style.opacity])
      .join(';');
  };
  axe.setup(document);
  const name = axe.commons.text.accessibleText(element).trim();
  axe.teardown();
  const focused = appearance();
  element.blur();
  const without = appearance();
  element.focus();
  element.setAttribute('data-visited', '');
  return { element: element.outerHTML.slice(0, 120), name, visible: focused !== without };
}

/** Runs in the panel. */
function unvisited(): string[] {
  const controls = 'button, a[href], input, select, textarea, [role="button"], [role="slider"], [role="link"], [role="application"], ';
  const all = [...document.querySelectorAll(`${controls}vscode-dropdown, vscode-checkbox, vscode-text-field, vscode-button, [tabindex]`)];
  const group = '[role="radiogroup"], [role="listbox"], [role="menu"], [role="grid"], [role="tablist"], [role="toolbar"]';
  const missed = all.filter((element) => {
    const disabled = element.matches(':disabled, [disabled], [aria-disabled="true"], [aria-hidden="true"] *');
    const seen = element.closest('[data-visited]') ?? element.querySelector('[data-visited]');
    const byArrows = element.closest(group) ?? (element instanceof HTMLInputElement && element.type === 'radio');
    return element.checkVisibility({ visibilityProperty: true }) && !disabled && !seen && !byArrows;
  });
  return missed.map((element) => element.outerHTML.slice(0, 120));
}

/** Charts on screen without a table of at least one row in the same section. */
export async function chartsWithoutTable(panel: FrameLocator): Promise<string[]> {
  return panel.locator('body').evaluate(() => {
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const isChart = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return shown(element) && width >= 80 && height >= 30 && !element.parentElement?.closest('svg');
    };
    const hasTable = (element: Element | null): boolean => {
      if (!element || element === document.body || element.tagName === 'MAIN') return false;
      return [...element.querySelectorAll('table tbody tr')].some(shown) || hasTable(element.parentElement);
    };
    return [...document.querySelectorAll('svg, canvas')]
      .filter((chart) => isChart(chart) && !hasTable(chart))
      .map((chart) => `${chart.parentElement?.outerHTML.slice(0, 160)}`);
  });
}

/** What moves or fades by itself, as `element: what`. */
export async function motions(panel: FrameLocator): Promise<string[]> {
  return panel.locator('body').evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    for (const element of all) all.push(...(element.shadowRoot?.querySelectorAll('*') ?? []));
    return all.flatMap((element) => {
      const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(element);
      const moves = [
        ...(animationName !== 'none' && animationDuration.split(', ').some((time) => time !== '0s') ? [`animation ${animationName}`] : []),
        ...(transitionDuration.split(', ').some((time) => time !== '0s') ? [`transition ${transitionDuration}`] : []),
        ...(scrollBehavior === 'smooth' ? ['smooth scrolling'] : []),
      ];
      return moves.map((move) => `${element.outerHTML.slice(0, 100)}: ${move}`);
    });
  });
}
