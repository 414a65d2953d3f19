import { describe, expect, it } from 'vitest';
import { convexity } from '../../../src/engine/curvature/convexity';
import { finish } from '../../../src/engine/work';
import { convexityWords } from '../../../webview/panels/descent/convexityView';
import { himmelblau, quadratic } from './support';

const box = [
  [-6, 6],
  [-6, 6],
] as const;

describe('what is said of convexity', () => {
  it('names the counter-example', () => {
    const found = finish(convexity(himmelblau, box));
    const words = convexityWords(found);
    expect(words).toMatch(/^Not convex in this box: at \(−?\d+\.\d\d, −?\d+\.\d\d\) it bends down along \(.*\), uᵀHu = −\d/);
    expect(words).toMatch(/H ⪰ 0 at [\d.]+\u00a0% of 512 points\.$/);
  });

  it('says why it is open', () => {
    const words = convexityWords(finish(convexity(quadratic(1, 2), box)));
    expect(words).toMatch(/^Not proven to be convex in this box: .+\. H ⪰ 0 at 100\u00a0% of 512 points\.$/);
  });

  it('says that it is proven', () => {
    expect(convexityWords({ verdict: 'convex', share: 1, samples: 512 })).toContain('proven');
  });

  it('leaves out what nobody would read of many parameters', () => {
    const many = new Float64Array(9);
    const counterExample = { at: many, direction: many, curvature: -1 };
    expect(convexityWords({ verdict: 'not convex', counterExample, share: 0, samples: 1 })).toContain('(0.00, 0.00, 0.00, 0.00, …)');
  });
});
