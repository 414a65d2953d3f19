import ts from '@typescript/typescript6';
import type { Shape } from '../shape';
import type { FileScope } from './scope';

type ObjectShape = Extract<Shape, { kind: 'object' }>;
type Field = ObjectShape['fields'][number];

const number: Shape = { kind: 'number' };
const maxDepth = 12;

function arrayOf(element: Shape | undefined): Shape | undefined {
  return element && { kind: 'array', container: 'array', element, length: undefined };
}

/** The shape of the values of a type, or undefined when such a value cannot be optimised. Generics are left out. */
export function shapeOfType(node: ts.TypeNode, scope: FileScope, depth = 0): Shape | undefined {
  if (depth > maxDepth) return undefined;
  const inner = (type: ts.TypeNode) => shapeOfType(type, scope, depth + 1);
  if (node.kind === ts.SyntaxKind.NumberKeyword) return number;
  if (ts.isParenthesizedTypeNode(node)) return inner(node.type);
  if (ts.isTypeOperatorNode(node)) return node.operator === ts.SyntaxKind.ReadonlyKeyword ? inner(node.type) : undefined;
  if (ts.isArrayTypeNode(node)) return arrayOf(inner(node.elementType));
  if (ts.isTupleTypeNode(node)) return tuple(node.elements.map((element) => shapeOfTupleElement(element, inner)));
  if (ts.isTypeLiteralNode(node)) return shapeOfMembers(node.members, inner);
  if (ts.isIntersectionTypeNode(node)) return merged(node.types.map(inner));
  if (ts.isTypeReferenceNode(node)) return shapeOfReference(node, scope, depth);
  if (ts.isTypeQueryNode(node) && ts.isIdentifier(node.exprName)) return shapeOfValue(node.exprName.text, scope, depth);
  return undefined;
}

function shapeOfReference(node: ts.TypeReferenceNode, scope: FileScope, depth: number): Shape | undefined {
  if (!ts.isIdentifier(node.typeName)) return undefined;
  const name = node.typeName.text;
  const found = scope.type(name);
  if (found) return node.typeArguments ? undefined : shapeOfDeclarations(found.declarations, found.scope, depth);
  const argument = node.typeArguments?.[0];
  if (name === 'Float64Array') return { kind: 'array', container: 'float64', element: number, length: undefined };
  if (!argument || node.typeArguments?.length !== 1) return undefined;
  if (name === 'Array' || name === 'ReadonlyArray') return arrayOf(shapeOfType(argument, scope, depth + 1));
  return name === 'Readonly' ? shapeOfType(argument, scope, depth + 1) : undefined;
}

function shapeOfDeclarations(
  declarations: readonly (ts.InterfaceDeclaration | ts.TypeAliasDeclaration)[],
  scope: FileScope,
  depth: number,
) {
  const shapes = declarations.map((declaration) => {
    if (declaration.typeParameters) return undefined;
    const inner = (type: ts.TypeNode) => shapeOfType(type, scope, depth + 1);
    if (ts.isTypeAliasDeclaration(declaration)) return inner(declaration.type);
    const parents = declaration.heritageClauses?.flatMap((clause) => clause.types) ?? [];
    const inherited = parents.map((parent) => shapeOfParent(parent, scope, depth));
    return merged([...inherited, shapeOfMembers(declaration.members, inner)]);
  });
  return shapes.length === 1 ? shapes[0] : merged(shapes);
}

function shapeOfParent(node: ts.ExpressionWithTypeArguments, scope: FileScope, depth: number): Shape | undefined {
  const found = ts.isIdentifier(node.expression) && !node.typeArguments ? scope.type(node.expression.text) : undefined;
  return found && depth < maxDepth ? shapeOfDeclarations(found.declarations, found.scope, depth + 1) : undefined;
}

function shapeOfTupleElement(element: ts.TypeNode, inner: (type: ts.TypeNode) => Shape | undefined): Shape | undefined {
  if (ts.isNamedTupleMember(element)) return element.questionToken || element.dotDotDotToken ? undefined : inner(element.type);
  return inner(element);
}

/** The function must cope without optional members; they are parameters where a start gives them. */
function shapeOfMembers(members: readonly ts.TypeElement[], inner: (type: ts.TypeNode) => Shape | undefined): Shape | undefined {
  const read = (member: ts.TypeElement) => {
    const named = ts.isPropertySignature(member) && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name));
    return { name: named && 'text' in member.name ? member.name.text : '', shape: named && member.type ? inner(member.type) : undefined };
  };
  const required = members.filter((member) => !member.questionToken).map(read);
  const optional = members.filter((member) => member.questionToken).map(read);
  return object(
    required.map(({ name, shape }) => shape && { name, shape }),
    optional,
  );
}

