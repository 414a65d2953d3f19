import { createHash } from 'node:crypto';
import type { Session } from './session';

const known = new WeakMap<Session, string>();

/** A name for the text that a session came from, the same in every worker and after every restart. */
export function sourceOf(session: Session): string {
  const name = known.get(session) ?? hashed(session.texts.values());
  known.set(session, name);
  return name;
}

function hashed(texts: Iterable<string | undefined>): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text?.length ?? -1}:${text ?? ''}`);
  return hash.digest('hex').slice(0, 16);
}
