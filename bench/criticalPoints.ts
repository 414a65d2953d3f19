import { criticalPoints } from '../src/engine/curvature/criticalPoints';
import type { Box } from '../src/engine/curvature/unitCube';
import { load } from '../test/unit/autodiff/support';
import type { Row, Section } from './targets';

const himmelblau = 'export const loss = (x: number, y: number): number => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2;';
const box: Box = [
  [-6, 6],
  [-6, 6],
];

/** How soon the first critical points are known, and that none is missing; of a loss that is read but was never evaluated before. */
export function criticalPointsSection(): Section {
  return { title: 'all critical points of Himmelblau’s function in [−6, 6]²', rows: measured };
}

function measured(): Row[] {
  const { objective } = load(himmelblau, [-4, 4]);
  const began = performance.now();
  const search = criticalPoints(objective, box);
  let first = Number.NaN;
  let step = search.next();
  for (; !step.done; step = search.next())
    if (Number.isNaN(first) && step.value !== undefined && step.value.points.length > 0) first = performance.now() - began;
  const proven = step.value.proof === 'complete' ? performance.now() - began : Number.NaN;
  return [
    { what: 'first points after', measured: first, unit: 'ms', atMost: 100 },
    { what: 'proven complete after', measured: proven, unit: 'ms', atMost: 1000 },
  ];
}
