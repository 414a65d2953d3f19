import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, cssColour, evenRamp, fromLab, type Lab, parseColour, toLab } from '../../../webview/lib/colour';
import { basinHues } from '../../../webview/lib/picture/map/basinCells';
import { dashes, marker } from '../../../webview/lib/picture/map/marks';
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

type Matrix = readonly [readonly number[], readonly number[], readonly number[]];

/**
 * What becomes of linear red, green and blue for those who lack one kind of cone: Machado, Oliveira & Fernandes, "A Physiologically-based
 * Model for Simulation of Color Vision Deficiency", 2009, table 1, severity 1.
 */
const visions: Readonly<Record<string, Matrix>> = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** In OKLab, where 0.02 is just noticeable; thin lines need more than areas that lie side by side. */
const [leastPathDistance, leastBasinDistance] = [0.07, 0.04];

function asSeen(colour: string, matrix: Matrix): Lab {
  const light = parseColour(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  const mixed = matrix.map((row) => Math.min(1, Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])));
  const [r, g, b] = mixed.map((c) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
  return toLab([r, g, b]);
}

const distance = (one: Lab, other: Lab): number => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

/** Custom properties of the blocks that apply to a theme, in the order of the file. */
function tokens(theme: string): Record<string, string> {
  const css = readFileSync('webview/lib/tokens.css', 'utf8');
  const blocks = [...css.matchAll(/([^{}]+)\{([^}]*)\}/g)];
  const applies = (selector: string) =>
    selector
      .replace(/\/\*[\s\S]*?\*\/|:not\([^)]*\)/g, '')
      .split(',')
      .some((part) => ['body', `body.${theme}`].includes(part.trim()));
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

  it.each(Object.keys(visions))('no two paths, and no two basins, look alike with %s', (vision) => {
    const seen = (name: string): Lab => asSeen(own[name] ?? '', visions[vision]);
    const basins = Array.from({ length: basinHues }, (_, i) => `basin-${i}`);
    for (const [palette, least] of [[marks, leastPathDistance] as const, [basins, leastBasinDistance] as const]) {
      for (const [i, one] of palette.entries())
        for (const other of palette.slice(0, i)) expect(distance(seen(one), seen(other)), `${one}, ${other}`).toBeGreaterThanOrEqual(least);
    }
  });
});

it('paths differ in dash and marker too, so that colour is never alone', () => {
  const styles = Array.from({ length: styleCount }, (_, i) => i);
  expect(new Set(styles.map((style) => dashes[style])).size).toBe(styleCount);
  expect(new Set(styles.map((style) => marker(style, [0, 0], 4))).size).toBe(styleCount);
});
