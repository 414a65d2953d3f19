/** The Descent panel that is on screen. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { panelFrame, untilSettled } from '../../../scripts/lib/workbench.mjs';

export type PanelState = 'ready' | 'loading' | 'broken' | 'empty';

export class Panel {
  constructor(private readonly page: Page) {}

  get frame(): FrameLocator {
    return panelFrame(this.page);
  }

  /** Waits for a complete picture and gives the version of the function that it shows. */
  settled(): Promise<number> {
    return untilSettled(this.frame);
  }

  /** Waits for a complete picture of another version than this one. */
  async settledAfter(version: number): Promise<number> {
    await this.frame.locator(`body[data-state="ready"][data-settled]:not([data-settled="${version}"])`).waitFor();
    return this.settled();
  }

  /** Waits until the panel is in this state. */
  async untilState(state: PanelState): Promise<void> {
    await this.frame.locator(`body[data-state="${state}"]`).waitFor();
  }

  /** The name of the function, as `bowl(x, y)`. */
  get title(): Locator {
    return this.frame.getByRole('heading', { level: 1 });
  }

  /** The critical point that is ringed on the map, by its row in the list. */
  get pickedPoint(): Locator {
    return this.frame.locator('.points tr[aria-current] th');
  }

  /** What is known about the picture: exact, numeric, stale. */
  get condition(): Locator {
    return this.frame.getByRole('status');
  }

  /** The answer in words, or what stands in its way. */
  get verdict(): Locator {
    return this.frame.getByRole('region', { name: 'Verdict' });
  }

  /** The number beside this name among the readouts. */
  readout(name: string): Locator {
    const term = this.page.getByText(name, { exact: true });
    return this.frame
      .getByRole('region', { name: 'Readouts at this step' })
      .locator('dl > div')
      .filter({ has: term })
      .getByRole('definition');
  }

  get map(): Locator {
    return this.frame.getByRole('application', { name: /^Map of / });
  }

  /** What the colours of the map stand for. */
  legendSymbol(): Promise<string> {
    return this.frame.locator('.map .scale .symbol').innerText();
  }

  /** What is said of the place under the pointer. */
  async pointerWords(): Promise<string> {
    return (await this.frame.locator('.map .pointer').allInnerTexts()).join('').replaceAll('\u00a0', ' ');
  }

  /** The ring on the map where every path begins. */
  get startRing(): Locator {
    return this.map.locator('.start .ring');
  }

  /** The optimizers' paths on the map. */
  get paths(): Locator {
    return this.map.locator('.path');
  }

  /** What each path draws, as data of an SVG path; the one that is read out comes last. */
  routes(): Promise<string[]> {
    return this.paths.locator('.rest').evaluateAll((routes) => routes.map((route) => route.getAttribute('d') ?? ''));
  }

  /** The buttons that choose which optimizer is read out. */
  get optimizers(): Locator {
    return this.frame.getByRole('group', { name: 'Optimizers' }).locator('.chip .name');
  }

  /** The one of this name; its button says as well where its path ends. */
  optimizer(name: string): Locator {
    return this.optimizers.filter({ hasText: name });
  }

  /** The colour that it stands on. */
  background(): Promise<string> {
    return this.frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  }

  /** Opens and closes what all optimizers share; its name says what is on. */
  get runSettings(): Locator {
    return this.frame.getByRole('button', { name: /^Run settings/ });
  }

  /** The names of the curves of the timeline. */
  async curves(): Promise<string[]> {
    return (await this.frame.locator('.field-of-time .strip .title').allInnerTexts()).map((name) => name.trim());
  }

  get stepSlider(): Locator {
    return this.frame.getByRole('slider', { name: 'Step' });
  }

  /** The step that is read out. */
  async step(): Promise<number> {
    return Number(await this.stepSlider.inputValue());
  }

  /** Chooses from a drop-down list. */
  async choose(list: string, option: string): Promise<void> {
    const box = this.frame.getByRole('combobox', { name: list });
    await box.click();
    await box.getByRole('option', { name: option, exact: true }).click();
  }

  /** A field to type into. */
  field(label: string): Locator {
    return this.frame.getByRole('textbox', { name: label, exact: true });
  }

  async type(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
    await this.field(label).press('Enter');
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }
}
