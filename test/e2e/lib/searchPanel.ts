/** The Search panel that is on screen. */
import type { Locator } from 'playwright-core';
import { Panel } from './panel';

export class SearchPanel extends Panel {
  /** Ticks an option, or takes the tick away. */
  async tick(option: string): Promise<void> {
    await this.frame.getByRole('checkbox', { name: option, exact: true }).click();
  }

  /** The row of an option. */
  option(name: string): Locator {
    return this.frame.locator(`[data-option="${name}"]`);
  }

  /** Starts a search and waits until it has come to its end. */
  async search(button = 'Start'): Promise<void> {
    await this.button(button).click();
    await this.frame
      .locator('body:not([data-settled])')
      .waitFor({ timeout: 5000 })
      .catch(() => undefined);
    await this.settled();
  }

  get best(): Locator {
    return this.frame.getByRole('region', { name: 'Best trials' }).locator('li');
  }

  get rows(): Locator {
    return this.frame.getByRole('region', { name: 'All trials' }).locator('tbody tr');
  }

  /** The cells of a column of the table, from top to bottom. */
  async column(name: string): Promise<string[]> {
    const heads = (await this.frame.getByRole('region', { name: 'All trials' }).locator('thead th').allInnerTexts()).map((text) =>
      text.replace(/ [▴▾]$/, '').trim(),
    );
    const k = heads.indexOf(name);
    return this.rows.evaluateAll((rows, index) => rows.map((row) => row.children[index].textContent ?? ''), k);
  }

  /** The parallel coordinates, which say how many lines they have, and which stands out as the one that is looked at. */
  get parallel(): Locator {
    return this.frame.locator('.parallel-area');
  }

  get scatter(): Locator {
    return this.frame.getByRole('slider', { name: 'Trial that is looked at' });
  }

  get searchCondition(): Locator {
    return this.frame.locator('.condition');
  }
}
