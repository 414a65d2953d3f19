import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { samples as logisticSamples } from '../cases/logistic';
import { samples as networkSamples } from '../cases/network';
import { milliseconds } from '../measure';
import type { Ours, Peer, PeerMeasurement } from './peer';

/** The benchmark runs from `bench/out`. */
const SCRIPT = fileURLToPath(new URL('../peers/torch_times.py', import.meta.url));

/** By case, which loss of the script it is and on what data. */
const LOSSES: Readonly<Record<string, () => { readonly loss: string; readonly data: Readonly<Record<string, unknown>> }>> = {
  'Rosenbrock, n = 2': () => ({ loss: 'rosenbrock', data: {} }),
  'Rosenbrock, n = 100': () => ({ loss: 'rosenbrock', data: {} }),
  'network, 193 parameters, 64 samples': () => ({ loss: 'network', data: dataOf(networkSamples(64, 4), 4) }),
  'logistic regression, 500 × 20': () => ({ loss: 'logistic', data: dataOf(logisticSamples, 20) }),
};

function dataOf({ X, y }: { readonly X: Float64Array; readonly y: Float64Array }, width: number): Readonly<Record<string, unknown>> {
  return { X: Array.from(y, (_, s) => [...X.subarray(s * width, (s + 1) * width)]), y: [...y] };
}

/** What the script prints. */
interface Times {
  readonly gradient: { readonly milliseconds: number; readonly values: readonly number[] };
  readonly hessian: { readonly milliseconds: number; readonly values: readonly number[] };
}

function compared({ gradient, hessian }: Times, ours: Ours): PeerMeasurement {
  return {
    gradient: { ratio: gradient.milliseconds / milliseconds(ours.gradient), values: gradient.values },
    hessian: { ratio: hessian.milliseconds / milliseconds(ours.hessian), values: hessian.values },
  };
}

/** PyTorch in a process of its own; undefined where python3 can't import it. */
export function torchPeer(): Peer | undefined {
  if (spawnSync('python3', ['-c', 'import torch']).status !== 0) {
    console.log('PyTorch left out: python3 can’t import torch');
    return undefined;
  }
  return {
    name: 'PyTorch',
    isTarget: true,
    measure: ({ name, start }, ours) => {
      const known = LOSSES[name]?.();
      if (known === undefined) return undefined;
      const { stdout, stderr, status } = spawnSync('python3', [SCRIPT], {
        input: JSON.stringify({ ...known, start: [...start] }),
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      if (status === 0) return compared(JSON.parse(stdout) as Times, ours);
      console.log(`PyTorch failed on ${name}: ${stderr.trim().split('\n').at(-1)}`);
      return undefined;
    },
  };
}
