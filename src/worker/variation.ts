import { descending } from '../engine/descend';
import { t } from '../l10n/t';
import { type ParamsOf, RequestError } from '../protocol/channel';
import type { EngineMethods, Target } from '../protocol/engine';
import type { Readout } from '../protocol/model';
import type { Varied } from '../protocol/variation';
import { withConstant } from '../source/constant';
import type { OverlayFiles } from '../source/files';
import { descendRequest } from './descend';
import type { Turns } from './drive';
import type { Session } from './session';

interface Surroundings {
  readonly files: OverlayFiles;
  readonly turns: Turns;
  session(target: Target, start: Float64Array | undefined): Session;
  readout(session: Session, at: Float64Array): Readout;
}

/**
 * Where the descent ends when the file has this value. The changed text lies beside the file, so that imports lead where they did, and
 * whatever else is asked of the function meanwhile sees the file as it is.
 */
export async function variationOf(
  { files, turns, session: sessionOf, readout }: Surroundings,
  { target, constant, ...request }: ParamsOf<EngineMethods, 'variation'>,
  signal: AbortSignal,
): Promise<Varied> {
  const text = withConstant(files.read(target.file) ?? '', constant);
  if (text === undefined) throw unknownConstant(constant.name, constant.value);
  const file = target.file.replace(/(\.[^./\\]*)$/, `.${constant.name}-${constant.value}$1`);
  files.set(file, text);
  try {
    const session = sessionOf({ file, function: target.function }, request.start);
    const run = descendRequest(session, { ...request, curvature: false });
    const trajectory = await turns.drive(descending(run.objective, run.request), 2, signal);
    const { conditionNumber, eigenvalues } = readout(session, trajectory.answer);
    const row = trajectory.steps.lastIndexOf(trajectory.answerStep);
    return {
      value: constant.value,
      n: trajectory.n,
      loss: trajectory.loss[row],
      ...(trajectory.validation.length > 0 && { validation: trajectory.validation[row] }),
      conditionNumber,
      sharpness: eigenvalues.at(-1) ?? Number.NaN,
      stopped: trajectory.stopped,
      steps: trajectory.steps.at(-1) ?? 0,
      params: trajectory.answer,
    };
  } catch (error) {
    throw inOwnFile(error, target.file);
  } finally {
    files.set(file, undefined);
  }
}

/** What goes wrong is shown where the user has written it: only a number differs there. */
function inOwnFile(error: unknown, file: string): unknown {
  if (!(error instanceof RequestError) || !error.problem.location) return error;
  return new RequestError({ ...error.problem, location: { ...error.problem.location, file } });
}

function unknownConstant(name: string, value: number): RequestError {
  return new RequestError({
    code: 'bad-input',
    message: t('There is no constant {0} to vary.', name),
    hint: t('Declare it at the top level as one number: const {0} = {1};', name, value),
  });
}
