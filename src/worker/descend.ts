import type { DescendRequest } from '../engine/descend';
import type { BasinsRequest } from '../engine/landscape/basinMap';
import { settledGradient } from '../engine/landscape/basins';
import type { Objective } from '../engine/objective';
import type { MatrixBlock } from '../engine/optimizers/optimizer';
import type { CoefficientPathRequest } from '../engine/penalties/coefficientPath';
import type { PenaltyGeometryRequest } from '../engine/penalties/geometry';
import { coordinatesNamed } from '../engine/penalties/unpenalized';
import { planTraining } from '../engine/training/plan';
import type { BasinsParams, DescendParams, EngineMethods } from '../protocol/engine';
import { type Layout, sizeOf } from '../source/layout';
import type { PreparedLoss } from '../source/prepare';
import type { Shape } from '../source/shape';
import type { Session } from './session';

/** What the engine needs for a run on this session's loss. */
export function descendRequest(
  session: Session,
  params: Omit<DescendParams, 'target'>,
  whole: Objective = session.objective.inSourceOrder,
): { objective: Objective; request: DescendRequest } {
  const { training = {}, steps } = params;
  const { objective, batchAt, stepsPerEpoch, validation } = planTraining(whole, session.trainingData(), training, params.seed ?? 0);
  const request = {
    ...settingsOf(session, params),
    ...{ batchAt, validation },
    steps: Math.min(steps, training.epochs === undefined ? Number.POSITIVE_INFINITY : training.epochs * stepsPerEpoch),
  };
  return { objective, request };
}

/** All of a run but how long it is and on which examples. */
export function settingsOf(
  { prepared }: Session,
  params: Omit<DescendParams, 'target' | 'steps' | 'curvature' | 'tolerance'> & Partial<Pick<DescendParams, 'curvature' | 'tolerance'>>,
): Omit<DescendRequest, 'steps' | 'batchAt' | 'validation'> {
  const { clipNorm, clipValue, unpenalized = [], start = prepared.start, training: _, ...rest } = params;
  return {
    ...{ ...rest, start },
    clip: { norm: clipNorm, value: clipValue },
    unpenalized: unpenalizedIn(prepared, unpenalized),
    matrices: matricesIn(prepared.layout),
  };
}

/** What the engine needs for descents from a grid of starts: with so many, additions in the fastest order. */
export function basinsRequest(
  session: Session,
  { plane, box, size, ...run }: Omit<BasinsParams, 'target'>,
): { objective: Objective; request: BasinsRequest } {
  const params = { ...run, tolerance: settledGradient, curvature: false };
  const { objective, request } = descendRequest(session, params, session.objective);
  return { objective, request: { ...request, plane, box, size } };
}

export function coefficientPathRequest(
  { prepared }: Session,
  { penalty, unpenalized = [], start = prepared.start }: Omit<EngineMethods['coefficientPath']['params'], 'target'>,
): CoefficientPathRequest {
  return { penalty, start, unpenalized: unpenalizedIn(prepared, unpenalized) };
}

export function penaltyGeometryRequest(
  { prepared }: Session,
  { unpenalized = [], start = prepared.start, ...rest }: Omit<EngineMethods['penaltyGeometry']['params'], 'target'>,
): PenaltyGeometryRequest {
  return { ...rest, start, unpenalized: unpenalizedIn(prepared, unpenalized) };
}

/** Those named now, and those that the source names with `@unpenalized`. */
function unpenalizedIn({ found, layout }: PreparedLoss, names: readonly string[]): ReadonlySet<number> {
  return coordinatesNamed([...found.tags.unpenalized.map(({ name }) => name), ...names], layout.coordinates);
}

/** Parameters, and parts of parameters, that are matrices with at least two rows and columns: `number[][]` with equal rows. */
export function matricesIn({ parameters }: Layout): MatrixBlock[] {
  const blocks: MatrixBlock[] = [];
  let offset = 0;
  const visit = (shape: Shape, name: string): void => {
    const size = matrixSize(shape);
    if (size) blocks.push({ name, offset, ...size });
    if (size || shape.kind === 'number') {
      offset += sizeOf(shape) ?? 0;
      return;
    }
    for (const part of partsOf(shape)) visit(part.shape, `${name}${part.suffix}`);
  };
  for (const { name, shape } of parameters) visit(shape, name);
  return blocks;
}

function matrixSize(shape: Shape): { rows: number; columns: number } | undefined {
  const rows = partsOf(shape);
  const columns = rows.map((row) => vectorLength(row.shape));
  const [width] = columns;
  const matrix = shape.kind !== 'object' && rows.length > 1 && width !== undefined && width > 1 && columns.every((c) => c === width);
  return matrix ? { rows: rows.length, columns: width } : undefined;
}

function vectorLength(shape: Shape): number | undefined {
  const parts = shape.kind === 'object' ? [] : partsOf(shape);
  return parts.length > 0 && parts.every((part) => part.shape.kind === 'number') ? parts.length : undefined;
}

function partsOf(shape: Shape): { readonly shape: Shape; readonly suffix: string }[] {
  switch (shape.kind) {
    case 'number':
      return [];
    case 'array':
      return Array.from({ length: shape.length ?? 0 }, (_, i) => ({ shape: shape.element, suffix: `[${i}]` }));
    case 'tuple':
      return shape.elements.map((element, i) => ({ shape: element, suffix: `[${i}]` }));
    case 'object':
      return shape.fields.map((field) => ({ shape: field.shape, suffix: `.${field.name}` }));
    default:
      return shape satisfies never;
  }
}
