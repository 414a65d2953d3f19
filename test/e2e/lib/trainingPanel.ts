/** The Training panel that is on screen. */
import type { Locator } from 'playwright-core';
import { Panel } from './panel';

export class TrainingPanel extends Panel {
  section(name: string): Locator {
    return this.frame.getByRole('region', { name, exact: true });
  }

  /** Starts the long work of a section and waits for its end. */
  async run(section: string, start: string): Promise<void> {
    await this.section(section).getByRole('button', { name: start, exact: true }).click();
    await this.section(section).getByRole('button', { name: 'Again', exact: true }).waitFor();
  }

  /** The columns of the comparison: batch size, then the measures by name. */
  async batchSizes(): Promise<Readonly<Record<string, readonly string[]>>> {
    const rows = this.frame.getByRole('region', { name: 'Batch sizes side by side' }).locator('tr');
    const cells = await rows.evaluateAll((all) => all.map((row) => [...row.children].map(({ textContent }) => textContent ?? '')));
    return Object.fromEntries(cells.map(([name, ...values]) => [name, values]));
  }
}
