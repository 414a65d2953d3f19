import type { Finding } from '../engine/diagnose/finding';
import { nonFiniteFinding } from '../engine/diagnose/rules/firstNonFinite';
import { equals } from '../engine/linalg/vector';
import type { SourceRange } from '../engine/objective';
import { t } from '../l10n/t';
import type { Diagnosis, LossDescription, LossOutline, LossSummary, Problem, Remedy } from '../protocol/model';
import type { FoundLoss } from '../source/discover/found';
import { shapeText } from '../source/layout';
import type { OutlinedLoss } from '../source/prepare';
import { SourceError } from '../source/problem';
import type { Remedy as SourceRemedy } from '../source/remedies/remedy';
import { locationIn, type ReadText, sourceProblem } from './problems';
import type { Session } from './session';

/** What the syntax tells of a loss. */
export function summaryOf(read: ReadText, { name, signature, nameRange, extent, data }: FoundLoss): LossSummary {
  const places = { location: placed(read, nameRange), extent: placed(read, extent) };
  return { name, signature, ...places, takesData: data !== undefined };
}

export function outlineOf({ layout, start, startOrigin, startDrawn }: OutlinedLoss): LossOutline {
  const parameters = layout.parameters.map(({ name, shape }) => ({ name, shape: shapeText(shape) }));
  return { n: layout.n, parameters, start, startOrigin, startDrawn };
}

/** A loss made ready, evaluated once at its start, its own or the one that is given. Throws what it throws there. */
export function describe(read: ReadText, session: Session, given?: Float64Array): LossDescription {
  const { id, prepared, objective } = session;
  const { found, layout, domain } = prepared;
  const start = given ?? prepared.start;
  const loss = objective.valueAndGradient(start, new Float64Array(layout.n));
  const examples = session.trainingData()?.count;
  return {
    revision: id,
    summary: summaryOf(read, found),
    ...outlineOf(prepared),
    coordinates: layout.coordinates,
    ...(given && { start: given, startOrigin: t('given'), startDrawn: false }),
    domain,
    ...(examples !== undefined && { examples }),
    derivatives: objective.derivatives,
    warnings: warningsAt(read, session, start, loss),
  };
}

/** What is worth knowing of a loss that has been evaluated at a point, where its value is `loss`. */
export function warningsAt(read: ReadText, { prepared, objective }: Session, at: Float64Array, loss: number): Problem[] {
  const { found, findings, start } = prepared;
  const warnings = findings.map((finding) => sourceProblem(read, finding));
  const where = equals(at, start) ? t('at the start') : t('here');
  if (!Number.isFinite(loss))
    warnings.push(
      ...nonFiniteFinding(objective, at, where).map((finding) => ({
        ...diagnosisOf(read, found, { code: 'first-non-finite', ...finding }),
        code: 'first-non-finite' as const,
      })),
    );
  if (objective.blockedBy) warnings.push(blocked(read, objective.blockedBy));
  else if (objective.batches) warnings.push(batched(read, found, objective.batches));
  const chance = chanceIn(objective);
  if (chance)
    warnings.push(sourceProblem(read, { code: 'not-deterministic', message: chance.message, range: chance.range ?? found.nameRange }));
  return warnings;
}

/** Why a loss differs from evaluation to evaluation; undefined where it was not seen to. */
export function chanceIn({
  flags,
}: Session['objective']): { readonly message: string; readonly range: SourceRange | undefined } | undefined {
  const flag = flags.find(({ kind }) => kind === 'random' || kind === 'clock');
  const message =
    flag?.kind === 'random'
      ? t('The loss draws random numbers anew at every evaluation; its derivatives are those of the draws that they were made with.')
      : t('The loss reads the clock; its derivatives are those at the time that they were made.');
  return flag && { message, range: flag.range };
}

function batched(read: ReadText, { nameRange }: FoundLoss, { count, size }: NonNullable<Session['objective']['batches']>): Problem {
  const message = t(
    'The loss takes too many operations to be traced at once. Its exact derivatives are summed over {0} batches of at most {1} examples; hovers tell nothing of single expressions.',
    count,
    size,
  );
  return sourceProblem(read, { code: 'batched-derivatives', message, range: nameRange });
}

function blocked(read: ReadText, { message, range }: { readonly message: string; readonly range: SourceRange | undefined }): Problem {
  return sourceProblem(read, { code: 'numeric-derivatives', message: t('Derivatives are numeric: {0}', message), range });
}

export function placed(read: ReadText, range: SourceRange) {
  const location = locationIn(read, range);
  if (!location) throw new SourceError('bad-input', t('{0} is gone.', range.file));
  return location;
}

/** A finding at its place; what has none stands at the function's name. */
export function diagnosisOf(
  read: ReadText,
  { nameRange }: FoundLoss,
  { code, message, hint, range, suggestedRate, fromScales }: Finding,
): Diagnosis {
  const location = placed(read, range ?? nameRange);
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    location,
    ...(suggestedRate && { suggestedRate }),
    ...(fromScales && { fromScales }),
  };
}

export function remedyAt(read: ReadText, { kind, title, range, edits }: SourceRemedy): Remedy {
  return {
    kind,
    title,
    location: placed(read, range),
    edits: edits.map((edit) => ({ location: placed(read, edit.range), text: edit.text })),
  };
}
