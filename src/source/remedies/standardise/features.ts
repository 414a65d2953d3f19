/** Which parts of the data of a loss are features, by the type that the loss gives to its data. */
import ts from '@typescript/typescript6';
import type { FileScope } from '../../discover/scope';
import { shapeOfType } from '../../discover/shapes';
import type { Shape } from '../../shape';

/** A name of the data's type, with what it holds: a number, an array of numbers, or rows of numbers. */
export interface Feature {
  readonly name: string;
  readonly holds: 'number' | 'numbers' | 'rows';
}

export type Features =
  /** An array of objects, one for each example. */
  | { readonly layout: 'examples'; readonly features: readonly Feature[] }
  /** An object of arrays, one element of each for an example. */
  | { readonly layout: 'columns'; readonly features: readonly Feature[] }
  /** Rows of numbers with the target last. */
  | { readonly layout: 'rows' };

interface Typed {
  readonly type: ts.TypeNode;
  readonly scope: FileScope;
}

/** What is to be predicted, or is no measurement at all, goes by such names; where nothing does, what stands last is the target. */
const target = /^(y\w?|ys|t|targets?|labels?|outputs?|class(es)?|responses?|results?|expected|truth|desired|id|index|weights?)$/i;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const maxDepth = 8;

/** Undefined where the type does not tell features from the rest. */
export function featuresOf(data: Typed): Features | undefined {
  const example = elementOf(data);
  if (example && holding(example) === 'numbers') return { layout: 'rows' };
  const members = membersOf(example ?? data);
  const wanted: readonly Feature['holds'][] = example ? ['number', 'numbers'] : ['numbers', 'rows'];
  const measured = members.flatMap(({ name, ...typed }) => {
    const holds = holding(typed);
    return holds && wanted.includes(holds) && identifier.test(name) ? [{ name, holds }] : [];
  });
  const features = withoutTarget(measured, members.length > measured.length);
  return features.length > 0 ? { layout: example ? 'examples' : 'columns', features } : undefined;
}

/** A member that is no measurement, such as a label in words, may be what is predicted. */
function withoutTarget(measured: readonly Feature[], hasOthers: boolean): readonly Feature[] {
  const features = measured.filter(({ name }) => !target.test(name));
  return features.length < measured.length || hasOthers ? features : features.slice(0, -1);
}

function holding({ type, scope }: Typed): Feature['holds'] | undefined {
  const shape = shapeOfType(type, scope);
  if (shape?.kind === 'number') return 'number';
  const element = elementShape(shape);
  if (element?.kind === 'number') return 'numbers';
  return elementShape(element)?.kind === 'number' ? 'rows' : undefined;
}

const elementShape = (shape: Shape | undefined): Shape | undefined =>
  shape?.kind === 'array' && shape.container === 'array' ? shape.element : undefined;

/** Through `readonly`, parentheses, `Readonly<…>` and names of types. */
function plain({ type, scope }: Typed, depth = 0): Typed {
  if (depth > maxDepth) return { type, scope };
  const on = (inner: ts.TypeNode, there = scope) => plain({ type: inner, scope: there }, depth + 1);
  if (ts.isParenthesizedTypeNode(type) || (ts.isTypeOperatorNode(type) && type.operator === ts.SyntaxKind.ReadonlyKeyword))
    return on(type.type);
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return { type, scope };
  const [argument] = type.typeArguments ?? [];
  if (type.typeName.text === 'Readonly' && argument) return on(argument);
  const [declared, ...others] = argument ? [] : (scope.type(type.typeName.text)?.declarations ?? []);
  const there = scope.type(type.typeName.text)?.scope;
  return declared && others.length === 0 && ts.isTypeAliasDeclaration(declared) ? on(declared.type, there) : { type, scope };
}

/** Of `T[]`, `readonly T[]`, `Array<T>` and names of such. */
function elementOf(data: Typed): Typed | undefined {
  const { type, scope } = plain(data);
  if (ts.isArrayTypeNode(type)) return { type: type.elementType, scope };
  const [argument] = ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
  const name = ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : '';
  return argument && ['Array', 'ReadonlyArray'].includes(name) ? { type: argument, scope } : undefined;
}

function membersOf(data: Typed): readonly (Typed & { readonly name: string })[] {
  const { type, scope } = plain(data);
  const found = ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? scope.type(type.typeName.text) : undefined;
  const [declared] = found?.declarations ?? [];
  const members = ts.isTypeLiteralNode(type) ? type.members : declared && ts.isInterfaceDeclaration(declared) ? declared.members : [];
  return members.flatMap((member) =>
    ts.isPropertySignature(member) && member.type && ts.isIdentifier(member.name) && !member.questionToken
      ? [{ name: member.name.text, type: member.type, scope: found?.scope ?? scope }]
      : [],
  );
}
