/** What of a landscape beside the loss itself can be drawn over it; adding one is one line in the table. */
import type { Objective } from '../objective';
import type { Work } from '../work';
import { contourBands } from './contours';
import type { GridRequest } from './grid';
import { chooseLevels, divergingLevels, least } from './levels';
import { negativeCurvature, type Overlays, overlays, plateaus } from './overlays';
import type { Surface } from './plane';

/** Like a surface, of something else than the loss. */
export interface Field extends Omit<Surface, 'base' | 'scale'> {
  readonly name: FieldName;
  /** `diverging`: levels on both sides of 0, which is one of them, and a band below them all. `mask`: 1 within a region, 0 outside. */
  readonly scale: 'linear' | 'log' | 'diverging' | 'mask';
}

interface Definition {
  /** What must be known of the loss at every point. */
  readonly needs: 'gradient' | 'hessian';
  readonly kind: 'positive' | 'diverging' | 'sign' | 'mask';
  values(overlays: Overlays): Float64Array;
}

const definitions = {
  gradientNorm: { needs: 'gradient', kind: 'positive', values: ({ gradientNorm }) => gradientNorm },
  smallestEigenvalue: { needs: 'hessian', kind: 'diverging', values: ({ smallestEigenvalue }) => smallestEigenvalue },
  largestEigenvalue: { needs: 'hessian', kind: 'diverging', values: ({ largestEigenvalue }) => largestEigenvalue },
  conditionNumber: { needs: 'hessian', kind: 'positive', values: ({ conditionNumber }) => conditionNumber },
  determinantSign: { needs: 'hessian', kind: 'sign', values: ({ determinantSign }) => determinantSign },
  negativeCurvature: { needs: 'hessian', kind: 'mask', values: negativeCurvature },
  plateau: { needs: 'hessian', kind: 'mask', values: plateaus },
} as const satisfies Record<string, Definition>;

export type FieldName = keyof typeof definitions;

/** The field over a grid of a plane, from coarse to fine. */
export function* fieldWork(objective: Objective, request: GridRequest, name: FieldName): Work<Field> {
  const work = overlays(objective, { ...request, hessian: definitions[name].needs === 'hessian' });
  for (;;) {
    const { done, value } = work.next();
    if (done) return fieldOf(name, value);
    yield value && fieldOf(name, value);
  }
}

export function fieldOf(name: FieldName, overlays: Overlays): Field {
  const { plane, box, size } = overlays;
  const definition: Definition = definitions[name];
  const values = definition.values(overlays);
  const { levels, scale } = levelsFor(definition.kind, values);
  // Where levels lie below zero, what is below them all is told from what is not known.
  const floor = scale === 'diverging' ? Float64Array.of(Math.min(least(values), levels[0]), ...levels) : levels;
  return { name, plane, box, size, values, levels, scale, bands: contourBands(values, size, box, floor) };
}

function levelsFor(kind: Definition['kind'], values: Float64Array): Pick<Field, 'levels' | 'scale'> {
  switch (kind) {
    case 'positive':
      return chooseLevels(values);
    case 'diverging':
      return { levels: divergingLevels(values), scale: 'diverging' };
    case 'sign':
      return { levels: Float64Array.of(0), scale: 'diverging' };
    case 'mask':
      return { levels: Float64Array.of(0.5), scale: 'mask' };
    default:
      return kind satisfies never;
  }
}
