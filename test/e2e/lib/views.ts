/** The views of the extension in the side bar. */
import type { Locator, Page } from 'playwright-core';

class View {
  constructor(
    private readonly page: Page,
    private readonly title: string,
  ) {}

  /** Rows that say this. */
  rows(text: string | RegExp): Locator {
    return this.element.locator('.monaco-list-row').filter({ hasText: text });
  }

  row(text: string | RegExp): Locator {
    return this.rows(text).first();
  }

  private get element(): Locator {
    return this.page.locator('.sidebar .pane').filter({ has: this.page.locator('.pane-header', { hasText: this.title }) });
  }
}

export class Views {
  readonly losses: View;
  readonly points: View;

  constructor(page: Page) {
    this.losses = new View(page, 'Losses');
    this.points = new View(page, 'Critical Points');
  }
}
