/** The Problems view. */
import type { Locator, Page } from 'playwright-core';
import { runCommand } from '../../../scripts/lib/workbench.mjs';

export class Problems {
  constructor(private readonly page: Page) {}

  async show(): Promise<void> {
    await runCommand(this.page, 'Problems: Focus on Problems View');
    await this.view.waitFor();
  }

  async hide(): Promise<void> {
    await runCommand(this.page, 'View: Hide Panel');
    await this.view.waitFor({ state: 'hidden' });
  }

  /** The entries that say this; the view must be shown. */
  entries(text: string | RegExp): Locator {
    return this.view.locator('.monaco-list-row', { hasText: text });
  }

  /** The entry of this reporter that says this. */
  from(reporter: string, text: string | RegExp): Locator {
    return this.entries(text).filter({ hasText: reporter });
  }

  private get view(): Locator {
    return this.page.locator('.markers-panel');
  }
}
