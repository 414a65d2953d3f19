/** The Descent panel that is on screen. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { panelFrame, untilSettled } from '../../../scripts/lib/workbench.mjs';

export type PanelState = 'ready' | 'loading' | 'broken' | 'empty';

export class Panel {
  constructor(private readonly page: Page) {}

  get frame(): FrameLocator {
    return panelFrame(this.page);
  }

  get body(): Locator {
    return this.frame.locator('body');
  }

  /** Waits for a complete picture and gives the version of the function that it shows. */
  settled(): Promise<number> {
    return untilSettled(this.frame);
  }

  /** Waits for a complete picture of a version that is newer. */
  async settledAfter(version: number): Promise<number> {
    await this.frame.locator(`body[data-state="ready"]:not([data-settled="${version}"])[data-settled]`).waitFor();
    return this.settled();
  }

  async untilState(state: PanelState): Promise<void> {
    await this.frame.locator(`body[data-state="${state}"]`).waitFor();
  }

  /** What a person can read in the panel. */
  text(): Promise<string> {
    return this.body.innerText();
  }
}
