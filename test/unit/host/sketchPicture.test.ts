import { expect, it } from 'vitest';
import type { Palette } from '../../../src/host/picture/palette';
import { sketchPicture } from '../../../src/host/picture/sketchPicture';
import type { CriticalPoint, Sketch } from '../../../src/protocol/model';

const palette: Palette = { ground: '#000000', mid: '#808080', high: '#ffffff', isoline: '#123456', ink: '#abcdef', path: '#fedcba' };
const sketch = {
  along: 'coordinates',
  surface: {
    box: [0, 10, -5, 5],
    bands: [
      { level: 1, polygons: [[Float32Array.of(0, -5, 10, -5, 10, 5, 0, -5)]] },
      { level: 2, polygons: [[Float32Array.of(5, 0, 6, 0, 6, 1, 5, 0)]] },
    ],
  },
  path: Float64Array.of(0, 5, 5, 0),
} as unknown as Sketch;
const minimum = { kind: 'minimum', at: Float64Array.of(5, 0) } as unknown as CriticalPoint;

it('draws the path from corner to middle, v upwards', () => {
  expect(sketchPicture({ sketch, points: [], names: ['x', 'y'] }, palette)).toContain('d="M0.0 0.0L90.0 90.0"');
});

it('shades higher regions towards the highest colour', () => {
  const fills = [...sketchPicture({ sketch, points: [], names: ['x', 'y'] }, palette).matchAll(/fill="(#\w+)" stroke="#123456"/g)];
  expect(fills.map(([, fill]) => fill)).toEqual(['#808080', '#ffffff']);
});

it('marks critical points by shape at their place', () => {
  expect(sketchPicture({ sketch, points: [minimum], names: ['x', 'y'] }, palette)).toContain('M85,86.3h10L90,95Z');
});

it('lets no name break out of the picture', () => {
  const svg = sketchPicture({ sketch, points: [], names: ['a<b', '"'] }, palette);
  expect(svg).toContain('>a&#60;b<');
  expect(svg).toContain('>&#34;<');
});
