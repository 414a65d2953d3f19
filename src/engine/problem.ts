import { t } from '../l10n/t';
import { UserCodeError } from './errors';
import { norm, plus } from './linalg/vector';
import type { Objective } from './objective';
import type { Point } from './optimizers/optimizer';
import { penalised, Regulariser } from './penalties/regulariser';

/**
 * How penalties are brought in: those with a kink by mapping each step's end and the smooth ones by their gradient, all by the
 * method itself, or all by a subgradient.
 */
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
  /** Penalties that are part of `visible`, and those that are not. */
  private readonly inside: Regulariser;
  private readonly outside: Regulariser;

  constructor(
    loss: Objective,
    private readonly regulariser: Regulariser,
    private readonly handling: PenaltyHandling,
  ) {
    const { kinked, smooth } = regulariser.split();
    const none = new Regulariser([]);
    const [inside, outside] = { proximal: [smooth, kinked], own: [none, regulariser], subgradient: [regulariser, none] }[handling];
    this.inside = inside;
    this.outside = outside;
    this.visible = inside.isEmpty ? loss : penalised(loss, inside);
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
    throw new UserCodeError(t("The descent can't begin: at the start {0}.", trouble), {
      hint: t('Choose another start, or guard the expression that is not finite there.'),
    });
  }

  /** Where a step ends, from where the optimizer has led it with gradients that weigh this much in all. */
  landing(x: Float64Array, weight: number): Float64Array {
    return this.handling === 'proximal' && !this.outside.isEmpty ? this.outside.proximal(x, weight) : x;
  }

  /** The diagonal that penalties add to the Hessian which the optimizer sees; undefined where none is part of that. */
  penaltyCurvature(x: Float64Array): Float64Array | undefined {
    return this.inside.isEmpty ? undefined : this.inside.curvature(x);
  }

  account({ x, loss, gradient }: Point): Account {
    const { regulariser, inside, outside } = this;
    if (regulariser.isEmpty) return { loss, objective: loss, gradientNorm: norm(gradient) };
    const subgradient = plus(gradient, 1, outside.subgradient(x));
    return {
      loss: loss - inside.value(x),
      objective: loss + outside.value(x),
      gradientNorm: norm(regulariser.shortest(x, subgradient)),
    };
  }
}

/** What is not finite at a point, as the end of a sentence. */
export function notFinite({ x, loss, gradient }: Point): string | undefined {
  if (!allFinite(x)) return t('a parameter is not finite');
  return notFiniteLoss(loss) ?? (allFinite(gradient) ? undefined : t('the gradient is not finite'));
}

export const notFiniteLoss = (loss: number): string | undefined => (Number.isFinite(loss) ? undefined : t('the loss is {0}', loss));

/** By a plain loop: paths ask it of every step, and `every` calls its function through the engine. */
function allFinite(vector: Float64Array): boolean {
  for (let i = 0; i < vector.length; i++) if (!Number.isFinite(vector[i])) return false;
  return true;
}
