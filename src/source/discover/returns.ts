import ts from '@typescript/typescript6';
import type { Shape } from '../shape';
import { type Contextual, typeOfParameter } from './contextual';
import type { FunctionNode } from './functions';
import type { FileScope } from './scope';
import { shapeOfExpression, shapeOfType } from './shapes';

/** What a function without a return type gives back, as far as syntax tells. */
export type Returned = 'number' | 'other' | 'unknown';

type Binding = { readonly shape: Shape | undefined; readonly initializer: ts.Expression | undefined };
const opaque: Binding = { shape: undefined, initializer: undefined };
const maxDepth = 24;

const arithmetic: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
]);
const choosing: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
]);
const numericGlobals: ReadonlySet<string> = new Set(['Number', 'parseFloat', 'parseInt']);
const numericProperties: ReadonlySet<string> = new Set(['length', 'size', 'byteLength']);

/** Infers the result of a function from its `return` expressions. A mix of numbers and unknowns counts as a number. */
export function returnedBy(node: FunctionNode, contextual: Contextual | undefined, scope: FileScope, depth = 0): Returned {
  const { body } = node;
  if (!body || depth > maxDepth) return 'unknown';
  const inference = new Inference(bindingsOf(node, contextual, scope), scope, depth);
  if (!ts.isBlock(body)) return inference.kind(body);
  const returns = returnsOf(body);
  if (returns.length === 0) return 'other';
  return any(returns.map((expression) => (expression ? inference.kind(expression) : 'other')));
}

function any(kinds: readonly Returned[]): Returned {
  if (kinds.includes('other')) return 'other';
  return kinds.includes('number') ? 'number' : 'unknown';
}

function returnsOf(body: ts.Block): (ts.Expression | undefined)[] {
  const found: (ts.Expression | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node)) found.push(node.expression);
    else if (!ts.isFunctionLike(node) && !ts.isClassLike(node)) ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** All local names, shadowing ignored: an inference that errs here only offers a function too few or too many. */
function bindingsOf(node: FunctionNode, contextual: Contextual | undefined, scope: FileScope): Map<string, Binding> {
  const bindings = new Map<string, Binding>();
  node.parameters.forEach((parameter, i) => {
    const typed = typeOfParameter(parameter, i, contextual, scope);
    const shape = typed && shapeOfType(typed.type, typed.scope);
    bind(bindings, parameter.name, { shape, initializer: typed ? undefined : parameter.initializer });
  });
  const visit = (child: ts.Node): void => {
    if (ts.isForOfStatement(child) && ts.isVariableDeclarationList(child.initializer)) {
      const sequence = ts.isIdentifier(child.expression) ? bindings.get(child.expression.text)?.shape : undefined;
      bind(bindings, child.initializer.declarations[0].name, { shape: elementOf(sequence), initializer: undefined });
    } else if (ts.isVariableDeclaration(child) && !hasName(child.name, bindings)) {
      const source = child.initializer && ts.isIdentifier(child.initializer) ? bindings.get(child.initializer.text)?.shape : undefined;
      bind(bindings, child.name, { shape: child.type ? shapeOfType(child.type, scope) : source, initializer: child.initializer });
    }
    ts.forEachChild(child, visit);
  };
  if (node.body) visit(node.body);
  return bindings;
}

function hasName(name: ts.BindingName, bindings: ReadonlyMap<string, Binding>): boolean {
  return ts.isIdentifier(name) && bindings.has(name.text);
}

function bind(bindings: Map<string, Binding>, name: ts.BindingName, value: Binding): void {
  if (ts.isIdentifier(name)) {
    bindings.set(name.text, value);
    return;
  }
  const { shape } = value;
  name.elements.forEach((element, i) => {
    if (ts.isOmittedExpression(element)) return;
    const key = element.propertyName ?? element.name;
    const part = ts.isArrayBindingPattern(name) ? elementOf(shape, i) : fieldOf(shape, ts.isIdentifier(key) ? key.text : '');
    bind(bindings, element.name, element.dotDotDotToken ? opaque : { shape: part, initializer: undefined });
  });
}

function elementOf(shape: Shape | undefined, index = 0): Shape | undefined {
  if (shape?.kind === 'array') return shape.element;
  return shape?.kind === 'tuple' ? (shape.elements[index] ?? shape.elements[0]) : undefined;
}

function fieldOf(shape: Shape | undefined, name: string): Shape | undefined {
  return shape?.kind === 'object' ? shape.fields.find((field) => field.name === name)?.shape : undefined;
}

class Inference {
  constructor(
    private readonly bindings: ReadonlyMap<string, Binding>,
    private readonly scope: FileScope,
    private depth: number,
  ) {}

  kind(node: ts.Expression): Returned {
    if (this.depth > maxDepth) return 'unknown';
    this.depth++;
    try {
      return this.kindOf(node);
    } finally {
      this.depth--;
    }
  }

