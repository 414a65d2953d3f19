/** The text editor that has the focus, used through the keyboard. */
import type { Locator, Page } from 'playwright-core';

export class Editor {
  constructor(private readonly page: Page) {}

  /** Puts the cursor there; line and column from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    // A panel may have the focus, and has no lines to go to. It leaves late, and would take what is asked for before with it.
    await this.page.keyboard.press('Control+1');
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'));
    await this.page.keyboard.press('Control+G');
    const input = this.page.locator('.quick-input-widget input.input').first();
    await input.fill(`:${line}:${column}`);
    await input.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.statusBar.filter({ hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** Inserts text at the cursor, over the selection if there is one; nothing is completed or indented. */
  async insert(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  async replaceLine(line: number, text: string): Promise<void> {
    await this.goTo(line);
    await this.page.keyboard.press('Shift+End');
    await this.insert(text);
  }

  async undo(): Promise<void> {
    await this.page.keyboard.press('Control+Z');
  }

  /** `Ln 3, Col 7`, as the status bar says. */
  position(): Promise<string> {
    return this.statusBar.innerText();
  }

  /** Whether keys go to a text editor. */
  hasFocus(): Promise<boolean> {
    return this.page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
  }

  /** The first line on screen that has this text. */
  line(text: string): Locator {
    return this.page.locator('.view-line').filter({ hasText: text }).first();
  }

  async chooseFromContextMenu(line: string, entry: string): Promise<void> {
    await this.line(line).click({ button: 'right' });
    const item = this.page.locator('.monaco-menu .action-item').filter({ has: this.page.getByText(entry, { exact: true }) });
    // A menu that has just opened swallows clicks; the keyboard reaches it at any time.
    await item.hover();
    await this.page.locator('.monaco-menu .action-item.focused').and(item).waitFor();
    await this.page.keyboard.press('Enter');
  }

  private get statusBar() {
    return this.page.locator('[id="status.editor.selection"]');
  }
}
