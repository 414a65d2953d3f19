import { logistic } from './cases/logistic';
import { network } from './cases/network';
import { rosenbrock2, rosenbrock100 } from './cases/rosenbrock';
import { branchingSteps, conditionalSteps, differentialEquation, recurrentNetwork } from './cases/sequential';
import { measureEigen } from './eigen';
import { measureLanczos } from './lanczos';
import { measureLatency } from './latency';
import { measurePeakMemory } from './peakMemory';
import { jaxPeer } from './peers/jax';
import { tensorflowPeer } from './peers/tensorflow';
import { torchPeer } from './peers/torch';
import { measureCase, measureFirst, measurePeer, type Row } from './targets';

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
    console.log(`  ${what.padEnd(40)}${value.padEnd(14)}${verdict}`);
  }
}

const peers = [await jaxPeer(), await tensorflowPeer(), torchPeer()].filter((peer) => peer !== undefined);
for (const entry of CASES) print(entry.name, [...measureCase(entry), ...peers.flatMap((peer) => measurePeer(entry, peer))]);
print('a loss of 25,000 operations', measureFirst(25_000, { gradient: 150, hessian: 400 }));
print('a loss of 2,000,000 operations', [...measureFirst(2_000_000, { gradient: 1000 }), ...measurePeakMemory(2_000_000, 1024)]);
for (const { title, rows } of [...measureEigen(), ...measureLanczos()]) print(title, rows);
for (const { entry, limit } of [
  { entry: rosenbrock2, limit: 100 },
  { entry: network(64, 4, 32), limit: 300 },
]) {
  print(`typing in VS Code: ${entry.name}`, await measureLatency(entry, limit));
}
console.log(`\n${missed === 0 ? 'all targets met' : `${missed} targets missed`}`);
