// A picture of the extension at work, without a window.
import { startServer } from './codeServer.mjs';
import { clickLens, openWorkbench, panelFrame, runCommand, untilSettled } from './workbench.mjs';

/**
 * Opens the file, runs "Visualize descent" on its first loss, waits for the finished picture and saves it.
 * @param {{ folder: string, file: string, theme: import('./profile.mjs').Theme, size: import('./workbench.mjs').Size, to: string }} options
 */
export async function takeScreenshot({ folder, file, theme, size, to }) {
  const server = await startServer({ extension: 'checkout', theme });
  try {
    const { browser, page } = await openWorkbench(server, { folder, file }, size);
    try {
      await runCommand(page, 'View: Close Primary Side Bar');
      await clickLens(page, 'Visualize descent');
      await untilSettled(panelFrame(page));
      await page.screenshot({ path: to });
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}
