import { plus } from '../linalg/vector';
import type { Environment, Point, Step } from './optimizer';
import type { Proposal } from './steihaug';
import { lifted, subspaceModel } from './subspaceModel';
import { firstRadius, type TrustRegionState, trustRegionStep, withinRadius } from './trustRegionStep';

export interface ModelledState extends TrustRegionState {
  /** Absent at a (re)start. */
  readonly last: Float64Array | undefined;
}

export const freshStart: ModelledState = { radius: undefined, last: undefined };

/**
 * The step that conjugate gradients reach on the quadratic model in `iterations` from the gradient and the last step (Daniel 1967; Yuan
 * & Stoer 1995), all of their span at once, within a trust region (Steihaug 1983) and with |λ| for λ where the model curves down.
 */
export function modelledStep(point: Point, state: ModelledState, iterations: number, environment: Environment): Step<ModelledState> {
  const { last, radius = firstRadius(point.x, 0) } = state;
  const subspace = subspaceModel(environment.objective, point, last ? [point.gradient, last] : [point.gradient], iterations);
  const within = withinRadius(subspace.model, subspace.model.eigenvalues.map(Math.abs));
  const propose = (length: number): Proposal => {
    const proposal = within(length);
    return { ...proposal, step: lifted(subspace.basis, proposal.step) };
  };
  const next = trustRegionStep(point, radius, propose, environment);
  return { ...next, state: { ...next.state, last: next.end ? undefined : plus(next.x, -1, point.x) } };
}
