import { t } from '../../../l10n/t';
import { orthogonalise } from '../../linalg/orthogonalise';
import { standardNormal } from '../../normal';
import { gain } from './commonOptions';
import { defineInitialiser } from './initialiser';

export const orthogonal = defineInitialiser({
  id: 'orthogonal',
  name: t('Orthogonal'),
  help: t('Rows (or columns, of which there are fewer) at right angles and of one length: a deep linear network keeps all distances.'),
  formula: 'W = g·Q, QQᵀ = I or QᵀQ = I',
  source: 'Saxe et al. 2014, arXiv 1312.6120; torch.nn.init.orthogonal_',
  options: { gain },
  forMatrices: true,
  draw: ({ fanIn, fanOut }, { gain }, uniform) => {
    const wide = fanOut <= fanIn;
    const basis = orthonormal(Math.min(fanIn, fanOut), Math.max(fanIn, fanOut), uniform);
    return Array.from({ length: fanIn * fanOut }, (_, k) => {
      const [row, column] = [Math.floor(k / fanIn), k % fanIn];
      return gain * (wide ? basis[row][column] : basis[column][row]);
    });
  },
});

/** Orthonormal vectors, uniformly distributed (Stewart 1980): Gram–Schmidt leaves a positive diagonal, as uniqueness asks. */
function orthonormal(count: number, dimension: number, uniform: () => number): Float64Array[] {
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const vector = Float64Array.from({ length: dimension }, () => standardNormal(uniform));
    const length = orthogonalise(vector, basis);
    if (length > 0) basis.push(vector.map((value) => value / length));
  }
  return basis;
}