function tuple(elements: readonly (Shape | undefined)[]): Shape | undefined {
  return elements.length > 0 && elements.every((shape) => shape !== undefined) ? { kind: 'tuple', elements } : undefined;
}

function object(fields: readonly (Field | undefined)[], optional: ObjectShape['optional'] = []): Shape | undefined {
  return fields.length > 0 && fields.every((field) => field !== undefined) ? { kind: 'object', fields, optional } : undefined;
}

function merged(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  const fields = new Map<string, Field>();
  const optional = new Map<string, ObjectShape['optional'][number]>();
  for (const shape of shapes) {
    if (shape?.kind !== 'object') return undefined;
    for (const field of shape.fields) fields.set(field.name, field);
    for (const field of shape.optional) optional.set(field.name, field);
  }
  return object(
    [...fields.values()],
    [...optional.values()].filter(({ name }) => !fields.has(name)),
  );
}

function shapeOfValue(name: string, scope: FileScope, depth: number): Shape | undefined {
  const variable = scope.value(name);
  if (variable?.type) return shapeOfType(variable.type, scope, depth + 1);
  return variable?.initializer && shapeOfExpression(variable.initializer, scope, depth + 1);
}

/** The shape that TypeScript infers for a parameter from its default value, or for `typeof initial`; from syntax alone. */
export function shapeOfExpression(node: ts.Expression, scope: FileScope, depth = 0): Shape | undefined {
  if (depth > maxDepth) return undefined;
  const inner = (expression: ts.Expression) => shapeOfExpression(expression, scope, depth + 1);
  if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node)) return inner(node.expression);
  if (ts.isAsExpression(node)) return isConstAssertion(node) ? inner(node.expression) : shapeOfType(node.type, scope, depth + 1);
  if (ts.isNumericLiteral(node)) return number;
  if (ts.isPrefixUnaryExpression(node)) return inner(node.operand)?.kind === 'number' ? number : undefined;
  if (ts.isBinaryExpression(node)) return inner(node.left)?.kind === 'number' && inner(node.right)?.kind === 'number' ? number : undefined;
  if (ts.isArrayLiteralExpression(node)) return common(node.elements.map(inner));
  if (ts.isObjectLiteralExpression(node)) return object(node.properties.map((property) => literalField(property, inner)));
  if (ts.isIdentifier(node)) return shapeOfValue(node.text, scope, depth + 1);
  if (ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node.expression) && node.expression.text === 'Math' ? number : undefined;
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return shapeOfCall(node);
  return undefined;
}

function isConstAssertion(node: ts.AsExpression): boolean {
  return ts.isTypeReferenceNode(node.type) && ts.isIdentifier(node.type.typeName) && node.type.typeName.text === 'const';
}

/** `new Float64Array(3)`, `Float64Array.of(…)`, `new Array(3).fill(0)`, `Math.sqrt(2)`. */
function shapeOfCall(node: ts.CallExpression | ts.NewExpression): Shape | undefined {
  const callee = node.expression;
  const root = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  if (ts.isIdentifier(root) && root.text === 'Float64Array')
    return { kind: 'array', container: 'float64', element: number, length: undefined };
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (ts.isIdentifier(root) && root.text === 'Math') return number;
  const filled = callee.name.text === 'fill' && (ts.isNewExpression(root) || ts.isCallExpression(root));
  const argument = node.arguments?.[0];
  const ofNumbers = argument && (ts.isNumericLiteral(argument) || ts.isPrefixUnaryExpression(argument));
  return filled && ofNumbers && ts.isIdentifier(root.expression) && root.expression.text === 'Array' ? arrayOf(number) : undefined;
}

function literalField(property: ts.ObjectLiteralElementLike, inner: (expression: ts.Expression) => Shape | undefined) {
  if (!ts.isPropertyAssignment(property) || !(ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) return undefined;
  const shape = inner(property.initializer);
  return shape && { name: property.name.text, shape };
}

/** Array literals infer arrays, not tuples: all elements must agree. */
function common(elements: readonly (Shape | undefined)[]): Shape | undefined {
  const [first] = elements;
  const text = JSON.stringify(first);
  return first && elements.every((element) => JSON.stringify(element) === text) ? arrayOf(first) : undefined;
}
