/** The Surface panel that is on screen. */
import type { Locator, Page } from 'playwright-core';
import { Panel } from './panel';
import { boxOf } from './workbench';

const rim = 4;

export class SurfacePanel extends Panel {
  constructor(private readonly workbenchPage: Page) {
    super(workbenchPage);
  }

  get picture(): Locator {
    return this.frame.getByRole('application', { name: /^Surface of / });
  }

  /** The layers of the picture, with what is known about them as data attributes. */
  private get layers(): Locator {
    return this.frame.locator('.surface .frame');
  }

  private get ground(): Locator {
    return this.frame.locator('.surface .ground');
  }

  /** Points along each side of the grid that is drawn. */
  async gridSize(): Promise<number> {
    return Number(await this.layers.getAttribute('data-size'));
  }

  /** Azimuth, elevation and zoom. */
  async orbit(): Promise<readonly number[]> {
    const text = (await this.layers.getAttribute('data-orbit')) ?? '';
    return text.replaceAll('\u2212', '-').split(' ').map(Number);
  }

  /** What draws the sheet. */
  async renderer(): Promise<string | null> {
    return this.ground.getAttribute('data-renderer');
  }

  /** Waits until nothing has moved for a while and the picture is at its finest. */
  async atRest(): Promise<void> {
    // What has just been pressed is drawn in the next frame.
    await this.layers.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await this.frame.locator('.surface .frame:not([data-moving])').waitFor();
  }

  /** How often the page asks for an animation frame within so many milliseconds. */
  framesAskedFor(milliseconds: number): Promise<number> {
    return this.layers.evaluate(async (_, time) => {
      const original = window.requestAnimationFrame;
      let count = 0;
      window.requestAnimationFrame = (callback) => {
        count++;
        return original(callback);
      };
      await new Promise((resolve) => setTimeout(resolve, time));
      window.requestAnimationFrame = original;
      return count;
    }, milliseconds);
  }

  /** Names of the paths on the sheet. */
  pathNames(): Promise<(string | null)[]> {
    return this.picture.locator('.path').evaluateAll((paths) => paths.map((path) => path.getAttribute('data-path')));
  }

  /** What a path draws where it can be seen, as data of an SVG path. */
  async route(name: string): Promise<string> {
    return (await this.picture.locator(`.path[data-path="${name}"] .done`).getAttribute('d')) ?? '';
  }

  points(kind: string): Locator {
    return this.picture.locator(`.point.${kind}`);
  }

  /** Numbers and names along the axes. */
  async axisTexts(): Promise<string[]> {
    return this.picture.locator('.axes text').evaluateAll((texts) => texts.map(({ textContent }) => textContent ?? ''));
  }

  /** The picture as it is on screen, without its rim, where the focus is shown. */
  async pixels(): Promise<Buffer> {
    const { x, y, width, height } = await boxOf(this.ground);
    return this.workbenchPage.screenshot({ clip: { x: x + rim, y: y + rim, width: width - 2 * rim, height: height - 2 * rim } });
  }

  /** Takes the graphics card's context away, as a driver reset does; the answer gives it back. */
  async loseContext(): Promise<() => Promise<void>> {
    const canvas = this.ground.locator('canvas').last();
    const extension = await canvas.evaluateHandle((element: HTMLCanvasElement) =>
      element.getContext('webgl2')?.getExtension('WEBGL_lose_context'),
    );
    await extension.evaluate((lose) => lose?.loseContext());
    return () => extension.evaluate((lose) => lose?.restoreContext());
  }
}
