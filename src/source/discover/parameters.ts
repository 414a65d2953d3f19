import ts from '@typescript/typescript6';
import type { SourceRange } from '../../engine/objective';
import type { Shape } from '../shape';
import { type Contextual, typeOfParameter } from './contextual';
import type { DataParameter, FoundParameter, Pattern } from './found';
import { soundsLikeData } from './names';
import type { FileScope } from './scope';
import { shapeOfExpression, shapeOfType } from './shapes';

export interface Parameters {
  readonly parameters: readonly FoundParameter[];
  readonly data: DataParameter | undefined;
}

/**
 * Splits the parameters into those that are optimised and the data batch; undefined when the function cannot be offered.
 * The batch is the last parameter and not the first: its type cannot be optimised, or its name or a `@data` tag says so.
 */
export function readParameters(
  nodes: readonly ts.ParameterDeclaration[],
  contextual: Contextual | undefined,
  scope: FileScope,
  dataTag: boolean,
): Parameters | undefined {
  if (nodes.some((node) => ts.isIdentifier(node.name) && node.name.text === 'this')) return undefined;
  const read = nodes.map((node, i) => readParameter(node, typeOfParameter(node, i, contextual, scope), scope));
  const last = nodes.length - 1;
  const named = last > 0 && ts.isIdentifier(nodes[last].name) && soundsLikeData(nodes[last].name.text);
  const isData = last > 0 && (read[last] === undefined || dataTag || named);
  const parameters = isData ? read.slice(0, -1) : read;
  if (parameters.length === 0 || parameters.some((parameter) => parameter === undefined)) return undefined;
  const data = isData ? dataParameter(nodes[last], typeOfParameter(nodes[last], last, contextual, scope), scope) : undefined;
  return { parameters: parameters.filter((parameter) => parameter !== undefined), data };
}

type Typed = ReturnType<typeof typeOfParameter>;

function readParameter(node: ts.ParameterDeclaration, typed: Typed, scope: FileScope): FoundParameter | undefined {
  if (node.questionToken) return undefined;
  const pattern = readPattern(node.name);
  const shape = typed ? shapeOfType(typed.type, typed.scope) : node.initializer && shapeOfExpression(node.initializer, scope);
  if (!shape) return undefined;
  const rest = node.dotDotDotToken !== undefined;
  if (rest && !(shape.kind === 'array' && shape.container === 'array')) return undefined;
  return {
    name: oneLine(node.name, scope),
    pattern: ts.isIdentifier(node.name) ? undefined : pattern,
    range: rangeOf(node, scope.sourceFile),
    shape: withPatternLength(shape, pattern),
    rest,
    fallback: node.initializer && rangeOf(node.initializer, scope.sourceFile),
  };
}

function dataParameter(node: ts.ParameterDeclaration, typed: Typed, scope: FileScope): DataParameter {
  return {
    name: oneLine(node.name, scope),
    range: rangeOf(node, scope.sourceFile),
    typeText: typed?.type.getText(typed.scope.sourceFile),
    fallbackName: node.initializer && ts.isIdentifier(node.initializer) ? node.initializer.text : undefined,
    optional: node.questionToken !== undefined || node.initializer !== undefined || node.dotDotDotToken !== undefined,
  };
}

function oneLine(node: ts.Node, { sourceFile }: FileScope): string {
  return node.getText(sourceFile).replace(/\s+/g, ' ');
}

function readPattern(name: ts.BindingName): Pattern | undefined {
  if (ts.isIdentifier(name)) return { kind: 'name', name: name.text };
  if (ts.isObjectBindingPattern(name)) return objectPattern(name);
  const elements = name.elements.map((element) => (ts.isOmittedExpression(element) ? undefined : readPattern(element.name)));
  const last = name.elements.at(-1);
  const open = last !== undefined && !ts.isOmittedExpression(last) && last.dotDotDotToken !== undefined;
  return { kind: 'tuple', elements: open ? elements.slice(0, -1) : elements, rest: open ? elements.at(-1) : undefined };
}

function objectPattern(node: ts.ObjectBindingPattern): Pattern {
  const fields = new Map<string, Pattern>();
  for (const { propertyName, name, dotDotDotToken } of node.elements) {
    const key = propertyName ?? name;
    const inner = readPattern(name);
    if (!dotDotDotToken && inner && (ts.isIdentifier(key) || ts.isStringLiteral(key))) fields.set(key.text, inner);
  }
  return { kind: 'object', fields };
}

/** `[a, b, c]: number[]` says that the length is three, unless a rest element leaves it open. */
function withPatternLength(shape: Shape, pattern: Pattern | undefined): Shape {
  if (!pattern || pattern.kind === 'name') return shape;
  if (shape.kind === 'array' && pattern.kind === 'tuple') {
    const length = shape.length ?? (pattern.rest ? undefined : pattern.elements.length);
    return { ...shape, element: withPatternLength(shape.element, pattern.elements[0]), length };
  }
  if (shape.kind === 'tuple' && pattern.kind === 'tuple') {
    return { ...shape, elements: shape.elements.map((element, i) => withPatternLength(element, pattern.elements[i])) };
  }
  if (shape.kind === 'object' && pattern.kind === 'object') {
    const fields = shape.fields.map(({ name, shape: inner }) => ({ name, shape: withPatternLength(inner, pattern.fields.get(name)) }));
    const optional = shape.optional.map(({ name, shape: inner }) => ({
      name,
      shape: inner && withPatternLength(inner, pattern.fields.get(name)),
    }));
    return { ...shape, fields, optional };
  }
  return shape;
}

export function rangeOf(node: ts.Node, sourceFile: ts.SourceFile): SourceRange {
  return { file: sourceFile.fileName, start: node.getStart(sourceFile), end: node.getEnd() };
}
