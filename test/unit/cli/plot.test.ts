import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipLine, clipSegment, contains, grow, simplify, thin } from '../../../src/plot/clip';
import { atNight, fromOklab, ramp, toOklab } from '../../../src/plot/colour';
import { contours } from '../../../src/plot/contours';
import { glyph, pointGlyph } from '../../../src/plot/glyph';
import { ticks } from '../../../src/plot/scale';
import { planeCoordinates } from '../../../src/plot/scene';
import { pathStyle, surface } from '../../../src/plot/theme';
import { element, escapeXml, type Point, px } from '../../../src/plot/xml';
import { descendants, parseXml } from './xml';

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const point = fc.tuple(coordinate, coordinate);
const frame = { left: 0, top: 0, right: 100, bottom: 60 };

describe('element', () => {
  it('round-trips any text and attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const node = parseXml(element('text', { title: text }, `a${escapeXml(text)}`));
        const plain = (s: string) =>
          s.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? '');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for these
        const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
        expect(plain(node.text)).toBe(`a${allowed}`);
        expect(plain(node.attributes.title)).toBe(allowed);
      }),
    );
  });
  it('leaves out undefined attributes', () => expect(element('g', { id: undefined, x: 1 })).toBe('<g x="1"/>'));
});

describe('px', () => {
  it('rounds to hundredths without −0', () => expect([px(1.005), px(-0.001), px(12), px(1 / 3)]).toEqual(['1', '0', '12', '0.33']));
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => expect(() => px(value)).toThrow(RangeError));
});

describe('ticks', () => {
  it.each([
    [
      [-6, 6],
      ['−6', '−4', '−2', '0', '2', '4', '6'],
    ],
    [
      [0, 1],
      ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0'],
    ],
    [
      [0, 1e-6],
      ['0', '2.0×10⁻⁷', '4.0×10⁻⁷', '6.0×10⁻⁷', '8.0×10⁻⁷', '1.0×10⁻⁶'],
    ],
  ] as const)('of %j are %j', (interval, labels) => expect(ticks(interval).map(({ label }) => label)).toEqual(labels));

  it('lie inside, evenly, and neither few nor many', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, width) => {
        const at = ticks([low, low + width]).map((tick) => tick.at);
        const slack = 1e-6 * width;
        expect(at.length).toBeGreaterThanOrEqual(3);
        expect(at.length).toBeLessThanOrEqual(10);
        for (const value of at) expect(value >= low - slack && value <= low + width + slack).toBe(true);
      }),
    );
  });
});

describe('clipping', () => {
  it('keeps a segment inside as it is', () =>
    expect(clipSegment(frame, [1, 2], [3, 4])).toEqual([
      [1, 2],
      [3, 4],
    ]));
  it('cuts at the edges', () =>
    expect(clipSegment(frame, [-50, 30], [150, 30])).toEqual([
      [0, 30],
      [100, 30],
    ]));
  it('drops what misses', () => expect(clipSegment(frame, [-1, -1], [-1, 90])).toBeUndefined());

  it('gives pieces that lie inside and on the segment', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const piece = clipSegment(frame, a, b);
        if (!piece) expect(contains(frame, a) || contains(frame, b)).toBe(false);
        for (const end of piece ?? []) {
          expect(contains(grow(frame, 1e-6), end)).toBe(true);
          expect(Math.abs(offLine(a, b, end))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('joins the pieces that follow one another', () => {
    expect(
      clipLine(frame, [
        [10, 10],
        [20, 20],
        [200, 20],
        [30, 40],
      ]),
    ).toHaveLength(2);
  });
});

/** Distance of a point from the line through a and b. */
function offLine([x0, y0]: Point, [x1, y1]: Point, [x, y]: Point): number {
  const length = Math.hypot(x1 - x0, y1 - y0);
  return length === 0 ? Math.hypot(x - x0, y - y0) : ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length;
}

describe('thin', () => {
  it('keeps both ends and the distance between neighbours', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true })), { minLength: 2 }),
        (line) => {
          const kept = thin(line, 1);
          expect([kept[0], kept.at(-1)]).toEqual([line[0], line.at(-1)]);
          const gaps = kept.slice(1, -1).map(([x, y], k) => Math.hypot(x - kept[k][0], y - kept[k][1]));
          expect(gaps.every((gap) => gap >= 1)).toBe(true);
        },
      ),
    );
  });
});

describe('simplify', () => {
  it('drops what lies on a line', () =>
    expect(
      simplify(
        [
          [0, 0],
          [1, 1],
          [2, 2],
          [3, 0],
        ],
        0.01,
      ),
    ).toEqual([
      [0, 0],
      [2, 2],
      [3, 0],
    ]));
  it('moves nothing by more than the tolerance', () => {
    const circle = Array.from({ length: 101 }, (_, k): Point => [50 * Math.cos((k * Math.PI) / 50), 50 * Math.sin((k * Math.PI) / 50)]);
    const kept = simplify(circle, 0.5);
    expect(kept.length).toBeLessThan(40);
    expect([kept[0], kept.at(-1)]).toEqual([circle[0], circle[100]]);
    const gap = (p: Point) => Math.min(...kept.slice(1).map((end, k) => Math.abs(offLine(kept[k], end, p))));
    for (const p of circle) expect(gap(p)).toBeLessThanOrEqual(0.5);
  });
});

