import ts from '@typescript/typescript6';
import { t } from '../l10n/t';
import type { DataParameter, FoundLoss } from './discover/found';
import type { ParsedModule } from './modules/parse';
import { SourceError } from './problem';
import type { Reference } from './tags';

/**
 * Where the data batch of a loss comes from: `@data`, else a top-level name that is the parameter's own, else the only top-level
 * constant of the parameter's type. Undefined when the loss takes none, or can do without. Throws a `SourceError` otherwise.
 */
export function dataReference({ name, data, tags }: FoundLoss, parsed: ParsedModule): Reference | undefined {
  if (!data) return undefined;
  if (tags.data) return tags.data;
  const likely = topLevelNames(parsed).has(data.name) ? data.name : soleOfType(data, parsed);
  if (likely !== undefined) return { kind: 'name', name: likely, args: [], range: data.range };
  if (data.optional) return undefined;
  throw new SourceError('bad-input', t('The data for `{0}` is not known.', data.name), {
    range: data.range,
    hint: t('Add @data with the name of an exported constant or function to the comment over {0}.', name),
  });
}

function variablesOf({ sourceFile }: ParsedModule): ts.VariableDeclaration[] {
  return sourceFile.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
}

function topLevelNames(parsed: ParsedModule): Set<string> {
  const variables = variablesOf(parsed).flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  const imports = parsed.sourceFile.statements.flatMap((statement) => {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const named = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
    return [...(clause?.name ? [clause.name.text] : []), ...named.map((element) => element.name.text)];
  });
  return new Set([...variables, ...imports]);
}

function soleOfType({ typeText }: DataParameter, parsed: ParsedModule): string | undefined {
  if (typeText === undefined) return undefined;
  const plain = (text: string) => text.replace(/^readonly\s+/, '').replace(/\s+/g, '');
  const same = variablesOf(parsed).filter(({ type }) => type && plain(type.getText(parsed.sourceFile)) === plain(typeText));
  const [only] = same;
  return same.length === 1 && ts.isIdentifier(only.name) ? only.name.text : undefined;
}
