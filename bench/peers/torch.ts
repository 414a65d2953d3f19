import { MOST_FOR_HESSIAN } from '../cases/case';
import { samples as logisticSamples } from '../cases/logistic';
import { samples as networkSamples } from '../cases/network';
import { milliseconds } from '../measure';
import type { Ours, Peer, PeerMeasurement } from './peer';
import { askPython, pythonWith } from './python';

/** By case, which loss of the script it is and on what data. */
const LOSSES: Readonly<Record<string, () => { readonly loss: string; readonly data: Readonly<Record<string, unknown>> }>> = {
  'Rosenbrock, n = 2': () => ({ loss: 'rosenbrock', data: {} }),
  'Rosenbrock, n = 100': () => ({ loss: 'rosenbrock', data: {} }),
  'network, 193 parameters, 64 samples': () => ({ loss: 'network', data: dataOf(networkSamples(64, 4), 4) }),
  'network, 1153 parameters, 1000 samples': () => ({ loss: 'network', data: dataOf(networkSamples(1000, 16), 16) }),
  'logistic regression, 500 × 20': () => ({ loss: 'logistic', data: dataOf(logisticSamples, 20) }),
};

function dataOf({ X, y }: { readonly X: Float64Array; readonly y: Float64Array }, width: number): Readonly<Record<string, unknown>> {
  return { X: Array.from(y, (_, s) => [...X.subarray(s * width, (s + 1) * width)]), y: [...y] };
}

/** What the script prints. */
interface Times {
  readonly gradient: { readonly milliseconds: number; readonly values: readonly number[] };
  readonly hessian?: { readonly milliseconds: number; readonly values: readonly number[] };
}

function compared({ gradient, hessian }: Times, ours: Ours): PeerMeasurement {
  return {
    gradient: { ratio: gradient.milliseconds / milliseconds(ours.gradient), values: gradient.values },
    ...(hessian && { hessian: { ratio: hessian.milliseconds / milliseconds(ours.hessian), values: hessian.values } }),
  };
}

/** PyTorch in a process of its own; undefined where no Python can import it. */
export function torchPeer(): Peer | undefined {
  const python = pythonWith('torch');
  if (python === undefined) return undefined;
  return {
    name: 'PyTorch',
    isTarget: true,
    measure: ({ name, start }, ours) => {
      const known = LOSSES[name]?.();
      if (known === undefined) return undefined;
      const times = askPython<Times>(python, 'torch_times.py', { ...known, start: [...start], hessian: start.length <= MOST_FOR_HESSIAN });
      return times && compared(times, ours);
    },
  };
}
