import { t } from '../../../l10n/t';
import { dataReference } from '../../data';
import { contextualType, typeOfParameter } from '../../discover/contextual';
import type { FoundLoss } from '../../discover/found';
import { candidatesIn } from '../../discover/functions';
import { FileScope } from '../../discover/scope';
import type { FileHost } from '../../files';
import type { ParsedModule } from '../../modules/parse';
import { SourceError } from '../../problem';
import type { Reference } from '../../tags';
import type { Remedy } from '../remedy';
import { inStyleOf, newName } from '../style';
import { tagInsertion } from '../tag';
import { standardisingCode } from './code';
import { type Features, featuresOf } from './features';

/**
 * Functions that standardise the features of a loss's data, by scales of the training data alone, written before the loss, to which
 * `@data` (and `@validation`) then point. Undefined where the data's type does not tell its features, and within classes.
 */
export function standardiseRemedy(found: FoundLoss, parsed: ParsedModule, files?: FileHost): Remedy | undefined {
  const { text } = parsed.sourceFile;
  const scope = new FileScope(parsed.sourceFile, files);
  const typed = found.name.includes('.') ? undefined : dataType(found, scope);
  const features = typed && featuresOf(typed);
  const data = knownData(found, parsed);
  if (!features || !data) return undefined;
  const { validation } = found.tags;
  const sets = [data, ...(validation ? [validation] : [])].map((source) => ({
    name: newName(standardisedName(source.name), text),
    of: expressionOf(source, text, scope),
  }));
  const names = {
    standardised: newName('standardised', text),
    scaleOf: newName('scaleOf', text),
    scaled: newName('scaled', text),
    scaledRows: newName('scaledRows', text),
    // Only what is written beside them can be hidden by these.
    data: newName('data', sets[0].of),
    train: newName('training', sets[0].of),
  };
  const type = typed.type.getText(typed.scope.sourceFile).replace(/\s+/g, ' ');
  const code = standardisingCode({ features, type, training: sets[0].of, names, sets });
  return {
    kind: 'standardise',
    title: titleFor(features),
    range: found.nameRange,
    edits: edits(
      found,
      text,
      inStyleOf(text, code),
      sets.map(({ name }) => name),
    ),
  };
}

/** Undefined for a loss that takes none, or whose data is not known. */
function knownData(found: FoundLoss, parsed: ParsedModule): Reference | undefined {
  try {
    return dataReference(found, parsed);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

function dataType({ name, data }: FoundLoss, scope: FileScope): ReturnType<typeof typeOfParameter> {
  const candidate = data && candidatesIn(scope.sourceFile).find((one) => one.name === name);
  const last = candidate?.node.parameters.at(-1);
  const contextual = candidate && contextualType(candidate.variableType, scope);
  const typed = last && candidate && typeOfParameter(last, candidate.node.parameters.length - 1, contextual, scope);
  // Written in another file, its names need not be known in this one.
  return typed?.scope === scope ? typed : undefined;
}

/** `makeSamples` gives samples. */
function standardisedName(name: string): string {
  const last = name.split('.').at(-1) ?? name;
  const thing = /^(?:make|load|get|create|read|draw)([A-Z].*)$/.exec(last)?.[1] ?? last;
  return `standardised${thing.charAt(0).toUpperCase()}${thing.slice(1)}`;
}

/** As an expression: a function that is named is called. */
function expressionOf({ name, kind, range }: Reference, text: string, scope: FileScope): string {
  if (kind === 'call') return text.slice(range.start, range.end);
  return scope.isFunction(name) ? `${name}()` : name;
}

function titleFor(features: Features): string {
  return features.layout === 'rows'
    ? t('Standardise the features of the data')
    : t('Standardise {0} of the data', features.features.map(({ name }) => name).join(', '));
}

/** What stands at the same place is one edit. */
function edits(found: FoundLoss, text: string, code: string, [data, validation]: readonly string[]): Remedy['edits'] {
  const { extent, tags } = found;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const at = { file: extent.file, start: extent.start, end: extent.start };
  const inserted = { range: at, text: `${code}${newline}${newline}` };
  const pointed = tags.validation && validation !== undefined ? [{ range: tags.validation.range, text: validation }] : [];
  if (tags.data) return [inserted, { range: tags.data.range, text: data }, ...pointed];
  const tag = tagInsertion(found, text, `@data ${data}`);
  if (tag.range.start !== extent.start) return [inserted, tag, ...pointed];
  return [{ range: at, text: inserted.text + tag.text }, ...pointed];
}
