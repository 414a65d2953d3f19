import { factsOf, type Subject } from './facts';
import type { DiagnosisCode, Finding } from './finding';
import { rules } from './rules';

/** Examines a loss at its start by every rule but those that are off. Yields where it may be interrupted. Throws what the user's code throws. */
export function* diagnose(subject: Subject, off: readonly DiagnosisCode[] = []): Generator<undefined, readonly Finding[]> {
  const asked = rules.filter(({ code }) => !off.includes(code));
  if (asked.length === 0) return [];
  const facts = yield* factsOf(subject);
  const findings: Finding[] = [];
  for (const rule of asked) {
    findings.push(...rule.find(facts).map((finding) => ({ code: rule.code, ...finding })));
    yield undefined;
  }
  return findings;
}
