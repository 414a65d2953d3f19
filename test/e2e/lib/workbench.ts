/** A VS Code workbench on a temporary copy of a folder, and what a person does in it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { CodeServer, ServerOptions } from '../../../scripts/lib/codeServer.mjs';
import { startServer } from '../../../scripts/lib/codeServer.mjs';
import { inRoot, testResults } from '../../../scripts/lib/paths.mjs';
import type { Theme } from '../../../scripts/lib/profile.mjs';
import type { Size } from '../../../scripts/lib/workbench.mjs';
import { openFile, openWorkbench, runCommand, runCommandFromEditor } from '../../../scripts/lib/workbench.mjs';
import { Editor } from './editor';
import { Panel } from './panel';
import { Problems } from './problems';
import { Views } from './views';

export interface WorkbenchOptions extends Partial<Pick<ServerOptions, 'extension' | 'trust' | 'theme' | 'settings' | 'env' | 'language'>> {
  /** Folder in the project to work on a copy of, e.g. `test/fixtures/edits`. */
  readonly folder: string;
  /** The file in it that is open from the start. */
  readonly file: string;
  readonly size?: Size;
  /** Texts of further files in the copy. */
  readonly files?: Readonly<Record<string, string>>;
  /** A `.code-workspace` among them to open instead of the folder. */
  readonly workspace?: string;
}

/** With a .vsix given, as `npm test` does, that is installed and tested; else the checkout. */
const { E2E_VSIX: tested = 'checkout' } = process.env;
const evidence = path.join(testResults, 'e2e');

/** What VS Code calls them in its list of themes, and on its window. */
const themes: Record<Theme, { readonly label: string; readonly themeClass: string }> = {
  dark: { label: 'Dark Modern', themeClass: 'vs-dark' },
  light: { label: 'Light Modern', themeClass: 'vs' },
  hc: { label: 'Dark High Contrast', themeClass: 'hc-black' },
  hcLight: { label: 'Light High Contrast', themeClass: 'hc-light' },
};

export class Workbench {
  readonly editor: Editor;
  readonly panel: Panel;
  readonly problems: Problems;
  readonly views: Views;

  private constructor(
    readonly page: Page,
    /** The temporary copy. */
    readonly folder: string,
    private readonly browser: Browser,
    private readonly server: CodeServer,
  ) {
    this.editor = new Editor(page);
    this.panel = new Panel(page);
    this.problems = new Problems(page);
    this.views = new Views(page);
  }

  static async open({ folder, file, size, files = {}, workspace = '', ...serverOptions }: WorkbenchOptions): Promise<Workbench> {
    const copy = path.join(mkdtempSync(path.join(tmpdir(), 'saddlescope-e2e-')), path.basename(folder));
    cpSync(inRoot(folder), copy, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(copy, name)), { recursive: true });
      writeFileSync(path.join(copy, name), text);
    }
    const server = await startServer({ extension: tested, ...serverOptions });
    const opened = { folder: path.join(copy, workspace), file: path.join(copy, file) };
    try {
      const { browser, page } = await openWorkbench(server, opened, size);
      return new Workbench(page, copy, browser, server);
    } catch (error) {
      server.saveLogs(path.join(evidence, `start ${path.basename(folder)}`));
      await server.stop();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    rmSync(path.dirname(this.folder), { recursive: true, force: true });
  }

  /** Runs a command from the palette, by its title. */
  command(title: string): Promise<void> {
    return runCommand(this.page, title);
  }

  /** The same with the focus in the text: panels open beside what has it. */
  commandFromEditor(title: string): Promise<void> {
    return runCommandFromEditor(this.page, title);
  }

  /** Reloads the window, which brings back the editors and panels that were open. */
  async reload(): Promise<void> {
    const { page } = this;
    await page.evaluate((address) => history.replaceState(undefined, '', address), withoutFile(page.url()));
    const left = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
    await this.command('Developer: Reload Window');
    await left;
  }

  /** Opens a file of the folder in the group of text editors. */
  async openFile(name: string): Promise<void> {
    await openFile(this.page, name);
    await this.page.locator(`.monaco-editor[data-uri$="/${name}"] .view-line`).first().waitFor();
  }

  /** CodeLenses that say this, in the editors that are visible, from top to bottom. */
  lenses(text: string | RegExp = 'Visualize descent'): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** The tab of an editor or panel. */
  tab(title: string): Locator {
    return this.page.locator('.tabs-container .tab').filter({ has: this.page.getByText(title, { exact: true }) });
  }

  isDirty(title: string): Promise<boolean> {
    return this.tab(title).evaluate((tab) => tab.classList.contains('dirty'));
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input').first();
  }

  /** The entries of the quick pick that is open. */
  get quickPicks(): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  /** The labels of those entries, from top to bottom. */
  quickPickLabels(): Promise<string[]> {
    return this.quickPicks.locator('.quick-input-list-row:first-child .label-name').allInnerTexts();
  }

  async pick(text: string): Promise<void> {
    await this.quickPicks.filter({ hasText: text }).first().click();
  }

  /** Drags with the mouse from the middle of a box. */
  async drag(from: Box, by: { readonly x: number; readonly y: number }): Promise<void> {
    const { mouse } = this.page;
    const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + by.x, y + by.y, { steps: 5 });
    await mouse.up();
  }

  /** The extension's item in the status bar. */
  get statusBarItem(): Locator {
    return this.page.locator('.statusbar-item[id$="saddlescope.engine"]');
  }

  /** The toast that says this. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** In the editor for workspace trust, which is gone afterwards. */
  async grantTrust(): Promise<void> {
    await this.command('Workspaces: Manage Workspace Trust');
    const editor = this.page.locator('.workspace-trust-editor');
    await editor.getByRole('button', { name: 'Trust', exact: true }).click();
    await editor.getByText('You trust this folder').first().waitFor();
    await editor.press('Escape');
    const closed = await editor.waitFor({ state: 'hidden', timeout: 5000 }).then(
      () => true,
      () => false,
    );
    // In older versions it is an editor like others.
    if (!closed) await this.command('View: Close Editor');
    await editor.waitFor({ state: 'hidden' });
  }

  async switchTheme(theme: Theme): Promise<void> {
    const { label, themeClass } = themes[theme];
    await this.command('Preferences: Color Theme');
    await this.quickInput.fill(label);
    await this.pick(label);
    await this.page.locator(`.monaco-workbench.${themeClass}`).waitFor();
  }

  /** The colour behind the text. */
  editorBackground(): Promise<string> {
    return this.page
      .locator('.monaco-editor-background')
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  }

  /** A picture for people, in test-results/screens. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(testResults, 'screens', `${name}.png`) });
  }

  /** What is left of a failure to look at: the screen, and what server and extension host have logged. */
  async saveEvidence(name: string): Promise<void> {
    const folder = path.join(evidence, name.replace(/[^\p{L}\p{N} .-]/gu, '_'));
    mkdirSync(folder, { recursive: true });
    this.server.saveLogs(path.join(folder, 'logs'));
    await this.page.screenshot({ path: path.join(folder, 'screen.png') });
  }
}

export type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** Where something is on screen, in pixels. */
export async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not on screen`);
  return box;
}

/** What a person reads there. */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replaceAll('\u00a0', ' ').trim();
}

/** The address without the file to open: asked to open one, VS Code brings no other editors back. */
function withoutFile(address: string): string {
  const url = new URL(address);
  const payload: [string, string][] = JSON.parse(url.searchParams.get('payload') ?? '[]');
  url.searchParams.set('payload', JSON.stringify(payload.filter(([key]) => key !== 'openFile')));
  return url.href;
}
