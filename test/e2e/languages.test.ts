/** VS Code in another language: every way in and the panels speak it. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { languages, manifestWords, translations } from '../../scripts/lib/l10n.mjs';
import { textOf, Workbench } from './lib/workbench';

/** English words that stay: names of optimizers, files and functions, symbols. */
const stays = /^(Adam|Momentum|Gradient descent|Nesterov|bowl|ts|det)$/;

/** Words in Latin letters that stand in a text. */
const latinWords = (text: string): readonly string[] => [...new Set(text.match(/[A-Za-z][a-z]+( [a-z]+)*/g) ?? [])];

describe.each(languages)('in %s', (language) => {
  const bundle = translations(language);
  const manifest = manifestWords(language);

  test('lens, palette and Descent panel are translated, and nothing is cut off', async () => {
    const size = { width: 960, height: 1400 }; // a panel of about 480 px beside the editor
    const workbench = await Workbench.open({ folder: 'test/fixtures/losses', file: 'bowl.ts', language, size });
    onTestFinished(() => workbench.close());
    const { panel, page } = workbench;
    await workbench.command('View: Close Primary Side Bar');
    const title = bundle['Visualize descent'];
    await workbench.lenses(title).click();
    await panel.settled();
    await workbench.tab(`${bundle.Descent}：bowl`).waitFor();

    const { frame } = panel;
    expect(await frame.locator('html').getAttribute('lang')).toBe(language);
    expect(await textOf(frame.getByRole('status'))).toBe(bundle['exact derivatives']);
    const verdict = frame.getByRole('region', { name: bundle.Verdict });
    expect(await textOf(verdict)).toMatch(/\p{Script=Han}{2}/u);
    await workbench.screenshot(`${language} descent`);
    await frame.getByRole('button', { name: bundle.Options, exact: true }).click();
    await frame.getByRole('button', { name: bundle['Run settings: {0}'].replace(/[:：]\{0\}/, '') }).click();
    await workbench.screenshot(`${language} descent options`);

    const seen = latinWords(await frame.locator('body').innerText()).filter((word) => !stays.test(word));
    expect(seen).toEqual([]);
    expect(await clipped(frame)).toEqual([]);

    await page.keyboard.press('F1');
    await workbench.quickInput.fill(`>${manifest['command.showCurvature']}`);
    await workbench.pick(manifest['command.showCurvature']);
    await workbench.tab(`${bundle.Curvature}：bowl`).waitFor();
  });
});

/** Texts that are cut off by their own box. */
const clipped = (frame: Workbench['panel']['frame']): Promise<string[]> =>
  frame.locator('body').evaluate((body) =>
    [...body.querySelectorAll<HTMLElement>('button, .label, .name, h1, h2, p, dt, dd, th, td')]
      .filter((element) => element.offsetParent !== null && element.innerText.trim() !== '' && element.children.length === 0)
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible')
      .map((element) => element.innerText),
  );
