/** VS Code in another language: every way in and the panels speak it. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { languages, manifestWords, translations } from '../../scripts/lib/l10n.mjs';
import { textOf, Workbench } from './lib/workbench';

/** Words in Latin letters that stay: names of optimizers, files, functions and tags, symbols such as λmax. */
const stays = /^(Adam|Momentum|Gradient descent|Nesterov|bowl|ts|start|data|batch|number|det|tr|log|max|min|const width)$/;

const latinWords = (text: string): readonly string[] =>
  [...new Set(text.match(/[A-Za-z][a-z]+( [a-z]+)*/g) ?? [])].filter((word) => !stays.test(word));

describe.each(languages)('in %s', (language) => {
  const bundle = translations(language);
  const manifest = manifestWords(language);

  test('lens, palette and panels are translated, and nothing is cut off', async () => {
    const size = { width: 960, height: 1400 }; // a panel of about 480 px beside the editor
    const workbench = await Workbench.open({ folder: 'test/fixtures/losses', file: 'bowl.ts', language, size });
    onTestFinished(() => workbench.close());
    const { panel } = workbench;
    const { frame } = panel;
    await workbench.command('View: Close Primary Side Bar');
    await workbench.lenses(bundle['Visualize descent']).click();
    await panel.settled();
    await workbench.tab(`${bundle.Descent}：bowl`).waitFor();

    await expect.poll(() => frame.locator('html').getAttribute('lang')).toBe(language);
    await expect.poll(() => textOf(frame.getByRole('status'))).toBe(bundle['exact derivatives']);
    await expect.poll(() => textOf(frame.getByRole('region', { name: bundle.Verdict }))).toMatch(/\p{Script=Han}{2}/u);
    await workbench.screenshot(`${language} descent`);
    await frame.getByRole('button', { name: bundle.Options, exact: true }).click();
    await frame.getByRole('button', { name: bundle['Run settings: {0}'].replace('{0}', '') }).click();
    await speaksIt(workbench, `${language} descent options`);

    for (const kind of ['Curvature', 'Surface', 'Spectrum', 'Training']) {
      await workbench.commandFromEditor(manifest[`command.show${kind}`]);
      await workbench.tab(`${bundle[kind]}：bowl`).waitFor();
      await panel.settled();
      await speaksIt(workbench, `${language} ${kind.toLowerCase()}`);
    }
  });
});

/** The panel that is on screen; a picture of it is kept. */
async function speaksIt(workbench: Workbench, name: string): Promise<void> {
  await workbench.screenshot(name);
  const { frame } = workbench.panel;
  await expect.poll(async () => latinWords(await frame.locator('body').innerText())).toEqual([]);
  await expect.poll(() => clipped(frame)).toEqual([]);
}

/** Texts that are cut off by their own box. */
const clipped = (frame: Workbench['panel']['frame']): Promise<string[]> =>
  frame.locator('body').evaluate((body) =>
    [...body.querySelectorAll('button, .label, .name, h1, h2, p, dt, dd, th, td')]
      .filter((element) => element instanceof HTMLElement)
      .filter((element) => element.offsetParent !== null && element.innerText.trim() !== '' && element.children.length === 0)
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible')
      .map((element) => element.innerText),
  );
