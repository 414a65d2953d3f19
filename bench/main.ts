import { activationSection } from './activation';
import { logistic } from './cases/logistic';
import { network } from './cases/network';
import { rosenbrock2, rosenbrock100 } from './cases/rosenbrock';
import { branchingSteps, conditionalSteps, differentialEquation, recurrentNetwork } from './cases/sequential';
import { criticalPointsSection } from './criticalPoints';
import { eigenSections } from './eigen';
import { lanczosSections } from './lanczos';
import { measureLatency } from './latency';
import { measurePeakMemory } from './peakMemory';
import { jaxPeer } from './peers/jax';
import { tensorflowPeer } from './peers/tensorflow';
import { torchPeer } from './peers/torch';
import { measureBatches, measureCase, measureFirst, measurePeer, type Row, type Section } from './targets';

const CASES = [
  rosenbrock2,
  rosenbrock100,
  network(64, 4, 32),
  logistic,
  differentialEquation,
  recurrentNetwork,
  conditionalSteps,
  branchingSteps,
  network(1000, 16, 64),
];

let missed = 0;

function print(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  for (const { what, measured, unit, atMost, atLeast } of rows) {
    const value = unit === '' ? measured.toExponential(1) : `${Number(measured.toPrecision(3))} ${unit}`;
    const met = measured <= (atMost ?? Number.POSITIVE_INFINITY) && measured >= (atLeast ?? Number.NEGATIVE_INFINITY);
    if (!met) missed++;
    const bound = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
    const verdict = atMost === undefined && atLeast === undefined ? '' : `target ${bound} ${unit} ${met ? 'met' : 'MISSED'}`;
    console.log(`  ${what.padEnd(40)} ${value.padEnd(14)}${verdict}`);
  }
}

const peers = [await jaxPeer(), await tensorflowPeer(), torchPeer()].filter((peer) => peer !== undefined);

const SECTIONS: readonly Section[] = [
  criticalPointsSection(),
  ...CASES.map((entry) => ({
    title: entry.name,
    rows: () => [...measureCase(entry), ...peers.flatMap((peer) => measurePeer(entry, peer))],
  })),
  { title: 'a loss of 25,000 operations', rows: () => measureFirst(25_000, { gradient: 150, hessian: 400 }) },
  {
    title: 'a loss of 2,000,000 operations',
    rows: () => [...measureFirst(2_000_000, { gradient: 1000 }), ...measurePeakMemory('regular', 2_000_000, 1024)],
  },
  { title: 'a loss of 3,600,000 operations, half of them guarded', rows: () => measurePeakMemory('guarded', 3_600_000, 1024) },
  {
    title: 'a loss over data of 20,000,000 operations, in batches',
    rows: () => [...measureBatches(20_000_000), ...measurePeakMemory('overData', 20_000_000, 1024)],
  },
  ...eigenSections(),
  ...lanczosSections(),
  activationSection(),
  { title: `latency of typing in VS Code: ${rosenbrock2.name}`, rows: () => measureLatency(rosenbrock2, 100) },
  { title: `latency of typing in VS Code: ${network(64, 4, 32).name}`, rows: () => measureLatency(network(64, 4, 32), 300) },
];

/** Whole titles, or words of titles, that are asked for; all are if there are none. */
const words = process.argv.slice(2);
const isAsked = ({ title }: Section) =>
  words.some((word) => (SECTIONS.some((other) => other.title === word) ? title === word : title.includes(word)));
const chosen = words.length === 0 ? SECTIONS : SECTIONS.filter(isAsked);
if (chosen.length === 0)
  throw new Error(`No title contains ${words.join(' or ')}. The titles are:\n${SECTIONS.map(({ title }) => `  ${title}`).join('\n')}`);
// Engines specialise the place of a call on the function that is called there alone, and put its code in the stead of the call. The loss
// that comes first would be measured so, ours or the hand-written one as it happens. Optimizers meet many losses: so does every place here.
measureCase(rosenbrock100);
for (const { title, rows } of chosen) print(title, await rows());
console.log(`\n${missed === 0 ? 'all targets met' : `${missed} targets missed`}`);