  private kindOf(node: ts.Expression): Returned {
    if (ts.isNumericLiteral(node)) return 'number';
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node))
      return this.kind(node.expression);
    if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) return kindOfType(node.type, this.scope);
    if (ts.isConditionalExpression(node)) return any([this.kind(node.whenTrue), this.kind(node.whenFalse)]);
    if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken ? 'other' : 'number';
    if (ts.isPostfixUnaryExpression(node)) return 'number';
    if (ts.isBinaryExpression(node)) return this.binary(node);
    if (ts.isIdentifier(node)) return this.identifier(node);
    if (ts.isCallExpression(node)) return this.call(node);
    if (ts.isPropertyAccessExpression(node)) return this.property(node);
    if (ts.isElementAccessExpression(node)) return kindOfShape(this.shape(node));
    return 'other';
  }

  private binary({ operatorToken: { kind }, left, right }: ts.BinaryExpression): Returned {
    if (arithmetic.has(kind)) return 'number';
    if (kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.PlusEqualsToken) return any([this.kind(left), this.kind(right)]);
    if (kind === ts.SyntaxKind.CommaToken || kind === ts.SyntaxKind.EqualsToken) return this.kind(right);
    if (choosing.has(kind)) return any([this.kind(left), this.kind(right)]);
    const compound = kind >= ts.SyntaxKind.FirstCompoundAssignment && kind <= ts.SyntaxKind.LastCompoundAssignment;
    return compound ? 'number' : 'other';
  }

  private identifier(node: ts.Identifier): Returned {
    if (node.text === 'undefined') return 'other';
    if (node.text === 'NaN' || node.text === 'Infinity') return 'number';
    const binding = this.bindings.get(node.text) ?? this.outer(node.text);
    if (binding?.shape) return kindOfShape(binding.shape);
    return binding?.initializer ? this.kind(binding.initializer) : 'unknown';
  }

  private outer(name: string): Binding | undefined {
    const variable = this.scope.value(name);
    return variable && { shape: variable.type && shapeOfType(variable.type, this.scope), initializer: variable.initializer };
  }

  private property(node: ts.PropertyAccessExpression): Returned {
    if (ts.isIdentifier(node.expression) && node.expression.text === 'Math') return 'number';
    if (numericProperties.has(node.name.text)) return 'number';
    const shape = this.shape(node);
    return shape ? kindOfShape(shape) : 'unknown';
  }

  private call({ expression: callee, arguments: args }: ts.CallExpression): Returned {
    if (ts.isIdentifier(callee)) return numericGlobals.has(callee.text) ? 'number' : this.calledFunction(callee.text);
    if (!ts.isPropertyAccessExpression(callee)) return 'unknown';
    if (ts.isIdentifier(callee.expression) && callee.expression.text === 'Math') return 'number';
    const method = callee.name.text;
    if (method === 'reduce' || method === 'reduceRight') return args.length > 1 ? this.kind(args[1]) : 'unknown';
    return otherMethods.has(method) ? 'other' : 'unknown';
  }

  private calledFunction(name: string): Returned {
    const local = this.bindings.get(name)?.initializer ?? this.scope.value(name)?.initializer;
    const declared =
      this.scope.function(name) ?? (local && (ts.isArrowFunction(local) || ts.isFunctionExpression(local)) ? local : undefined);
    if (!declared) return 'unknown';
    return declared.type ? kindOfType(declared.type, this.scope) : returnedBy(declared, undefined, this.scope, this.depth + 1);
  }

  private shape(node: ts.Expression): Shape | undefined {
    if (ts.isIdentifier(node)) {
      const binding = this.bindings.get(node.text) ?? this.outer(node.text);
      return binding?.shape ?? (binding?.initializer && shapeOfExpression(binding.initializer, this.scope));
    }
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return this.shape(node.expression);
    if (ts.isPropertyAccessExpression(node)) return fieldOf(this.shape(node.expression), node.name.text);
    if (!ts.isElementAccessExpression(node)) return undefined;
    const index = ts.isNumericLiteral(node.argumentExpression) ? Number(node.argumentExpression.text) : 0;
    return elementOf(this.shape(node.expression), index);
  }
}

const otherMethods: ReadonlySet<string> = new Set([
  ...['map', 'filter', 'slice', 'concat', 'flatMap', 'sort', 'fill', 'keys', 'entries', 'forEach', 'some', 'every', 'includes'],
  ...['join', 'toFixed', 'toString', 'toPrecision', 'toExponential', 'padStart', 'then', 'from', 'of'],
]);

function kindOfShape(shape: Shape | undefined): Returned {
  if (!shape) return 'unknown';
  return shape.kind === 'number' ? 'number' : 'other';
}

/** A declared type: numbers, and names for them. */
export function kindOfType(type: ts.TypeNode, scope: FileScope): Returned {
  return shapeOfType(type, scope)?.kind === 'number' ? 'number' : 'other';
}
