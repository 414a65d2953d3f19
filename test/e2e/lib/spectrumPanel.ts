/** The Spectrum panel that is on screen. */
import type { Locator } from 'playwright-core';
import { Panel } from './panel';

export class SpectrumPanel extends Panel {
  override readout(name: string): Locator {
    const pairs = this.frame.getByRole('region', { name: 'Numbers of the spectrum' }).locator('dl > div');
    return pairs.filter({ has: this.frame.locator('dt').filter({ hasText: name }) }).locator('dd');
  }

  get point(): Locator {
    return this.frame.getByRole('region', { name: 'Point', exact: true });
  }

  /** Where points are typed. */
  get typed(): Locator {
    return this.frame.getByRole('textbox', { name: 'Point as JSON' });
  }

  /** The eigenvalues in numbers. */
  get eigenvalues(): Locator {
    return this.frame.getByRole('region', { name: 'Eigenvalues', exact: true }).locator('tbody tr');
  }

  /** A point in the list of critical points. */
  place(name: string): Locator {
    return this.frame.getByRole('region', { name: 'Go to' }).getByRole('button', { name, exact: true });
  }

  get places(): Locator {
    return this.frame.getByRole('region', { name: 'Go to' }).locator('tbody tr');
  }

  /** The cells of each point whose sharpness is compared: name, L, λmax, trace, mean and worst rise. */
  async sharpness(): Promise<readonly (readonly string[])[]> {
    const rows = this.frame.getByRole('region', { name: 'Sharpness of each point' }).locator('tbody tr');
    return rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map(({ textContent }) => (textContent ?? '').replace('\u2212', '-'))),
    );
  }

  get line(): Locator {
    return this.frame.getByRole('region', { name: 'Loss between two points' });
  }
}
