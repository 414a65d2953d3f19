import ts from '@typescript/typescript6';
import type { SourceRange } from '../engine/objective';
import { type Contextual, contextualType } from './discover/contextual';
import type { FoundLoss } from './discover/found';
import { type Candidate, candidatesIn, type FunctionNode, hasModifier } from './discover/functions';
import { soundsLikeLoss } from './discover/names';
import { rangeOf, readParameters } from './discover/parameters';
import { kindOfType, type Returned, returnedBy } from './discover/returns';
import { FileScope } from './discover/scope';
import type { FileHost } from './files';
import { type ParsedModule, parseModule } from './modules/parse';
import type { SourceProblem } from './problem';
import { jsDocBefore, parseTags } from './tags';

export interface Discovery {
  readonly losses: readonly FoundLoss[];
  readonly syntaxErrors: readonly SourceProblem[];
  /** Other files that parameter types were looked up in, with their texts; undefined where a file was looked for in vain. */
  readonly typeTexts: ReadonlyMap<string, string | undefined>;
}

/**
 * The functions that can be visualised, from syntax alone: nothing runs and no types are checked. With syntax errors, those
 * that could still be made out. `files` lets parameter types be followed through relative imports.
 */
export function findLosses(file: string, text: string, files?: FileHost): Discovery {
  return findLossesIn(parseModule(file, text), files);
}

/** `findLosses` for a file that is parsed already. */
export function findLossesIn({ sourceFile, syntaxErrors }: ParsedModule, files?: FileHost): Discovery {
  const scope = new FileScope(sourceFile, files);
  const losses = candidatesIn(sourceFile).map((candidate) => lossOf(candidate, scope));
  return { losses: losses.filter((loss) => loss !== undefined), syntaxErrors, typeTexts: scope.otherTexts };
}

function lossOf(candidate: Candidate, scope: FileScope): FoundLoss | undefined {
  const { name, nameNode, node, exported, documented } = candidate;
  if (node.parameters.length === 0 || node.typeParameters || node.asteriskToken || hasModifier(node, ts.SyntaxKind.AsyncKeyword))
    return undefined;
  const { sourceFile } = scope;
  const tags = parseTags(sourceFile, documented);
  const wanted = () => tags.loss === 'on' || soundsLikeLoss(name);
  if (tags.loss === 'off' || !(exported || wanted())) return undefined;
  const contextual = contextualType(candidate.variableType, scope);
  const found = readParameters(node.parameters, contextual, scope, tags.data !== undefined);
  if (!found) return undefined;
  const returned = returnKind(node, contextual, scope);
  if (returned === 'other' || (returned === 'unknown' && !wanted())) return undefined;
  return {
    name,
    signature: signatureOf(node, sourceFile),
    nameRange: rangeOf(nameNode, sourceFile),
    extent: withComments(rangeOf(documented, sourceFile), jsDocBefore(sourceFile, documented)),
    exported,
    ...found,
    tags,
  };
}

function returnKind(node: FunctionNode, contextual: Contextual | undefined, scope: FileScope): Returned {
  if (node.type) return kindOfType(node.type, scope);
  return contextual ? kindOfType(contextual.node.type, contextual.scope) : returnedBy(node, undefined, scope);
}

function withComments(range: SourceRange, comments: readonly ts.CommentRange[]): SourceRange {
  return { ...range, start: comments[0]?.pos ?? range.start };
}

function signatureOf(node: FunctionNode, sourceFile: ts.SourceFile): string {
  return `(${node.parameters.map((parameter) => parameter.getText(sourceFile).replace(/\s+/g, ' ')).join(', ')})`;
}
