import { diagnose } from '../engine/diagnose/diagnose';
import type { Subject } from '../engine/diagnose/facts';
import { CancelledError } from '../protocol/channel';
import type { EngineMethods } from '../protocol/engine';
import type { Diagnosis } from '../protocol/model';
import { diagnosisOf } from './describe';
import type { Turns } from './drive';
import type { ReadText } from './problems';
import type { Session } from './session';

type Request = Omit<EngineMethods['diagnose']['params'], 'target'>;

/** Every rule's findings, each at its place; what has none stands at the function's name. */
export async function diagnoseRequest(
  turns: Turns,
  read: ReadText,
  session: Session,
  { at, optimizers = [], off }: Request,
  signal: AbortSignal,
): Promise<readonly Diagnosis[]> {
  const findings = await turns.drive(diagnose(subjectOf(session, at, optimizers), off), 2, signal);
  if (signal.aborted) throw new CancelledError();
  return findings.map((finding) => diagnosisOf(read, session.prepared.found, finding));
}

function subjectOf({ prepared, objective }: Session, at: Float64Array | undefined, optimizers: Subject['optimizers']): Subject {
  const { layout, domain, userGradient, gradientRange } = prepared;
  return {
    ...{ objective, domain, optimizers, coordinates: layout.coordinates, start: at ?? prepared.start },
    userGradient: userGradient && gradientRange && { range: gradientRange, at: userGradient },
  };
}
