/** What of a loss stands at a place in its source, as far as syntax tells. */
import ts from '@typescript/typescript6';
import type { SourceRange } from '../../engine/objective';
import type { FoundLoss } from '../discover/found';
import { candidatesIn, type FunctionNode } from '../discover/functions';
import { rangeOf } from '../discover/parameters';
import { readTagTexts } from '../tagText';
import { type Bindings, bindingsInside, parameterBindings, pathOf } from './bindings';

export type SourcePlace =
  /** In the tag `@start`. */
  | { readonly kind: 'start' }
  /** On names of parameters or of parts of them, the most specific first: `W[0][1]`, `W[0]`, `W`. */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** On the name of a constant or variable with this value. */
  | { readonly kind: 'declaration'; readonly value: SourceRange };

/** `offset` is in the text of `sourceFile`; a cursor right behind a name counts as on it. */
export function placeAt({ name, extent }: FoundLoss, sourceFile: ts.SourceFile, offset: number): SourcePlace | undefined {
  if (offset < extent.start || offset > extent.end) return undefined;
  const node = candidatesIn(sourceFile).find((candidate) => candidate.name === name)?.node;
  if (!node) return undefined;
  return inComment(sourceFile, extent, offset) ?? inFunction(node, sourceFile, offset);
}

function inComment({ fileName, text }: ts.SourceFile, { start }: SourceRange, offset: number): SourcePlace | undefined {
  const comment = (ts.getLeadingCommentRanges(text, start) ?? []).find(({ pos, end }) => offset >= pos && offset < end);
  if (!comment) return undefined;
  const tag = readTagTexts(fileName, text, comment.pos, comment.end).find(
    (candidate) => candidate.tagRange.start <= offset && offset <= candidate.range(0, candidate.text.length).end,
  );
  if (tag?.name === 'start') return { kind: 'start' };
  const word = wordAt(text, offset);
  return tag && word !== '' ? { kind: 'names', names: [word] } : undefined;
}

function wordAt(text: string, offset: number): string {
  const before = /[\w$.[\]]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  return before + (/^[\w$.[\]]*/.exec(text.slice(offset))?.[0] ?? '');
}

function inFunction(node: FunctionNode, sourceFile: ts.SourceFile, offset: number): SourcePlace | undefined {
  const { trail, bindings } = descend(node, sourceFile, offset);
  const declaration = declarationAt(trail, sourceFile);
  const names = namesAt(trail, bindings);
  if (names.length > 0) return { kind: 'names', names };
  return declaration && { kind: 'declaration', value: declaration };
}

interface Descent {
  /** From the function to the innermost node that the place touches. */
  readonly trail: readonly ts.Node[];
  readonly bindings: Bindings;
}

function descend(node: FunctionNode, sourceFile: ts.SourceFile, offset: number): Descent {
  const trail: ts.Node[] = [node];
  let bindings = parameterBindings(node.parameters);
  for (;;) {
    const at = trail[trail.length - 1];
    if (at !== node) bindings = bindingsInside(at, bindings);
    const inner = touched(at, sourceFile, offset);
    if (!inner) return { trail, bindings };
    trail.push(inner);
  }
}

/** Of two that touch the place, a name goes before anything else, and an operator or a bracket after all. */
function touched(node: ts.Node, sourceFile: ts.SourceFile, offset: number): ts.Node | undefined {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    if (child.getStart(sourceFile) <= offset && offset <= child.getEnd()) found.push(child);
  });
  return found.find(ts.isIdentifier) ?? found.find((child) => !ts.isToken(child) || ts.isNumericLiteral(child));
}

/** What the chain of accesses that the place is in stands for, from the whole chain down to the name or number that is touched. */
function namesAt(trail: readonly ts.Node[], bindings: Bindings): string[] {
  const innermost = trail.at(-1);
  if (!innermost || !(ts.isIdentifier(innermost) || ts.isNumericLiteral(innermost))) return [];
  const names: string[] = [];
  for (let i = trail.length - 1; i >= 0 && (i === trail.length - 1 || isAccess(trail[i])); i--) {
    const path = isKey(trail[i], trail[i - 1]) ? undefined : pathOf(trail[i], bindings);
    if (path !== undefined) names.unshift(path);
  }
  return names;
}

const isAccess = (node: ts.Node): boolean => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** The name after a dot, or before a colon, is no name of a variable. */
function isKey(node: ts.Node, parent: ts.Node | undefined): boolean {
  if (!parent || !ts.isIdentifier(node)) return false;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

function declarationAt(trail: readonly ts.Node[], sourceFile: ts.SourceFile): SourceRange | undefined {
  const [declaration, name] = trail.slice(-2);
  if (!declaration || !name || !ts.isVariableDeclaration(declaration) || declaration.name !== name) return undefined;
  return declaration.initializer && rangeOf(declaration.initializer, sourceFile);
}
