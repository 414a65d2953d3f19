import { UserCodeError } from './errors';
import { norm, plus } from './linalg/vector';
import type { Objective } from './objective';
import type { Point } from './optimizers/optimizer';
import { penalised, type Regulariser } from './penalties/regulariser';

/** How penalties are brought in: each step's end is mapped, the method does it, or they are part of what it minimises. */
export type PenaltyHandling = 'proximal' | 'own' | 'subgradient';

/** What is reported of a point, whatever way penalties are brought in. */
export interface Account {
  readonly loss: number;
  readonly objective: number;
  readonly gradientNorm: number;
}

/** A loss with penalties, as an optimizer sees it and as it is reported. */
export class Problem {
  /** What the optimizer minimises by itself. */
  readonly visible: Objective;

  constructor(
    loss: Objective,
    private readonly regulariser: Regulariser,
    private readonly handling: PenaltyHandling,
  ) {
    this.visible = handling === 'subgradient' && !regulariser.isEmpty ? penalised(loss, regulariser) : loss;
  }

  evaluate(x: Float64Array): Point {
    const gradient = new Float64Array(x.length);
    return { x, loss: this.visible.valueAndGradient(x, gradient), gradient };
  }

  /** Throws `UserCodeError` where the loss or its gradient is not finite. */
  start(x: Float64Array): Point {
    const point = this.evaluate(x);
    const trouble = notFinite(point);
    if (trouble === undefined) return point;
    throw new UserCodeError(`The descent can't begin: at the start ${trouble}.`, {
      hint: 'Choose another start, or guard the expression that is not finite there.',
    });
  }

  /** Where a step with this learning rate ends, from where the optimizer has led it. */
  landing(x: Float64Array, learningRate: number): Float64Array {
    return this.handling === 'proximal' ? this.regulariser.proximal(x, learningRate) : x;
  }

  account({ x, loss, gradient }: Point): Account {
    const { regulariser, handling } = this;
    if (regulariser.isEmpty) return { loss, objective: loss, gradientNorm: norm(gradient) };
    const penalty = regulariser.value(x);
    const inside = handling === 'subgradient';
    const subgradient = inside ? gradient : plus(gradient, 1, regulariser.subgradient(x));
    return {
      loss: inside ? loss - penalty : loss,
      objective: inside ? loss : loss + penalty,
      gradientNorm: norm(regulariser.shortest(x, subgradient)),
    };
  }
}

/** What is not finite at a point, as the end of a sentence. */
export function notFinite({ x, loss, gradient }: Point): string | undefined {
  if (!x.every(Number.isFinite)) return 'a parameter is not finite';
  if (!Number.isFinite(loss)) return `the loss is ${loss}`;
  if (!gradient.every(Number.isFinite)) return 'the gradient is not finite';
  return undefined;
}
