import ts from '@typescript/typescript6';
import type { FileScope } from './scope';

/** A function type that stands on the variable, `const loss: (x: number) => number`, with the scope that it was written in. */
export interface Contextual {
  readonly node: ts.FunctionTypeNode;
  readonly scope: FileScope;
}

/** `(x: number) => number`, or the alias of such a type. */
export function contextualType(node: ts.TypeNode | undefined, scope: FileScope): Contextual | undefined {
  if (!node) return undefined;
  if (ts.isParenthesizedTypeNode(node)) return contextualType(node.type, scope);
  if (ts.isFunctionTypeNode(node)) return node.typeParameters ? undefined : { node, scope };
  if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName) || node.typeArguments) return undefined;
  const found = scope.type(node.typeName.text);
  const declaration = found?.declarations[0];
  if (!found || !declaration || !ts.isTypeAliasDeclaration(declaration) || declaration.typeParameters) return undefined;
  return ts.isFunctionTypeNode(declaration.type) ? { node: declaration.type, scope: found.scope } : undefined;
}

/** The type of the i-th parameter: its own annotation, else what the variable's type says. */
export function typeOfParameter(
  parameter: ts.ParameterDeclaration,
  i: number,
  contextual: Contextual | undefined,
  scope: FileScope,
): { readonly type: ts.TypeNode; readonly scope: FileScope } | undefined {
  if (parameter.type) return { type: parameter.type, scope };
  const type = contextual?.node.parameters[i]?.type;
  return contextual && type && { type, scope: contextual.scope };
}
