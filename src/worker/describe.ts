import type { SourceRange } from '../engine/objective';
import type { LossDescription, LossOutline, LossSummary, Problem } from '../protocol/model';
import type { FoundLoss } from '../source/discover/found';
import { shapeText } from '../source/layout';
import type { OutlinedLoss } from '../source/prepare';
import { SourceError } from '../source/problem';
import { startExample } from '../source/startExample';
import { locationIn, type ReadText, sourceProblem } from './problems';
import type { Session } from './session';

/** What the syntax tells of a loss. */
export function summaryOf(read: ReadText, { name, signature, nameRange, extent, data, parameters }: FoundLoss): LossSummary {
  const places = { location: placed(read, nameRange), extent: placed(read, extent) };
  return { name, signature, ...places, takesData: data !== undefined, startExample: startExample(parameters) };
}

export function outlineOf({ layout, start, startOrigin }: OutlinedLoss): LossOutline {
  const parameters = layout.parameters.map(({ name, shape }) => ({ name, shape: shapeText(shape) }));
  return { n: layout.n, parameters, start, startOrigin };
}

/** A loss made ready, evaluated once at its start, its own or the one that is given. Throws what it throws there. */
export function describe(read: ReadText, { id, prepared, objective }: Session, given?: Float64Array): LossDescription {
  const { found, layout, domain, findings } = prepared;
  const start = given ?? prepared.start;
  const loss = objective.valueAndGradient(start, new Float64Array(layout.n));
  const warnings = findings.map((finding) => sourceProblem(read, finding));
  if (!Number.isFinite(loss)) warnings.push(notFinite(read, objective.nonFiniteAt(start)?.range ?? found.nameRange, loss));
  if (objective.blockedBy) warnings.push(blocked(read, objective.blockedBy));
  return {
    revision: id,
    summary: summaryOf(read, found),
    ...outlineOf(prepared),
    coordinates: layout.coordinates,
    ...(given && { start: given, startOrigin: 'given' }),
    domain,
    derivatives: objective.derivatives,
    warnings,
  };
}

function notFinite(read: ReadText, range: SourceRange, loss: number): Problem {
  const message = `The loss is ${loss} at the start; this is the first expression that is not finite.`;
  return sourceProblem(read, { code: 'not-a-number', message, hint: 'Choose another @start, or guard the expression.', range });
}

function blocked(read: ReadText, { message, range }: { readonly message: string; readonly range: SourceRange | undefined }): Problem {
  return sourceProblem(read, { code: 'numeric-derivatives', message: `Derivatives are numeric: ${message}`, range });
}

function placed(read: ReadText, range: SourceRange) {
  const location = locationIn(read, range);
  if (!location) throw new SourceError('bad-input', `${range.file} is gone.`);
  return location;
}
