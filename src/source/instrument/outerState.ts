import ts from '@typescript/typescript6';
import { t } from '../../l10n/t';
import type { ReportFinding } from './findings';
import { bare } from './purity';

/** Methods that change the array, map or set they are called on. */
const MUTATORS: ReadonlySet<string> = new Set([
  ...['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin', 'set', 'add', 'delete', 'clear'],
]);

/**
 * Knows which names live at the top of a module, and so which writes inside functions outlive a call of the loss.
 * Names declared anywhere in an enclosing function count as that function's, whatever block they stand in.
 */
export class OuterState {
  private readonly locals = new Map<ts.Node, ReadonlySet<string>>();

  constructor(
    private readonly file: string,
    private readonly source: ts.SourceFile,
    private readonly onFinding: ReportFinding | undefined,
  ) {}

  /** The name of the module-level variable that an assignment to `target`, standing inside a function, changes. */
  writtenFromInside(target: ts.Expression): string | undefined {
    const root = rootName(target);
    return root !== undefined && this.isOuter(root) ? root.text : undefined;
  }

  /** Likewise for a call like `history.push(x)`. */
  mutatedFromInside(call: ts.CallExpression): string | undefined {
    const callee = call.expression;
    if (!ts.isPropertyAccessExpression(callee) || !MUTATORS.has(callee.name.text)) return undefined;
    return this.writtenFromInside(callee.expression);
  }

  report(name: string, node: ts.Node): void {
    const range = { file: this.file, start: node.getStart(this.source), end: node.getEnd() };
    this.onFinding?.({ kind: 'outer-write', range, message: t('This changes "{0}", which outlives a call of the function.', name) });
  }

  private isOuter(name: ts.Identifier): boolean {
    let inside = false;
    for (let scope: ts.Node | undefined = name.parent; scope !== undefined; scope = scope.parent) {
      if (!ts.isFunctionLike(scope)) continue;
      inside = true;
      if (this.namesOf(scope).has(name.text)) return false;
    }
    return inside && this.namesOf(this.source).has(name.text);
  }

  private namesOf(scope: ts.Node): ReadonlySet<string> {
    const known = this.locals.get(scope) ?? declaredNames(scope);
    this.locals.set(scope, known);
    return known;
  }
}

function rootName(target: ts.Expression): ts.Identifier | undefined {
  const node = bare(target);
  if (ts.isIdentifier(node)) return node;
  const member = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return member ? rootName(node.expression) : undefined;
}

/** Every name declared in a function or module, not looking into the functions inside it. */
function declaredNames(scope: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isDeclaration(node) && node.name !== undefined) collect(node.name, names);
    if (node === scope || !ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(scope);
  return names;
}

function isDeclaration(node: ts.Node): node is ts.NamedDeclaration {
  const imports = ts.isImportClause(node) || ts.isImportSpecifier(node) || ts.isNamespaceImport(node);
  const values = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
  return values || imports || ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isClassDeclaration(node);
}

function collect(name: ts.Node, names: Set<string>): void {
  if (ts.isIdentifier(name)) names.add(name.text);
}