describe('colour', () => {
  it('returns from OKLab to the same colour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (rgb) => {
        const hex = `#${rgb.toString(16).padStart(6, '0')}`;
        expect(fromOklab(toOklab(hex))).toBe(hex);
      }),
    );
  });
  it('turns lightness over for dark pages: paper dark, ink and paths readable on it', () => {
    const contrast = (hex: string) => (luminance(atNight(hex)) + 0.05) / (luminance(atNight('#ffffff')) + 0.05);
    expect(luminance(atNight('#ffffff'))).toBeLessThan(0.02);
    for (const hex of ['#3b3b3b', '#616161', ...Array.from({ length: 6 }, (_, k) => pathStyle(k).colour)])
      expect(contrast(hex)).toBeGreaterThanOrEqual(4.5);
  });
  it('knows white and black', () => {
    expect(toOklab('#ffffff')[0]).toBeCloseTo(1, 6);
    expect(toOklab('#000000')).toEqual([0, 0, 0]);
  });
  it('runs from the ground to the highest colour in even lightness', () => {
    expect([ramp(0), ramp(1)]).toEqual([surface.low, surface.high]);
    const lightness = Array.from({ length: 11 }, (_, k) => toOklab(ramp(k / 10))[0]);
    const falls = lightness.slice(1).map((value, k) => lightness[k] - value);
    for (const fall of falls) expect(Math.abs(fall - (lightness[0] - lightness[10]) / 10)).toBeLessThan(0.004);
  });
  it('gives paths contrast of at least 4.5 : 1 on white', () => {
    for (let k = 0; k < 6; k++) expect(1.05 / (luminance(pathStyle(k).colour) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const channel = (k: number) => {
    const c = Number.parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
}

describe('paths tell themselves apart', () => {
  const looks = Array.from({ length: 6 }, (_, k) => pathStyle(k));
  it.each(['colour', 'dash', 'glyph'] as const)('by %s', (key) => expect(new Set(looks.map((look) => look[key])).size).toBe(6));
  it('with closed markers', () => {
    for (const { glyph: kind } of looks) expect(glyph(kind, [5, 5], 8)).toMatch(/^M[-\d. LaZ]+Z$/);
  });
  it('and so do critical points', () => {
    const kinds = ['minimum', 'saddle', 'maximum', 'degenerate'] as const;
    expect(new Set(kinds.map((kind) => pointGlyph(kind, [5, 5], 5))).size).toBe(4);
  });
});

describe('contours', () => {
  const hill = (ring: number[]) => ({ bands: [{ level: 1, polygons: [[Float32Array.from(ring)]] }] });
  const square = [20, 20, 20, 40, 60, 40, 60, 20, 20, 20];
  const draw = (ring: number[]) =>
    parseXml(
      element(
        'g',
        {},
        contours(hill(ring), ['#fff', '#000'], (u, v) => [u, 60 - v], frame),
      ),
    );
  const strokes = (ring: number[]) =>
    [...descendants(draw(ring))].filter(({ attributes }) => attributes.stroke).map(({ attributes }) => attributes);

  it('lights the slopes to the north and west, and shades the others', () => {
    const lit = strokes(square)
      .filter(({ stroke }) => stroke === '#ffffff')
      .map(({ d }) => d)
      .join('');
    const shaded = strokes(square)
      .filter(({ stroke }) => stroke !== '#ffffff')
      .map(({ d }) => d)
      .join('');
    expect(lit).toContain('M20 40L20 20');
    expect(lit).toContain('60 20');
    expect(shaded).toContain('60 40');
  });
  it('does so whichever way the ring runs', () => {
    const reversed = Array.from({ length: 5 }, (_, k) => square.slice(8 - 2 * k, 10 - 2 * k)).flat();
    const lit = (ring: number[]) => strokes(ring).filter(({ stroke }) => stroke === '#ffffff').length;
    expect(lit(reversed)).toBe(lit(square));
  });
  it('draws no line along the frame', () => {
    expect(strokes([0, 0, 0, 60, 100, 60, 100, 0, 0, 0])).toHaveLength(0);
  });
});

describe('planeCoordinates', () => {
  it('finds (u, v) on any two orthogonal axes', () => {
    const plane = { origin: Float64Array.of(1, 2, 3), first: Float64Array.of(0, 2, 0), second: Float64Array.of(0, 0, 0.5) };
    expect(planeCoordinates(plane, Float64Array.of(9, 8, 4))).toEqual([3, 2]);
  });
  it('gives 0 along an axis of length 0', () => {
    const plane = { origin: Float64Array.of(0), first: Float64Array.of(1), second: Float64Array.of(0) };
    expect(planeCoordinates(plane, Float64Array.of(4))).toEqual([4, 0]);
  });
});
