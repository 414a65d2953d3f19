// Drives a VS Code workbench in the browser, as a person would: the command palette, and panels in their frames.
import { launchChromium } from './chromium.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').FrameLocator} FrameLocator
 * @typedef {{ width: number, height: number }} Size
 */

/** A cold workbench takes up to half a minute on two cores. */
export const stepLimit = 60_000;

/**
 * A page on a workbench, not yet loaded.
 * @param {import('playwright-core').Browser} browser
 * @param {Size} viewport
 */
export async function newWorkbenchPage(browser, viewport) {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(stepLimit);
  return page;
}

/**
 * Opens the workbench in a new headless browser; the file, when one is named, is in its editor.
 * @param {import('./codeServer.mjs').CodeServer} server
 * @param {import('./codeServer.mjs').Opened} opened
 * @param {Size} [viewport]
 */
export async function openWorkbench(server, opened, viewport = { width: 1280, height: 800 }) {
  const browser = await launchChromium();
  const page = await newWorkbenchPage(browser, viewport);
  await page.goto(server.url(opened));
  await page
    .locator(opened.file ? '.monaco-editor .view-line' : '.monaco-workbench .part.statusbar')
    .first()
    .waitFor();
  return { browser, page };
}

/**
 * Runs a command from the palette by its full title. The palette's list does not change while it is open, so it is opened
 * again when it lacks a command that may only now become available.
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
  await runWithKeys(page, ['F1'], title);
}

/**
 * Runs a command from the palette with the focus in the first group of editors: panels open beside what has it.
 * @param {Page} page
 * @param {string} title
 */
export async function runCommandFromEditor(page, title) {
  await runWithKeys(page, ['Control+1', 'F1'], title);
}

/** @param {Page} page @param {readonly string[]} keys @param {string} title */
async function runWithKeys(page, keys, title) {
  const found = await pickQuickly(page, keys, `>${title}`, title);
  if (!found) throw new Error(`The palette has no command "${title}".`);
}

/**
 * Opens a file of the folder, by its name, in the first group of editors.
 * @param {Page} page
 * @param {string} name
 */
export async function openFile(page, name) {
  const found = await pickQuickly(page, ['Control+1', 'Control+P'], name, name);
  if (!found) throw new Error(`There is no file "${name}" to open.`);
}

/**
 * Presses the keys that open a list, types into it and picks the first row that says this; opens it again while there is no such
 * row, or when the list has been closed by a focus that arrived late.
 * @param {Page} page
 * @param {readonly string[]} keys
 * @param {string} typed
 * @param {string} text
 */
async function pickQuickly(page, keys, typed, text) {
  const input = page.locator('.quick-input-widget input.input').first();
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  const end = Date.now() + stepLimit;
  // A list that is slow on a busy machine gets longer the next time.
  for (let timeout = patience; Date.now() < end; timeout *= 1.5) {
    for (const key of keys) await page.keyboard.press(key);
    const picked = await input.fill(typed, { timeout }).then(
      () => clicked(row, timeout),
      () => false,
    );
    if (picked) return true;
    await page.keyboard.press('Escape');
  }
  return false;
}

/** How long a list may take to show what it has when it is first opened, in milliseconds. */
const patience = 3000;

/** @param {import('playwright-core').Locator} locator @param {number} timeout */
async function clicked(locator, timeout) {
  return locator.click({ timeout }).then(
    () => true,
    () => false,
  );
}

/** Whether it shows within the time. @param {import('playwright-core').Locator} locator @param {number} timeout milliseconds */
export async function isShown(locator, timeout) {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

/** Clicks the first CodeLens that says this. @param {Page} page @param {string} text */
export async function clickLens(page, text) {
  const lens = page.locator('.codelens-decoration a', { hasText: text }).first();
  if (!(await isShown(lens, stepLimit))) throw new Error(`No CodeLens in the open file says "${text}": there is no loss function in it.`);
  await lens.click();
}

/** The document of the webview that is on screen. @param {Page} page @returns {FrameLocator} */
export function panelFrame(page) {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}

/**
 * Waits until the panel's picture is complete and gives the version of the function that it shows. A panel that has
 * nothing to show, since the function is broken or gone, is an error with the panel's own words.
 * @param {FrameLocator} panel
 * @returns {Promise<number>}
 */
export async function untilSettled(panel) {
  const body = panel.locator('body[data-settled], body[data-state="broken"], body[data-state="empty"]');
  if (!(await isShown(body, stepLimit))) throw new Error(`The panel's picture was not finished within ${stepLimit / 1000} s.`);
  const found = await body.evaluate(({ dataset: { state, settled } }) => ({ state, settled })).catch(unlessGone);
  // Where another panel comes to the front, the one before it goes while it is looked at.
  if (!found) return untilSettled(panel);
  if (found.state !== 'ready') throw new Error(`The panel is ${found.state}: ${(await body.innerText()).trim()}`);
  return Number(found.settled);
}

/** @param {unknown} error */
function unlessGone(error) {
  if (!/detached|destroyed/.test(String(error))) throw error;
  return undefined;
}
