import { t } from '../l10n/t';
import type { FoundLoss } from './discover/found';
import { covers, domainOf } from './domain';
import type { SourceProblem } from './problem';

/** What is wrong with the tags of a loss, now that its coordinates are known. Nothing here stops the work. */
export function tagFindings({ name, tags, data }: FoundLoss, coordinates: readonly string[]): SourceProblem[] {
  const domain = domainOf(tags.domain, coordinates).unmatched.map((entry) => unknown('domain', entry));
  const unpenalized = tags.unpenalized.filter((entry) => !coordinates.some((coordinate) => covers(entry.name, coordinate)));
  const findings = [...tags.problems, ...domain, ...unpenalized.map((entry) => unknown('unpenalized', entry))];
  if (tags.data && !data) {
    const message = t('@data: `{0}` takes no batch; it would be the last parameter after those that are optimised.', name);
    findings.push({ code: 'bad-input', message, range: tags.data.range });
  }
  return findings;
}

function unknown(
  tag: string,
  { name, range }: { readonly name: string | undefined; readonly range: SourceProblem['range'] },
): SourceProblem {
  return { code: 'bad-input', message: t('@{0}: there is no parameter "{1}".', tag, name ?? ''), range };
}
