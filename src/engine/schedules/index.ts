import { OptionError } from '../options';
import { constant } from './constant';
import { cosine } from './cosine';
import { cosineWarmRestarts } from './cosineWarmRestarts';
import { cyclic } from './cyclic';
import { exponential } from './exponential';
import { inverseSquareRoot } from './inverseSquareRoot';
import { inverseTime } from './inverseTime';
import { linear } from './linear';
import { multiStep } from './multiStep';
import { oneCycle } from './oneCycle';
import { plateau } from './plateau';
import { polynomial } from './polynomial';
import type { Schedule } from './schedule';
import { step } from './step';
import { warmupBefore } from './warmup';

const decaying: readonly Schedule[] = [
  ...[constant, step, multiStep, exponential, inverseTime, inverseSquareRoot],
  ...[cosine, cosineWarmRestarts, oneCycle, linear, polynomial, cyclic, plateau],
];

/** Every learning-rate schedule, in the order in which they are offered. */
export const schedules: readonly Schedule[] = [...decaying, warmupBefore(decaying)];

/** Throws `OptionError` that lists the ids there are. */
export function scheduleById(id: string): Schedule {
  const found = schedules.find((schedule) => schedule.id === id);
  if (!found) throw new OptionError(`There is no schedule "${id}"; there is ${schedules.map((s) => s.id).join(', ')}.`);
  return found;
}
