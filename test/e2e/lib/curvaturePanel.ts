/** The Curvature panel that is on screen. */
import type { Locator } from 'playwright-core';
import { Panel } from './panel';

export class CurvaturePanel extends Panel {
  /** The number or word beside this name among the readouts. */
  override readout(name: string): Locator {
    const pairs = this.frame.getByRole('region', { name: 'Readouts at the point' }).locator('dl > div');
    return pairs.filter({ hasText: name }).getByRole('definition');
  }

  /** What heads each cross-section: `λ₁ = 2`. */
  get eigenvalues(): Locator {
    return this.frame.locator('.section h3');
  }

  /** What each cross-section goes along: `u₁ = (1, −1)/√2`. */
  get directions(): Locator {
    return this.frame.locator('.section .direction');
  }

  /** The point on the cross-section along uₖ. */
  handle(direction: string): Locator {
    return this.frame.getByRole('slider', { name: `The point along ${direction}` });
  }

  get hessian(): Locator {
    return this.frame.getByRole('region', { name: 'Hessian', exact: true }).locator('tbody td');
  }

  coordinate(name: string): Locator {
    return this.frame.getByRole('textbox', { name: `Coordinate ${name}` });
  }

  /** The start or a critical point in the list of places. */
  place(name: string): Locator {
    return this.frame.getByRole('region', { name: 'Go to' }).getByRole('button', { name, exact: true });
  }

  /** One way out, `+u` or `−u`. */
  branch(name: string): Locator {
    return this.frame.getByRole('article', { name: `Branch ${name}` });
  }
}
