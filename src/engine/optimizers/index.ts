import { OptionError } from '../options';
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import { adamw } from './adamw';
import { admmAdam } from './admmAdam';
import { amsgrad } from './amsgrad';
import { bfgs } from './bfgs';
import { conjugateGradient } from './conjugateGradient';
import { lbfgs } from './lbfgs';
import { lion } from './lion';
import { muon } from './muon';
import { nadam } from './nadam';
import { newton } from './newton';
import type { Optimizer } from './optimizer';
import { perturbedGd } from './perturbedGd';
import { radam } from './radam';
import { rmsprop } from './rmsprop';
import { rprop } from './rprop';
import { saddleFreeNewton } from './saddleFreeNewton';
import { sam } from './sam';
import { scheduleFree } from './scheduleFree';
import { sgd } from './sgd';
import { sophia } from './sophia';
import { trustRegion } from './trustRegion';

/** Every optimizer, in the order in which they are offered. */
export const optimizers: readonly Optimizer[] = [
  ...[sgd, adam, adamw, amsgrad, adamax, nadam, radam],
  ...[rmsprop, adagrad, adadelta, rprop],
  ...[newton, saddleFreeNewton, trustRegion, bfgs, lbfgs, conjugateGradient],
  ...[lion, muon, sophia, sam, scheduleFree, perturbedGd, admmAdam],
];

/** Throws `OptionError` that lists the ids there are. */
export function optimizerById(id: string): Optimizer {
  const found = optimizers.find((optimizer) => optimizer.id === id);
  if (!found) throw new OptionError(`There is no optimizer "${id}"; there is ${optimizers.map((o) => o.id).join(', ')}.`);
  return found;
}
