import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, cssColour, evenRamp, fromLab, parseColour, toLab } from '../../../webview/lib/colour';
import { basinHues } from '../../../webview/lib/picture/map/basinCells';
import { styleCount } from '../../../webview/lib/picture/settings';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('OKLab', () => {
  it('comes back from Lab as it went', () => {
    fc.assert(
      fc.property(hex, (colour) => {
        expect(cssColour(fromLab(toLab(parseColour(colour))))).toBe(colour);
      }),
    );
  });

  it('reads every notation that computed styles use', () => {
    expect(parseColour('#fff')).toEqual([1, 1, 1]);
    expect(cssColour(parseColour('rgb(31, 31, 31)'))).toBe('#1f1f1f');
    expect(cssColour(parseColour('rgba(255, 0, 0, 0.5)'))).toBe('#ff0000');
    expect(cssColour(parseColour('#ffffff40'))).toBe('#ffffff');
  });

  it('makes ramps of evenly rising lightness that end at their stops', () => {
    const ramp = evenRamp(['#1f1f1f', '#283640', '#435a66']);
    expect(ramp(0)).toBe('#1f1f1f');
    expect(ramp(1)).toBe('#435a66');
    const lightness = Array.from({ length: 21 }, (_, i) => toLab(parseColour(ramp(i / 20)))[0]);
    const steps = lightness.slice(1).map((value, i) => value - lightness[i]);
    for (const step of steps) expect(step).toBeCloseTo(steps[0], 2);
  });
});

/** Custom properties of the blocks that apply to a theme, in the order of the file. */
function tokens(theme: string): Record<string, string> {
  const css = readFileSync('webview/lib/tokens.css', 'utf8');
  const blocks = [...css.matchAll(/([^{}]+)\{([^}]*)\}/g)];
  const applies = (selector: string) =>
    selector
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .split(',')
      .some((part) => ['body', `body.${theme}`, `body.${theme}:not(.vscode-high-contrast-light)`].includes(part.trim()));
  const pairs = blocks
    .filter(([, selector = '']) => applies(selector))
    .flatMap(([, , body = '']) => [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value] as const));
  return Object.fromEntries(pairs);
}

describe.each([
  { theme: 'vscode-dark', ground: '#1f1f1f' },
  { theme: 'vscode-light', ground: '#ffffff' },
  { theme: 'vscode-high-contrast', ground: '#000000' },
  { theme: 'vscode-high-contrast-light', ground: '#ffffff' },
])('path colours in $theme', ({ theme, ground }) => {
  const own = tokens(theme);
  const high = own['surface-high'] ?? '';
  const laidOver = ['field-negative', 'field-high', ...Array.from({ length: basinHues }, (_, i) => `basin-${i}`)];
  const marks = [...Array.from({ length: styleCount }, (_, i) => `path-${i}`), 'negative'];

  it.each(marks)('%s stands out from the ground and from the highest surface', (name) => {
    const colour = own[name] ?? '';
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
    for (const ground of [high, ...laidOver.map((laid) => own[laid] ?? '')]) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(3);
  });

  it.each(laidOver)('%s is visible on the ground', (name) => {
    expect(contrast(own[name] ?? '', ground)).toBeGreaterThanOrEqual(1.5);
  });

  it('keeps the surface visible on the ground', () => {
    expect(contrast(high, ground)).toBeGreaterThanOrEqual(1.5);
  });
});
